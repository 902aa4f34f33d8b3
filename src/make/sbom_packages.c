/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an SBOM says about each package. */
#include <stdlib.h>
#include <string.h>

#include "make/packages.h"
#include "make/sbom_parts.h"
#include "make/verdict.h"
#include "fmt/deb822.h"

/* The first line of a field of the control file; NULL if there is none. */
static const char *field(struct sbom *sbom, const struct deb822 *control, const char *name)
{
	const struct deb822_field *f = control->stanza.n ? deb822_find(&control->stanza.at[0], name) : NULL;
	struct str rest = f ? f->value : (struct str){0}, line;
	return f && str_split(&rest, '\n', &line) && str_trim(line).n ? sbom_keep(sbom, line) : NULL;
}

static void read_control(const struct package_files *read, struct sbom *sbom, struct sbom_package *out)
{
	const struct control_file *file = package_files_control(read, "control");
	struct err ignored = {0};
	struct deb822 control;
	if (file && deb822_parse("control", file->body, 0, STATUS_UNTRUSTED, &control, &ignored) == 0) {
		out->supplier = field(sbom, &control, "Maintainer");
		out->homepage = field(sbom, &control, "Homepage");
		out->summary = field(sbom, &control, "Description");
		deb822_release(&control);
	}
	err_release(&ignored);
}

/* --- which files of the .deb are in the image ----------------------------------- */

/* Counts the package's regular files that are in the image, wherever they were moved. */
static size_t count_bodies(const struct build *b, const struct package_files *read)
{
	size_t n = 0;
	for (size_t i = 0; i < b->members; i++) {
		const struct member *m = b->member[i];
		n += m->type == MEMBER_FILE && m->body.n && m->origin == read->origin;
	}
	return n;
}

/* Links and empty files are recognised by their path, because they have no content. */
static bool has_member(const struct build *b, const struct member *shipped)
{
	struct buf path CLEANUP(buf_release) = {0};
	const struct member *m =
		fileset_resolve(&b->files, shipped->path, false, &path) ? fileset_get(&b->files, path.p) : NULL;
	return m && m->owner == shipped->owner && m->type != MEMBER_DIR;
}

/* Lists what rules left out when the .deb was read, and held files that nothing in the
 * image needed. The rest was replaced by others, or has no use there. */
static void note_left_out(const struct build *b, const struct package_files *read, struct sbom_package *out)
{
	size_t rest = out->shipped - out->kept;
	for (size_t rule = 0; rule < b->filter.names.n; rule++) {
		size_t files = left_out_sum(&read->left_out, (uint32_t)rule).files;
		for (size_t i = 0; i < read->member.n; i++) {
			const struct member *m = &read->member.at[i];
			files += m->held && m->rule == rule && m->type != MEMBER_DIR && !has_member(b, m);
		}
		files = files < rest ? files : rest;
		if (files)
			vec_push(&out->left_out, ((struct sbom_left_out){b->filter.names.at[rule], files}));
		rest -= files;
	}
	if (rest)
		vec_push(&out->left_out, ((struct sbom_left_out){"other", rest}));
}

static void count_files(const struct build *b, const struct package_files *read, struct sbom_package *out)
{
	size_t with_body = 0;
	for (size_t i = 0; i < read->member.n; i++) {
		const struct member *m = &read->member.at[i];
		if (m->type == MEMBER_DIR)
			continue;
		out->shipped++;
		if (m->type == MEMBER_FILE && m->body.n)
			with_body++;
		else
			out->kept += has_member(b, m);
	}
	size_t bodies = count_bodies(b, read);
	out->kept += bodies < with_body ? bodies : with_body;
	for (size_t i = 0; i < read->left_out.list.n; i++)
		out->shipped += read->left_out.list.at[i].type != MEMBER_DIR;
	note_left_out(b, read, out);
}

/* --- relations ------------------------------------------------------------------ */

static size_t first_in_sbom(const struct package_ids *ids, const size_t *index)
{
	for (size_t i = 0; i < ids->n; i++)
		if (index[ids->at[i]] != SBOM_NO_PACKAGE)
			return index[ids->at[i]];
	return SBOM_NO_PACKAGE;
}

/* The package that meets a relation: of the first alternative that is met, the real
 * package before providers. */
static size_t met_by(const struct relation *relation, const size_t *index)
{
	size_t found = SBOM_NO_PACKAGE;
	for (size_t i = 0; i < relation->n && found == SBOM_NO_PACKAGE; i++) {
		found = first_in_sbom(&relation->alternative[i].real, index);
		if (found == SBOM_NO_PACKAGE)
			found = first_in_sbom(&relation->alternative[i].providers, index);
	}
	return found;
}

static int by_index(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

static void add_dependencies(const struct package *p, size_t self, const size_t *index,
			     struct sbom_package *out)
{
	for (size_t i = 0; i < p->relations; i++) {
		size_t found = met_by(&p->relation[i], index);
		bool known = found == SBOM_NO_PACKAGE || found == self;
		for (size_t k = 0; k < out->depends.n && !known; k++)
			known = out->depends.at[k] == found;
		if (!known)
			vec_push(&out->depends, found);
	}
	if (out->depends.n)
		qsort(out->depends.at, out->depends.n, sizeof(*out->depends.at), by_index);
}

static void add_cut_notes(const struct build *b, const size_t *index, struct sbom *sbom)
{
	const struct solution *s = &b->plan.solution;
	for (size_t i = 0; i < s->cut.n; i++) {
		const struct cut *cut = &s->cut.at[i];
		size_t place = cut->package == PACKAGE_NONE ? SBOM_NO_PACKAGE : index[cut->package];
		const char *text = arena_printf(&sbom->arena, "%s %s: %s", relation_kind_name(cut->relation->kind),
						cut->relation->text, cut->reason);
		struct sbom_note note = {"cut", sbom_keep_text(sbom, text)};
		if (place == SBOM_NO_PACKAGE)
			vec_push(&sbom->note, note);
		else
			vec_push(&sbom->package.at[place].note, note);
	}
}

/* --- maintainer scripts ---------------------------------------------------------- */

static const char *describe_script(struct sbom *sbom, const struct maintscript *script)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_printf(&out, "%s: %s", script->script, script_policy_name(script->policy));
	if (script->reason && *script->reason)
		buf_printf(&out, ": %s", script->reason);
	for (size_t i = 0; i < script->effects.n; i++)
		buf_printf(&out, "\n%s", script->effects.at[i]);
	for (size_t i = 0; i < script->unhandled.n; i++)
		buf_printf(&out, "\nunhandled: line %u: %s", script->unhandled.at[i].line,
			   script->unhandled.at[i].why);
	return sbom_keep(sbom, buf_str(&out));
}

static void add_scripts(const struct build *b, const size_t *index, struct sbom *sbom)
{
	for (size_t i = 0; i < b->scripts.script.n; i++) {
		const struct maintscript *script = &b->scripts.script.at[i];
		if (index[script->id] == SBOM_NO_PACKAGE)
			continue;
		struct sbom_note note = {"maintainer-script", describe_script(sbom, script)};
		vec_push(&sbom->package.at[index[script->id]].note, note);
	}
}

/* --- what was not made ----------------------------------------------------------- */

static size_t sbom_index_of(const struct build *b, const char *package)
{
	size_t i = package ? packages_find(b, package) : b->packages;
	return i < b->packages ? i : SBOM_NO_PACKAGE;
}

static void add_unmade_notes(const struct build *b, struct sbom *sbom)
{
	for (size_t i = 0; i < b->unmade.list.n; i++) {
		const struct unmade *u = &b->unmade.list.at[i];
		struct buf line CLEANUP(buf_release) = {0};
		unmade_add_line(u, &line);
		struct sbom_note note = {"not-made", sbom_keep(sbom, buf_str(&line))};
		size_t place = sbom_index_of(b, u->package);
		if (place == SBOM_NO_PACKAGE)
			vec_push(&sbom->note, note);
		else
			vec_push(&sbom->package.at[place].note, note);
	}
}

/* --- all of it ------------------------------------------------------------------- */

static void read_licence(const struct build *b, struct sbom *sbom, struct sbom_package *out)
{
	char *path CLEANUP(mem_freep) = mem_printf("usr/share/doc/%s/copyright", out->name);
	const struct member *m = fileset_file(&b->files, path);
	if (m)
		sbom_read_licence(sbom, &b->plan.rules.licences, m->body, out);
}

/* A path of this machine is not a download location, and must not appear in the document. */
static const char *download_location(struct sbom *sbom, const char *uri)
{
	bool local = !uri || str_starts(str_from(uri), "file:") || str_starts(str_from(uri), "copy:") || *uri == '/';
	return local ? NULL : sbom_keep_text(sbom, uri);
}

static void add_package(const struct build *b, size_t i, const size_t *index, struct sbom *sbom)
{
	const struct package *p = b->package[i].package;
	struct sbom_package out = {.name = sbom_keep_text(sbom, p->name),
				   .version = sbom_keep_text(sbom, p->version),
				   .architecture = sbom_keep_text(sbom, p->architecture),
				   .source = sbom_keep_text(sbom, p->source),
				   .source_version = sbom_keep_text(sbom, p->source_version),
				   .sha256 = sbom_keep_text(sbom, p->sha256),
				   .uri = download_location(sbom, p->uri)};
	read_control(&b->package[i], sbom, &out);
	read_licence(b, sbom, &out);
	count_files(b, &b->package[i], &out);
	add_dependencies(p, i, index, &out);
	vec_push(&sbom->package, out);
}

void sbom_add_packages(const struct build *b, const size_t *index, struct sbom *sbom)
{
	for (size_t i = 0; i < b->packages; i++)
		add_package(b, i, index, sbom);
	add_cut_notes(b, index, sbom);
	add_scripts(b, index, sbom);
	add_unmade_notes(b, sbom);
	sbom_collect_refs(sbom);
}
