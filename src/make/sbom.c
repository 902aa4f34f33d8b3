/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/sbom.h"

#include <string.h>

#include "base/utf8.h"
#include "make/sbom_parts.h"
#include "fmt/os_release.h"
#include "io/hash.h"

const char *sbom_keep(struct sbom *sbom, struct str text)
{
	struct buf out CLEANUP(buf_release) = {0};
	utf8_add(&out, str_trim(text));
	return arena_strndup(&sbom->arena, out.p ? out.p : "", out.n);
}

const char *sbom_keep_text(struct sbom *sbom, const char *text)
{
	return text ? sbom_keep(sbom, str_from(text)) : NULL;
}

/* --- the distribution: os-release(5) of the image ---------------------------- */

static const char *release_value(struct sbom *sbom, struct str release, const char *name)
{
	struct str value = os_release_value(release, name);
	return value.n ? sbom_keep(sbom, value) : NULL;
}

/* An image without base-files does not name its distribution; its packages are those of
 * a release of Debian. */
static void find_distribution(const struct build *b, struct sbom *sbom)
{
	const struct member *m = fileset_file(&b->files, "etc/os-release");
	struct str release = m ? m->body : (struct str){"", 0};
	const char *id = release_value(sbom, release, "ID"), *suite = b->plan.source->suite;
	sbom->os_id = id ? id : "debian";
	sbom->os_version = release_value(sbom, release, "VERSION_ID");
	sbom->os_codename = release_value(sbom, release, "VERSION_CODENAME");
	sbom->os_title = release_value(sbom, release, "PRETTY_NAME");
	if (!m && *suite)
		sbom->os_codename = sbom_keep_text(sbom, suite);
}

/* --- files ------------------------------------------------------------------- */

/* Whether a file has the content of this package; for empty files that cannot be told. */
static bool has_bytes_of(const struct build *b, const struct member *file, size_t package)
{
	return package != SBOM_NO_PACKAGE && (!file->body.n || file->origin == b->package[package].origin);
}

static void add_sbom_file(const struct build *b, const struct member *m, const struct member *body, size_t package,
			  struct sbom *sbom)
{
	struct arena *a = &sbom->arena;
	struct buf path CLEANUP(buf_release) = {0};
	utf8_add(&path, str_from(m->path));
	struct sbom_file file = {
		.path = arena_strdup(a, path.p),
		.id = arena_printf(a, "%.16s", hash_bytes(HASH_SHA256, str_from(m->path)).text),
		.sha1 = arena_strdup(a, hash_bytes(HASH_SHA1, body->body).text),
		.sha256 = fileset_sha256(&b->files, body),
		.package = package,
		.shipped = has_bytes_of(b, body, package),
	};
	vec_push(&sbom->file, file);
}

static void add_sbom_files(const struct build *b, const size_t *index, struct sbom *sbom)
{
	for (size_t i = 0; i < b->members; i++) {
		const struct member *m = b->member[i], *body = fileset_file_of(&b->files, m);
		size_t package = m->owner == OWNER_GENERATED ? SBOM_NO_PACKAGE : index[m->owner];
		if (body)
			add_sbom_file(b, m, body, package, sbom);
	}
}

/* --- the document ------------------------------------------------------------ */

/* The name does not depend on targets, so that the same image has the same document. */
static const char *document_name(const struct build *b, struct sbom *sbom)
{
	const struct plan *p = &b->plan;
	bool tagged = p->options->profile && strcmp(p->options->tag, "latest") != 0;
	const char *name = arena_printf(&sbom->arena, "%s%s%s-%s-%s",
					p->options->profile ? p->profile.name : "custom", tagged ? "-" : "",
					tagged ? p->options->tag : "", *p->source->suite ? p->source->suite : "local",
					p->source->architecture);
	return sbom_keep_text(sbom, name);
}

static void fill_sbom(const struct build *b, bool files, struct sbom *sbom)
{
	const struct plan *p = &b->plan;
	size_t *index CLEANUP(mem_freep) = mem_alloc((p->universe.package.n + 1) * sizeof(*index));
	sbom->name = document_name(b, sbom);
	sbom->tool = DEBSLIM_VERSION;
	sbom->created = b->epoch;
	sbom->profile = p->options->profile ? sbom_keep_text(sbom, p->profile.name) : NULL;
	sbom->tag = sbom_keep_text(sbom, p->options->tag);
	sbom->suite = sbom_keep_text(sbom, p->source->suite);
	sbom->architecture = sbom_keep_text(sbom, p->source->architecture);
	find_distribution(b, sbom);
	for (size_t i = 0; i < p->universe.package.n; i++)
		index[i] = SBOM_NO_PACKAGE;
	for (size_t i = 0; i < b->packages; i++)
		index[b->package[i].id] = i;
	sbom_add_packages(b, index, sbom);
	for (size_t i = 0; i < p->source->left_outs; i++)
		vec_push(&sbom->note, ((struct sbom_note){"source-left-out",
							  sbom_keep_text(sbom, p->source->left_out[i])}));
	sbom->has_files = files;
	if (files)
		add_sbom_files(b, index, sbom);
}

int sbom_text(const struct build *build, enum sbom_format format, bool files, struct buf *out,
	      struct err *err)
{
	struct sbom sbom = {0};
	fill_sbom(build, files, &sbom);
	int status = sbom_write(&sbom, format, out, err);
	sbom_release(&sbom);
	return status;
}
