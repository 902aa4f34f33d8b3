/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A strict reader of deb822(5) text: stanzas of `Name: value` fields with
 * folded lines. It refuses what looser readers let pass (lines without a colon,
 * a field twice, names with other than letters, digits and `-`, control bytes),
 * and knows the line and column of everything for errors. Relations inside of
 * fields are not its business: libapt-pkg parses those. */
#ifndef FMT_DEB822_H
#define FMT_DEB822_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct deb822_field {
	struct str name;
	struct str value; /* trimmed; inner newlines and leading blanks of folded lines kept */
	unsigned line;    /* of the name, from 1 */
	unsigned column;  /* of the value, from 1 */
};

struct deb822_stanza {
	VEC(struct deb822_field) field; /* at least one */
};

struct deb822 {
	const char *file; /* for errors; the caller's */
	VEC(struct deb822_stanza) stanza;
};

enum deb822_flags {
	DEB822_COMMENTS = 1, /* lines that start with `#` are skipped */
};

/* Views of `text`, which must outlive `out`. `status` is what an error counts
 * as: STATUS_FATAL for files of the user, STATUS_UNTRUSTED for packages. */
int deb822_parse(const char *file, struct str text, int flags, enum status status,
		 struct deb822 *out, struct err *err);
/* Names are compared without case. NULL where absent. */
const struct deb822_field *deb822_find(const struct deb822_stanza *stanza, const char *name);
/* Takes the next line off a folded value, trimmed; a lone `.` stands for an
 * empty line. False at the end. */
bool deb822_next_line(struct str *rest, struct str *line);
/* Sets "FILE:LINE:COLUMN: text". Returns -1. */
int deb822_fail(const struct deb822 *in, const struct deb822_field *at, struct err *err,
		const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same for a place inside of a value: `at` points into it. */
int deb822_fail_at(const struct deb822 *in, const struct deb822_field *field, const char *at,
		   struct err *err, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* "FILE:LINE:COLUMN" of a place inside of a value, in the arena. */
const char *deb822_place(const struct deb822 *in, const struct deb822_field *field, const char *at,
			 struct arena *arena);
void deb822_release(struct deb822 *deb822);

#endif
