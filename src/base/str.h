/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text as (pointer, length): `struct str` is a view that owns nothing, `struct
 * buf` a growable buffer that does. Text from outside is never assumed to end
 * in NUL. */
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
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str str_from(const char *c)
{
	return (struct str){c, strlen(c)};
}

bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
struct str str_trim(struct str s); /* spaces, tabs, newlines at both ends */
/* Takes what stands before the next `sep` (or all) off the front of *rest.
 * Returns false when *rest was exhausted before the call. */
bool str_split(struct str *rest, char sep, struct str *piece);
/* Decimal, base 8 or 10 digits only, no sign or space, at most `max`. */
bool str_number(struct str s, int base, unsigned long long max, unsigned long long *value);
/* "512MiB", "2G", "100k", "4096": powers of 1024; B and iB may follow. */
bool str_size(const char *s, unsigned long long *bytes);

struct buf {
	char *p; /* p[n] is always 0 once anything was added */
	size_t n, cap;
};
void buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const void *data, size_t n);
void buf_puts(struct buf *buf, const char *s);
void buf_printf(struct buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *buf_steal(struct buf *buf); /* NUL-terminated, caller frees; buf is empty again */
struct str buf_str(const struct buf *buf);
void buf_release(struct buf *buf);

/* "1.4 MiB", for people. */
void buf_add_size(struct buf *buf, unsigned long long bytes);

/* The nearest of `count` names within a small edit distance of `wrong`, or
 * NULL: what "did you mean" offers. */
const char *str_nearest(const char *wrong, const char *const *names, size_t count);

#endif
