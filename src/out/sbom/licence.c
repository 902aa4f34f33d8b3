/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copyright files as SPDX licence expressions. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "fmt/copyright.h"
#include "io/hash.h"
#include "out/sbom/sbom.h"

enum { NAME_SHOWN = 60, TEXT_LONGEST = 4 << 20 };

struct licence_reader {
	struct sbom *sbom;
	const struct licence_rules *rules;
	const struct copyright *copyright;
	struct sbom_package *package;
	struct arena terms;
};

static const char *clean(struct arena *arena, struct str text)
{
	struct buf out CLEANUP(buf_release) = {0};
	utf8_add(&out, text);
	return arena_strndup(arena, out.p ? out.p : "", out.n);
}

/* Makes "LicenseRef-NAME-HASH" of letters, digits, "." and "-". The hash is that of the
 * text, so that two licences of one name differ in any document. */
static const char *ref_id(struct arena *arena, struct str name, const char *full_name, const char *text)
{
	struct buf id CLEANUP(buf_release) = {0}, both CLEANUP(buf_release) = {0};
	buf_puts(&id, "LicenseRef-");
	size_t start = id.n;
	for (size_t i = 0; i < name.n && id.n < start + NAME_SHOWN; i++) {
		char c = name.p[i];
		bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
		if (good)
			buf_add(&id, &c, 1);
		else if (id.p[id.n - 1] != '-')
			buf_puts(&id, "-");
	}
	buf_add(&both, full_name, strlen(full_name) + 1);
	buf_puts(&both, text);
	struct hash_hex hash = hash_bytes(HASH_SHA256, buf_str(&both));
	return arena_printf(arena, "%s%s%.8s", id.p, id.p[id.n - 1] == '-' ? "" : "-", hash.text);
}

static const char *add_ref(struct licence_reader *r, struct str shown, struct str name, struct str text)
{
	struct arena *arena = &r->sbom->arena;
	struct sbom_licence_ref *ref = arena_alloc(arena, sizeof(*ref));
	ref->name = clean(arena, name);
	ref->text = clean(arena, text);
	ref->id = ref_id(arena, shown, ref->name, ref->text);
	for (size_t i = 0; i < r->package->ref.n; i++)
		if (strcmp(r->package->ref.at[i]->id, ref->id) == 0)
			return ref->id;
	vec_push(&r->package->ref, ref);
	return ref->id;
}

/* A name that is not in the SPDX list, with the text that the file gives for it. */
static const char *unlisted(struct licence_reader *r, const struct copyright_licence *field, struct str name)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct str folded = copyright_find_text(r->copyright, name);
	copyright_unfold(folded.n ? folded : field->text, &text);
	if (!str_trim(buf_str(&text)).n) {
		text.n = 0;
		buf_printf(&text, "The copyright file of %s names this licence and does not give its text.\n",
			   r->package->source);
	}
	return add_ref(r, name.n ? name : STR("unnamed"), name.n ? name : STR("unnamed"), buf_str(&text));
}

static void add_term_name(struct licence_reader *r, const struct copyright_licence *field,
			  const struct copyright_term *term, struct buf *out)
{
	const char *id = licence_id(r->rules, term->whole, false);
	const char *base = id ? NULL : licence_id(r->rules, term->name, false);
	const char *exception = base && term->exception.n ? licence_id(r->rules, term->exception, true) : NULL;
	if (id)
		buf_puts(out, id);
	else if (exception)
		buf_printf(out, "%s WITH %s", base, exception);
	else
		buf_puts(out, unlisted(r, field, term->whole));
}

static void add_term(struct licence_reader *r, const struct copyright_licence *field,
		     const struct copyright_term *term, bool inner, struct buf *out)
{
	if (term->kind == COPYRIGHT_NAME) {
		add_term_name(r, field, term, out);
		return;
	}
	buf_puts(out, inner ? "(" : "");
	for (const struct copyright_term *t = term->first; t; t = t->next) {
		buf_puts(out, t == term->first ? "" : term->kind == COPYRIGHT_AND ? " AND " : " OR ");
		add_term(r, field, t, true, out);
	}
	buf_puts(out, inner ? ")" : "");
}

static void put_part(struct licence_reader *r, struct map *parts, const struct buf *part)
{
	void **slot = map_at(parts, buf_str(part));
	if (!*slot)
		*slot = arena_strdup(&r->terms, part->p);
}

/* Adds each part of a field that must hold by itself. */
static void add_licence_field(struct licence_reader *r, const struct copyright_licence *field,
			      struct map *parts)
{
	const struct copyright_term *all = copyright_terms(field->name, &r->terms);
	const struct copyright_term *t = all && all->kind == COPYRIGHT_AND ? all->first : all;
	if (!all && field->text.n) {
		struct buf part CLEANUP(buf_release) = {0};
		buf_puts(&part, unlisted(r, field, (struct str){"", 0}));
		put_part(r, parts, &part);
	}
	for (; t; t = t->next) {
		struct buf part CLEANUP(buf_release) = {0};
		add_term(r, field, t, true, &part);
		put_part(r, parts, &part);
	}
}

static int by_part_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_id(const void *a, const void *b)
{
	return strcmp((*(const struct sbom_licence_ref *const *)a)->id,
		      (*(const struct sbom_licence_ref *const *)b)->id);
}

/* Joins all parts with AND, because the copyright file does not say which file of the
 * source is in which package. */
static void join_parts(struct licence_reader *r, const struct map *parts)
{
	struct buf all CLEANUP(buf_release) = {0};
	const char **text CLEANUP(mem_freep) = mem_alloc((parts->n + 1) * sizeof(*text));
	for (size_t i = 0; i < parts->n; i++)
		text[i] = parts->entry[i].value;
	qsort(text, parts->n, sizeof(*text), by_part_text);
	for (size_t i = 0; i < parts->n; i++)
		buf_printf(&all, "%s%s", i ? " AND " : "", text[i]);
	if (!parts->n)
		return;
	/* A single choice needs no parentheses. */
	size_t n = all.n;
	bool bracketed = parts->n == 1 && all.p[0] == '(';
	r->package->licence = bracketed ? arena_strndup(&r->sbom->arena, all.p + 1, n - 2)
					: arena_strndup(&r->sbom->arena, all.p, n);
}

static void read_paragraphs(struct licence_reader *r)
{
	struct map parts = {0};
	for (size_t i = 0; i < r->copyright->used.n; i++)
		add_licence_field(r, &r->copyright->used.at[i], &parts);
	/* If no paragraph uses a licence, the stand-alone ones are all there is. */
	for (size_t i = 0; !r->copyright->used.n && i < r->copyright->full.n; i++)
		add_licence_field(r, &r->copyright->full.at[i], &parts);
	join_parts(r, &parts);
	map_release(&parts);
}

void sbom_read_licence(struct sbom *sbom, const struct licence_rules *rules, struct str text,
		       struct sbom_package *package)
{
	struct copyright copyright;
	struct licence_reader r = {.sbom = sbom, .rules = rules, .copyright = &copyright, .package = package};
	if (!str_trim(text).n || text.n > TEXT_LONGEST)
		return;
	struct arena arena CLEANUP(arena_release) = {0};
	struct err err = {0};
	copyright_parse(text, &arena, &copyright, &err);
	err_release(&err);
	read_paragraphs(&r);
	if (!package->licence) {
		char *name CLEANUP(mem_freep) = mem_printf("copyright-%s", package->source);
		char *title CLEANUP(mem_freep) = mem_printf("copyright file of %s", package->source);
		package->licence = add_ref(&r, str_from(name), str_from(title), text);
	}
	if (package->ref.n)
		qsort(package->ref.at, package->ref.n, sizeof(*package->ref.at), by_id);
	arena_release(&r.terms);
}

void sbom_collect_refs(struct sbom *sbom)
{
	struct map seen = {0};
	for (size_t i = 0; i < sbom->package.n; i++) {
		for (size_t k = 0; k < sbom->package.at[i].ref.n; k++) {
			const struct sbom_licence_ref *ref = sbom->package.at[i].ref.at[k];
			void **slot = map_at(&seen, str_from(ref->id));
			if (!*slot)
				vec_push(&sbom->ref, ref);
			*slot = &seen;
		}
	}
	map_release(&seen);
	if (sbom->ref.n)
		qsort(sbom->ref.at, sbom->ref.n, sizeof(*sbom->ref.at), by_id);
}
