/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SPDX 2.3 in JSON. The document describes the image, a package that contains the operating
 * system, which contains the Debian packages: so trivy writes and reads it, too. A package
 * stands for its .deb, of which files were not looked at (filesAnalyzed false): files, where
 * they are wanted, are contained in the image and expanded from that archive. */
#include <stdlib.h>
#include <string.h>

#include "io/hash.h"
#include "out/sbom/parts.h"

static const char nothing[] = "NOASSERTION";
static const char image_id[] = "SPDXRef-Image";

struct writer {
	struct sbom *sbom;
	json_t *document, *relationships;
	const char *time, *tool, *os;
	const char **package; /* identifiers of the packages */
};

/* Makes an identifier of letters, digits, "." and "-", with a hash if other characters
 * were replaced. */
static const char *element_id(struct arena *arena, const char *kind, const char *name)
{
	struct buf id CLEANUP(buf_release) = {0};
	bool changed = false;
	buf_printf(&id, "SPDXRef-%s-", kind);
	for (const char *c = name; *c; c++) {
		bool good = (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
			    *c == '.' || *c == '-';
		buf_add(&id, good ? c : "-", 1);
		changed |= !good;
	}
	if (changed)
		buf_printf(&id, "-%.8s", hash_bytes(HASH_SHA256, str_from(name)).text);
	return arena_strdup(arena, id.p);
}

static void relate(struct writer *w, const char *from, const char *type, const char *to)
{
	json_array_append_new(w->relationships,
			      json_pack("{s:s, s:s, s:s}", "spdxElementId", from, "relationshipType", type,
					"relatedSpdxElement", to));
}

static void set_spdx_text(json_t *object, const char *name, const char *value)
{
	if (value)
		json_object_set_new(object, name, json_string(value));
}

static void add_annotation(struct writer *w, json_t *annotations, const char *name,
			   const char *text)
{
	const char *comment = arena_printf(&w->sbom->arena, "debslim:%s: %s", name, text);
	json_array_append_new(annotations,
			      json_pack("{s:s, s:s, s:s, s:s}", "annotationDate", w->time, "annotationType",
					"OTHER", "annotator", w->tool, "comment", comment));
}

static void set_annotations(json_t *object, json_t *annotations)
{
	if (json_array_size(annotations))
		json_object_set(object, "annotations", annotations);
	json_decref(annotations);
}

static json_t *checksum(const char *algorithm, const char *value)
{
	return json_pack("{s:s, s:s}", "algorithm", algorithm, "checksumValue", value);
}

static json_t *package_base(const char *id, const char *name, const char *version, const char *location)
{
	json_t *p = json_pack("{s:s, s:s}", "SPDXID", id, "name", name);
	set_spdx_text(p, "versionInfo", version);
	set_spdx_text(p, "downloadLocation", location);
	return p;
}

/* The licence of anything but a .deb is not known. */
static void set_declared_licence(json_t *package, const char *declared)
{
	set_spdx_text(package, "licenseConcluded", nothing);
	set_spdx_text(package, "licenseDeclared", declared ? declared : nothing);
	set_spdx_text(package, "copyrightText", nothing);
}

static const char *spdx_supplier(struct arena *arena, const char *person)
{
	struct str name, email;
	if (!person)
		return nothing;
	sbom_split_person(person, &name, &email);
	if (!name.n)
		return nothing;
	/* Teams and persons cannot be distinguished. */
	return email.n ? arena_printf(arena, "Organization: %.*s (%.*s)", STR_ARG(name), STR_ARG(email))
		       : arena_printf(arena, "Organization: %.*s", STR_ARG(name));
}

/* "4 of 7 files are in the image; left out: docs 2, other 1" */
static const char *describe_part(struct arena *arena, const struct sbom_package *p)
{
	struct buf text CLEANUP(buf_release) = {0};
	buf_printf(&text, "%zu of %zu files are in the image; left out:", p->kept, p->shipped);
	for (size_t i = 0; i < p->left_out.n; i++)
		buf_printf(&text, "%s %s %zu", i ? "," : "", p->left_out.at[i].rule, p->left_out.at[i].files);
	return arena_strdup(arena, text.p);
}

static void set_notes(struct writer *w, json_t *object, const struct sbom_package *p)
{
	json_t *annotations = json_array();
	if (p->kept != p->shipped)
		add_annotation(w, annotations, "partial", describe_part(&w->sbom->arena, p));
	for (size_t i = 0; i < p->note.n; i++)
		add_annotation(w, annotations, p->note.at[i].name, p->note.at[i].text);
	set_annotations(object, annotations);
}

static json_t *deb_package(struct writer *w, size_t index)
{
	struct sbom *s = w->sbom;
	const struct sbom_package *p = &s->package.at[index];
	json_t *o = package_base(w->package[index], p->name, p->version, p->uri ? p->uri : nothing);
	json_object_set_new(o, "filesAnalyzed", json_false());
	set_spdx_text(o, "supplier", spdx_supplier(&s->arena, p->supplier));
	set_spdx_text(
		o, "sourceInfo",
		arena_printf(&s->arena, "built package from: %s %s", p->source, p->source_version));
	if (p->sha256)
		json_object_set_new(o, "checksums", json_pack("[o]", checksum("SHA256", p->sha256)));
	set_declared_licence(o, p->licence);
	set_spdx_text(o, "homepage", p->homepage);
	set_spdx_text(o, "summary", p->summary);
	set_spdx_text(o, "primaryPackagePurpose", "LIBRARY");
	json_object_set_new(o, "externalRefs",
			    json_pack("[{s:s, s:s, s:s}]", "referenceCategory", "PACKAGE-MANAGER", "referenceType",
				      "purl", "referenceLocator", sbom_purl(&s->arena, s, p)));
	set_notes(w, o, p);
	return o;
}

static json_t *os_package(struct writer *w)
{
	const struct sbom *s = w->sbom;
	json_t *o = package_base(w->os, s->os_id, s->os_version ? s->os_version : s->os_codename, nothing);
	json_object_set_new(o, "filesAnalyzed", json_false());
	set_declared_licence(o, NULL);
	set_spdx_text(o, "summary", s->os_title);
	set_spdx_text(o, "primaryPackagePurpose", "OPERATING_SYSTEM");
	return o;
}

static int by_digest_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* SPDX 2.3, 7.9: SHA-1 of all files' SHA-1, sorted. */
static struct hash_hex verification_code(const struct sbom *s)
{
	struct buf all CLEANUP(buf_release) = {0};
	const char **digest CLEANUP(mem_freep) = mem_alloc((s->file.n + 1) * sizeof(*digest));
	for (size_t i = 0; i < s->file.n; i++)
		digest[i] = s->file.at[i].sha1;
	qsort(digest, s->file.n, sizeof(*digest), by_digest_text);
	for (size_t i = 0; i < s->file.n; i++)
		buf_puts(&all, digest[i]);
	return hash_bytes(HASH_SHA1, buf_str(&all));
}

static json_t *image_package(struct writer *w)
{
	const struct sbom *s = w->sbom;
	json_t *o = package_base(image_id, s->name, NULL, nothing), *annotations = json_array();
	json_object_set_new(o, "filesAnalyzed", json_boolean(s->has_files));
	if (s->has_files) {
		json_object_set_new(o, "packageVerificationCode",
				    json_pack("{s:s}", "packageVerificationCodeValue", verification_code(s).text));
		json_object_set_new(o, "licenseInfoFromFiles", json_pack("[s]", nothing));
	}
	set_declared_licence(o, NULL);
	set_spdx_text(o, "primaryPackagePurpose", "CONTAINER");
	if (s->profile)
		add_annotation(w, annotations, "profile",
			       arena_printf(&w->sbom->arena, "%s:%s", s->profile, s->tag));
	if (*s->suite)
		add_annotation(w, annotations, "suite", s->suite);
	add_annotation(w, annotations, "architecture", s->architecture);
	for (size_t i = 0; i < s->note.n; i++)
		add_annotation(w, annotations, s->note.at[i].name, s->note.at[i].text);
	set_annotations(o, annotations);
	return o;
}

static void add_spdx_packages(struct writer *w)
{
	json_t *packages = json_array();
	const struct sbom *s = w->sbom;
	json_array_append_new(packages, image_package(w));
	json_array_append_new(packages, os_package(w));
	for (size_t i = 0; i < s->package.n; i++)
		json_array_append_new(packages, deb_package(w, i));
	json_object_set_new(w->document, "packages", packages);
}

static void relate_packages(struct writer *w)
{
	const struct sbom *s = w->sbom;
	relate(w, "SPDXRef-DOCUMENT", "DESCRIBES", image_id);
	relate(w, image_id, "CONTAINS", w->os);
	for (size_t i = 0; i < s->package.n; i++)
		relate(w, w->os, "CONTAINS", w->package[i]);
	for (size_t i = 0; i < s->package.n; i++)
		for (size_t k = 0; k < s->package.at[i].depends.n; k++)
			relate(w, w->package[i], "DEPENDS_ON", w->package[s->package.at[i].depends.at[k]]);
}

static json_t *file_json(struct writer *w, const struct sbom_file *file)
{
	struct sbom *s = w->sbom;
	const char *id = arena_printf(&s->arena, "SPDXRef-File-%s", file->id);
	relate(w, image_id, "CONTAINS", id);
	if (file->package != SBOM_NO_PACKAGE)
		relate(w, id, file->shipped ? "EXPANDED_FROM_ARCHIVE" : "GENERATED_FROM", w->package[file->package]);
	return json_pack("{s:s, s:s, s:[o, o], s:s, s:[s], s:s}", "SPDXID", id, "fileName",
			 arena_printf(&s->arena, "./%s", file->path), "checksums",
			 checksum("SHA1", file->sha1), checksum("SHA256", file->sha256), "licenseConcluded",
			 nothing, "licenseInfoInFiles", nothing, "copyrightText", nothing);
}

static void add_spdx_files(struct writer *w)
{
	json_t *files = json_array();
	for (size_t i = 0; i < w->sbom->file.n; i++)
		json_array_append_new(files, file_json(w, &w->sbom->file.at[i]));
	json_object_set_new(w->document, "files", files);
}

static void add_licences(struct writer *w)
{
	json_t *licences = json_array();
	for (size_t i = 0; i < w->sbom->ref.n; i++) {
		const struct sbom_licence_ref *ref = w->sbom->ref.at[i];
		json_array_append_new(licences, json_pack("{s:s, s:s, s:s}", "licenseId", ref->id, "name", ref->name,
							  "extractedText", ref->text));
	}
	if (json_array_size(licences))
		json_object_set(w->document, "hasExtractedLicensingInfos", licences);
	json_decref(licences);
}

json_t *sbom_spdx(struct sbom *s)
{
	const char **ids CLEANUP(mem_freep) = mem_alloc((s->package.n + 1) * sizeof(*ids));
	struct arena *a = &s->arena;
	struct writer w = {.sbom = s, .relationships = json_array(), .time = sbom_time(a, s->created),
			   .tool = arena_printf(a, "Tool: debslim-%s", s->tool), .package = ids};
	const char *which = s->os_version ? s->os_version : s->os_codename;
	w.os = element_id(a, "OperatingSystem",
			  which ? arena_printf(a, "%s-%s", s->os_id, which) : s->os_id);
	for (size_t i = 0; i < s->package.n; i++)
		ids[i] = element_id(a, "Package", s->package.at[i].name);
	w.document = json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:s, s:[s]}}", "spdxVersion", "SPDX-2.3", "dataLicense",
			       "CC0-1.0", "SPDXID", "SPDXRef-DOCUMENT", "name", s->name, "documentNamespace", "",
			       "creationInfo", "created", w.time, "creators", w.tool);
	add_spdx_packages(&w);
	relate_packages(&w);
	if (s->has_files)
		add_spdx_files(&w);
	add_licences(&w);
	json_object_set_new(w.document, "relationships", w.relationships);
	return w.document;
}

/* The form that the specification suggests, 6.5. */
void sbom_spdx_identify(struct sbom *s, json_t *document, struct str text)
{
	struct buf uri CLEANUP(buf_release) = {0};
	buf_puts(&uri, "https://spdx.org/spdxdocs/debslim-");
	sbom_add_encoded(&uri, s->name);
	buf_printf(&uri, "-%s", sbom_uuid(&s->arena, text));
	set_spdx_text(document, "documentNamespace", uri.p);
}
