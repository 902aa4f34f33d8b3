/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CycloneDX 1.6 in JSON. Data without a field of its own is a property: debslim:… for
 * ours, and those by which trivy finds the source package of a Debian package. */
#include <string.h>

#include "out/sbom/parts.h"

struct writer {
	struct sbom *sbom;
	const char *os;       /* bom-ref */
	const char **package; /* bom-refs of the packages: their purls */
};

static void set_if_given(json_t *object, const char *name, const char *value)
{
	if (value)
		json_object_set_new(object, name, json_string(value));
}

static void add_property(json_t *properties, const char *name, const char *value)
{
	json_array_append_new(properties, json_pack("{s:s, s:s}", "name", name, "value", value));
}

static void add_property_view(struct writer *w, json_t *properties, const char *name, struct str value)
{
	if (value.n)
		add_property(properties, name, arena_strndup(&w->sbom->arena, value.p, value.n));
}

static void add_notes(struct writer *w, json_t *properties, const struct sbom_note *note, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_property(properties, arena_printf(&w->sbom->arena, "debslim:%s", note[i].name), note[i].text);
}

static json_t *package_properties(struct writer *w, const struct sbom_package *p)
{
	struct arena *a = &w->sbom->arena;
	struct str epoch, upstream, revision;
	json_t *properties = json_array();
	sbom_split_version(p->source_version, &epoch, &upstream, &revision);
	add_property(properties, "aquasecurity:trivy:PkgID", arena_printf(a, "%s@%s", p->name, p->version));
	add_property(properties, "aquasecurity:trivy:PkgType", w->sbom->os_id);
	if (!str_is(epoch, "0"))
		add_property_view(w, properties, "aquasecurity:trivy:SrcEpoch", epoch);
	add_property(properties, "aquasecurity:trivy:SrcName", p->source);
	add_property_view(w, properties, "aquasecurity:trivy:SrcRelease", revision);
	add_property_view(w, properties, "aquasecurity:trivy:SrcVersion", upstream);
	add_property(properties, "debslim:files:shipped", arena_printf(a, "%zu", p->shipped));
	add_property(properties, "debslim:files:kept", arena_printf(a, "%zu", p->kept));
	add_property(properties, "debslim:partial", p->kept != p->shipped ? "true" : "false");
	for (size_t i = 0; i < p->left_out.n; i++)
		add_property(properties, "debslim:left-out",
			     arena_printf(a, "%s %zu", p->left_out.at[i].rule, p->left_out.at[i].files));
	add_notes(w, properties, p->note.at, p->note.n);
	return properties;
}

static json_t *cyclonedx_supplier(struct arena *arena, const char *person)
{
	struct str name, email;
	sbom_split_person(person, &name, &email);
	json_t *o = json_pack("{s:s}", "name", arena_strndup(arena, name.p, name.n));
	/* The schema checks addresses, and some in packages are not valid. */
	const char *at = email.n ? memchr(email.p, '@', email.n) : NULL;
	bool plain = at && at > email.p && email.p + email.n > at + 1;
	for (size_t i = 0; i < email.n; i++)
		plain = plain && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.-_+", email.p[i]) &&
			!(email.p[i] == '@' && email.p + i != at);
	if (plain)
		json_object_set_new(o, "contact",
				    json_pack("[{s:s}]", "email", arena_strndup(arena, email.p, email.n)));
	return o;
}

/* An expression; the texts of licences that the SPDX list does not have are evidence, for
 * there is no place for them beside it. */
static void set_component_licences(json_t *component, const struct sbom_package *p)
{
	json_t *texts = json_array();
	if (p->licence)
		json_object_set_new(component, "licenses", json_pack("[{s:s, s:s}]", "expression", p->licence,
								     "acknowledgement", "declared"));
	for (size_t i = 0; i < p->ref.n; i++)
		json_array_append_new(texts, json_pack("{s:{s:s, s:{s:s, s:s}}}", "license", "name", p->ref.at[i]->id,
						       "text", "contentType", "text/plain", "content",
						       p->ref.at[i]->text));
	if (json_array_size(texts))
		json_object_set_new(component, "evidence", json_pack("{s:O}", "licenses", texts));
	json_decref(texts);
}

static json_t *hashes(const char *sha256)
{
	return json_pack("[{s:s, s:s}]", "alg", "SHA-256", "content", sha256);
}

static bool is_uri(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || strchr("<>\"{}|\\^`", *text))
			return false;
	return true;
}

static void set_references(json_t *component, const struct sbom_package *p)
{
	json_t *references = json_array();
	if (p->uri && is_uri(p->uri)) {
		json_t *r = json_pack("{s:s, s:s}", "type", "distribution", "url", p->uri);
		if (p->sha256)
			json_object_set_new(r, "hashes", hashes(p->sha256));
		json_array_append_new(references, r);
	}
	if (p->homepage && is_uri(p->homepage))
		json_array_append_new(references, json_pack("{s:s, s:s}", "type", "website", "url", p->homepage));
	if (json_array_size(references))
		json_object_set(component, "externalReferences", references);
	json_decref(references);
}

static json_t *file_component(struct writer *w, const struct sbom_file *file)
{
	json_t *o = json_pack("{s:s, s:s, s:o}", "type", "file", "name",
			      arena_printf(&w->sbom->arena, "/%s", file->path), "hashes", hashes(file->sha256));
	if (!file->shipped)
		json_object_set_new(o, "properties", json_pack("[{s:s, s:s}]", "name", "debslim:generated", "value", "true"));
	return o;
}

/* The files of one package, or of none, as an array; NULL if there are none. */
static json_t *files_of(struct writer *w, size_t package)
{
	json_t *files = NULL;
	for (size_t i = 0; i < w->sbom->file.n; i++) {
		if (w->sbom->file.at[i].package != package)
			continue;
		files = files ? files : json_array();
		json_array_append_new(files, file_component(w, &w->sbom->file.at[i]));
	}
	return files;
}

static json_t *deb_component(struct writer *w, size_t index)
{
	struct sbom *s = w->sbom;
	const struct sbom_package *p = &s->package.at[index];
	json_t *o = json_pack("{s:s, s:s}", "type", "library", "bom-ref", w->package[index]);
	if (p->supplier)
		json_object_set_new(o, "supplier", cyclonedx_supplier(&s->arena, p->supplier));
	set_if_given(o, "name", p->name);
	set_if_given(o, "version", p->version);
	set_if_given(o, "description", p->summary);
	if (p->sha256)
		json_object_set_new(o, "hashes", hashes(p->sha256));
	set_component_licences(o, p);
	set_if_given(o, "purl", w->package[index]);
	set_references(o, p);
	json_object_set_new(o, "properties", package_properties(w, p));
	json_t *files = s->has_files ? files_of(w, index) : NULL;
	if (files)
		json_object_set_new(o, "components", files);
	return o;
}

static json_t *os_component(struct writer *w)
{
	const struct sbom *s = w->sbom;
	json_t *o = json_pack("{s:s, s:s, s:s}", "type", "operating-system", "bom-ref", w->os, "name", s->os_id);
	json_t *properties = json_array();
	set_if_given(o, "version", s->os_version ? s->os_version : s->os_codename);
	set_if_given(o, "description", s->os_title);
	add_property(properties, "aquasecurity:trivy:Class", "os-pkgs");
	add_property(properties, "aquasecurity:trivy:Type", s->os_id);
	if (s->os_codename)
		add_property(properties, "debslim:codename", s->os_codename);
	json_object_set_new(o, "properties", properties);
	return o;
}

static json_t *components(struct writer *w)
{
	json_t *all = json_array(), *files = w->sbom->has_files ? files_of(w, SBOM_NO_PACKAGE) : NULL;
	json_array_append_new(all, os_component(w));
	for (size_t i = 0; i < w->sbom->package.n; i++)
		json_array_append_new(all, deb_component(w, i));
	if (files)
		json_array_extend(all, files);
	json_decref(files);
	return all;
}

static json_t *metadata(struct writer *w)
{
	struct sbom *s = w->sbom;
	json_t *properties = json_array();
	if (s->profile)
		add_property(properties, "debslim:profile", arena_printf(&s->arena, "%s:%s", s->profile, s->tag));
	if (*s->suite)
		add_property(properties, "debslim:suite", s->suite);
	add_property(properties, "debslim:architecture", s->architecture);
	add_notes(w, properties, s->note.at, s->note.n);
	return json_pack("{s:s, s:[{s:s}], s:{s:[{s:s, s:s, s:s}]}, s:{s:s, s:s, s:s, s:o}}", "timestamp",
			 sbom_time(&s->arena, s->created), "lifecycles", "phase", "build", "tools", "components",
			 "type", "application", "name", "debslim", "version", s->tool, "component", "type",
			 "container", "bom-ref", s->name, "name", s->name, "properties", properties);
}

static json_t *dependency(const char *ref, json_t *on)
{
	return json_pack("{s:s, s:o}", "ref", ref, "dependsOn", on);
}

static json_t *dependencies(struct writer *w)
{
	const struct sbom *s = w->sbom;
	json_t *all = json_array(), *packages = json_array();
	for (size_t i = 0; i < s->package.n; i++)
		json_array_append_new(packages, json_string(w->package[i]));
	json_array_append_new(all, dependency(s->name, json_pack("[s]", w->os)));
	json_array_append_new(all, dependency(w->os, packages));
	for (size_t i = 0; i < s->package.n; i++) {
		json_t *on = json_array();
		for (size_t k = 0; k < s->package.at[i].depends.n; k++)
			json_array_append_new(on, json_string(w->package[s->package.at[i].depends.at[k]]));
		json_array_append_new(all, dependency(w->package[i], on));
	}
	return all;
}

json_t *sbom_cyclonedx(struct sbom *s)
{
	const char **purls CLEANUP(mem_freep) = mem_alloc((s->package.n + 1) * sizeof(*purls));
	struct writer w = {.sbom = s, .package = purls};
	for (size_t i = 0; i < s->package.n; i++)
		purls[i] = sbom_purl(&s->arena, s, &s->package.at[i]);
	w.os = arena_printf(&s->arena, "os:%s-%s", s->os_id,
			    s->os_version ? s->os_version : s->os_codename ? s->os_codename : "unknown");
	return json_pack("{s:s, s:s, s:s, s:s, s:i, s:o, s:o, s:o}", "$schema",
			 "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat", "CycloneDX", "specVersion",
			 "1.6", "serialNumber", "", "version", 1, "metadata", metadata(&w), "components",
			 components(&w), "dependencies", dependencies(&w));
}

void sbom_cyclonedx_identify(struct sbom *s, json_t *document, struct str text)
{
	set_if_given(document, "serialNumber",
		     arena_printf(&s->arena, "urn:uuid:%s", sbom_uuid(&s->arena, text)));
}
