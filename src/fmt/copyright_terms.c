/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses the names of a License field and the conjunctions between them. */
#include <strings.h>

#include "fmt/copyright.h"

struct terms {
	struct arena *arena;
	struct str rest;
	size_t names;
};

static bool is_term_word(struct str word, const char *text)
{
	return word.n == strlen(text) && strncasecmp(word.p, text, word.n) == 0;
}

static bool is_term_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word; a comma is a word of its own. Empty at the end. */
static struct str peek_term(const struct terms *t)
{
	struct str word = t->rest;
	while (word.n && is_term_blank(word.p[0]))
		word = (struct str){word.p + 1, word.n - 1};
	size_t n = word.n && word.p[0] == ',' ? 1 : 0;
	while (n < word.n && !is_term_blank(word.p[n]) && word.p[n] != ',' && word.p[0] != ',')
		n++;
	return (struct str){word.p, n};
}

static void take_term(struct terms *t, struct str word)
{
	const char *end = t->rest.p + t->rest.n;
	t->rest = (struct str){word.p + word.n, (size_t)(end - word.p) - word.n};
}

static bool takes(struct terms *t, const char *text)
{
	struct str word = peek_term(t);
	if (!word.n || !is_term_word(word, text))
		return false;
	take_term(t, word);
	return true;
}

static bool ends_name(struct str word)
{
	return !word.n || is_term_word(word, ",") || is_term_word(word, "or") ||
	       is_term_word(word, "and") || is_term_word(word, "and/or");
}

/* Takes all words up to the next conjunction, or to "with" if `with`. */
static struct str take_words(struct terms *t, bool with)
{
	struct str word = peek_term(t), words = {word.p, 0};
	while (!ends_name(word) && !(with && words.n && is_term_word(word, "with"))) {
		words.n = (size_t)(word.p + word.n - words.p);
		take_term(t, word);
		word = peek_term(t);
	}
	return words;
}

static bool cut_end(struct str *text, const char *end)
{
	size_t n = strlen(end);
	if (text->n <= n || strncasecmp(text->p + text->n - n, end, n) != 0)
		return false;
	text->n -= n;
	return true;
}

/* Splits "GPL-3+-with-bison-exception", which some authors write as one word. */
static void split_word(struct copyright_term *term)
{
	static const char with[] = "-with-";
	struct str exception = term->name;
	if (!cut_end(&exception, "-exception"))
		return;
	for (size_t i = 1; i + sizeof(with) - 1 < exception.n; i++)
		if (strncasecmp(exception.p + i, with, sizeof(with) - 1) == 0) {
			term->name.n = i;
			term->exception = (struct str){exception.p + i + sizeof(with) - 1,
						       exception.n - i - (sizeof(with) - 1)};
			return;
		}
}

static struct copyright_term *read_licence_name(struct terms *t)
{
	struct str name = take_words(t, true);
	if (!name.n)
		return NULL;
	struct copyright_term *term = arena_alloc(t->arena, sizeof(*term));
	*term = (struct copyright_term){.kind = COPYRIGHT_NAME, .whole = name, .name = name};
	t->names++;
	if (takes(t, "with")) {
		term->exception = take_words(t, false);
		if (term->exception.n)
			term->whole.n = (size_t)(term->exception.p + term->exception.n - name.p);
		if (!cut_end(&term->exception, " exception"))
			cut_end(&term->exception, " exceptions");
		term->exception = str_trim(term->exception);
	} else {
		split_word(term);
	}
	return term;
}

/* Joins two terms; b is added to a if a is already of this kind. */
static struct copyright_term *join(struct terms *t, enum copyright_kind kind, struct copyright_term *a,
				   struct copyright_term *b)
{
	if (!a || !b)
		return a ? a : b;
	if (a->kind != kind) {
		struct copyright_term *both = arena_alloc(t->arena, sizeof(*both));
		*both = (struct copyright_term){.kind = kind, .first = a};
		a = both;
	}
	struct copyright_term **last = &a->first;
	while (*last)
		last = &(*last)->next;
	*last = b;
	return a;
}

static struct copyright_term *read_all_of(struct terms *t)
{
	struct copyright_term *term = read_licence_name(t);
	while (takes(t, "and"))
		term = join(t, COPYRIGHT_AND, term, read_licence_name(t));
	return term;
}

static struct copyright_term *read_any_of(struct terms *t)
{
	struct copyright_term *term = read_all_of(t);
	while (takes(t, "or") || takes(t, "and/or"))
		term = join(t, COPYRIGHT_OR, term, read_all_of(t));
	return term;
}

const struct copyright_term *copyright_terms(struct str name, struct arena *arena)
{
	struct terms t = {.arena = arena, .rest = str_trim(name)};
	struct copyright_term *term = NULL;
	struct str word;
	/* Conjunctions that join nothing are skipped, so that every round takes at least
	 * one word. */
	while ((word = peek_term(&t)).n && t.names <= COPYRIGHT_TERMS_MOST) {
		enum copyright_kind kind = COPYRIGHT_AND;
		if (ends_name(word)) {
			take_term(&t, word);
			if (is_term_word(word, ",") && takes(&t, "or"))
				kind = COPYRIGHT_OR;
			else if (is_term_word(word, ","))
				takes(&t, "and");
			else if (!is_term_word(word, "and"))
				kind = COPYRIGHT_OR;
		}
		term = join(&t, kind, term, read_any_of(&t));
	}
	if (t.names <= COPYRIGHT_TERMS_MOST)
		return term;
	term = arena_alloc(arena, sizeof(*term));
	struct str all = str_trim(name);
	*term = (struct copyright_term){.kind = COPYRIGHT_NAME, .whole = all, .name = all};
	return term;
}
