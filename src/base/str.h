/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text as pointer and length. A `struct str` is a view and owns nothing; a `struct buf`
 * is a growable buffer that owns its bytes. Text from outside need not end in NUL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){literal, sizeof(literal) - 1})
/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str str_from(const char *c)
{
	return (struct str){c, strlen(c)};
}

bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
struct str str_trim(struct str s); /* Removes spaces, tabs, CR and LF at both ends. */
/* Moves the text before the next `sep`, or all of it, from the front of *rest to *piece.
 * Returns false, and *piece is unchanged, if *rest was used up before the call (its p is NULL).
 * "a:" has two pieces, "" has one. */
bool str_split(struct str *rest, char sep, struct str *piece);
/* Reads a number in base 8 or 10. Only digits are accepted: no sign, no blank, at least
 * one digit, and a value of at most `max`. False, and *value is unchanged, otherwise. */
bool str_number(struct str s, int base, unsigned long long max, unsigned long long *value);
/* Reads a size: "4096", "100k", "2G", "512MiB". The units k, M, G, T, in either case,
 * are powers of 1024; "B" may follow, after a unit "iB", too. False if it is none, or does not
 * fit; then *bytes is unchanged. */
bool str_size(const char *s, unsigned long long *bytes);

/* Initialise it with zeros, and free it with buf_release(). */
struct buf {
	char *p; /* p[n] is 0 once anything was added; NULL before that and buf_reserve() */
	size_t n, cap;
};
/* Makes room for `more` bytes and a NUL behind p[n]; `n` and the bytes stay as they are. */
void buf_reserve(struct buf *buf, size_t more);
/* These append. What buf_add() and buf_puts() append must not lie in the buffer itself. */
void buf_add(struct buf *buf, const void *data, size_t n);
void buf_puts(struct buf *buf, const char *s);
void buf_printf(struct buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *buf_steal(struct buf *buf); /* NUL-terminated and never NULL, the caller frees it; `buf` is
                                   * empty afterwards */
struct str buf_str(const struct buf *buf); /* valid until the buffer changes; p is never NULL */
void buf_release(struct buf *buf); /* `buf` is empty afterwards */

/* Appends a size for people: "1.4 MiB". */
void buf_add_size(struct buf *buf, unsigned long long bytes);

/* The name nearest to `wrong`, for "did you mean", or NULL if none is within an edit
 * distance of a third of its length plus one, or if it is longer than 200 bytes. The result is
 * one of `names`, [count]. */
const char *str_nearest(const char *wrong, const char *const *names, size_t count);

#endif
