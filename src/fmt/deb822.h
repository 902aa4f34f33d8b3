/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A strict reader of deb822(5) text: stanzas of `Name: value` fields with folded lines.
 * It refuses what other readers accept: lines without a colon, repeated fields, names
 * with characters other than letters, digits and `-`, and control bytes. It knows line
 * and column of every field, for errors. It does not parse relations inside fields;
 * libapt-pkg does.
 *
 * Usage: deb822_parse(), deb822_find() in each stanza, deb822_fail() for a value that is
 * wrong, deb822_release(). */
#ifndef FMT_DEB822_H
#define FMT_DEB822_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct deb822_field {
	struct str name;
	struct str value; /* of one line: trimmed at both ends. A folded value keeps its newlines
	                   * and the blanks of the folded lines, and begins with a newline if its
	                   * first line is empty */
	unsigned line;    /* line of the name, from 1 */
	unsigned column;  /* column (byte) of the value, from 1 */
};

struct deb822_stanza {
	VEC(struct deb822_field) field; /* at least one */
};

struct deb822 {
	const char *file; /* for errors; owned by the caller */
	VEC(struct deb822_stanza) stanza;
};

enum deb822_flags {
	DEB822_COMMENTS = 1, /* skip lines that start with `#`; 0: they are an error */
};

/* Parses `text` into views of it, so `text` and `file` must outlive `out`. `status` is
 * the status of an error: STATUS_FATAL for files of the user, STATUS_UNTRUSTED for
 * packages. `out` is overwritten; on error it is already released. */
int deb822_parse(const char *file, struct str text, int flags, enum status status,
		 struct deb822 *out, struct err *err);
/* The field with this name, in any case; NULL if absent. */
const struct deb822_field *deb822_find(const struct deb822_stanza *stanza, const char *name);
/* Moves the next line, trimmed, from the front of a folded value, i.e. of a copy of
 * field->value, to *line as a view; a single `.`
 * becomes an empty line. False at the end. An empty value, and an empty first line, give one
 * empty line. */
bool deb822_next_line(struct str *rest, struct str *line);
/* Sets the error "FILE:LINE:COLUMN: text" at the value of a field. The status is always
 * STATUS_FATAL. Returns -1. */
int deb822_fail(const struct deb822 *in, const struct deb822_field *at, struct err *err,
		const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same for the position `at` inside the value of the field. */
int deb822_fail_at(const struct deb822 *in, const struct deb822_field *field, const char *at,
		   struct err *err, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* "FILE:LINE:COLUMN" of the position `at` inside a value; the text is in the arena. */
const char *deb822_place(const struct deb822 *in, const struct deb822_field *field, const char *at,
			 struct arena *arena);
void deb822_release(struct deb822 *deb822); /* `deb822` has no stanzas afterwards */

#endif
