/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What sysusers.d(5) and tmpfiles.d(5) have in common: words between blanks, quoted with
 * " or ' and with the escapes of C, comment lines, and specifiers such as %t. Errors are
 * STATUS_UNTRUSTED without the place, which the caller adds; after one, what the function moves
 * or sets is undefined. */
#ifndef FMT_DROPIN_H
#define FMT_DROPIN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

enum { DROPIN_LARGEST = 16 * 1024 * 1024 }; /* bytes of a file */

/* A line that is not as the format says. */
struct dropin_fault {
	unsigned line;    /* from 1 */
	const char *text; /* what is wrong with it */
};
struct dropin_faults {
	struct dropin_fault *at;
	size_t n, cap; /* for vec_push() */
};
extern const struct shape dropin_fault_shape;
/* Warns about each: "FILE:LINE: TEXT: left out". */
void dropin_tell_faults(const struct dropin_faults *faults, const char *file);

/* Moves the next line that is neither empty nor a comment (`#`, `;`), trimmed, to *line,
 * and adds the number of lines read to *number: if that is 0 before the first call, it is the
 * number of *line, from 1. False at the end. */
bool dropin_line(struct str *rest, struct str *line, unsigned *number);
/* Moves the next word of *rest, unquoted, to the arena; *word is NULL at the end. It is
 * an error if a quote does not end, an escape is unknown, or the word contains a NUL or
 * a newline. */
int dropin_word(struct arena *arena, struct str *rest, const char **word, struct err *err);
/* Resolves the escapes of C only; quotes stay. `out` is in the arena. */
int dropin_unescape(struct arena *arena, struct str text, struct str *out, struct err *err);
/* Replaces *text, which may be NULL, by a copy in the arena with the specifiers expanded
 * as on a system that does not run: %% and those of the directories %t %S %C %L %T %V %h
 * that the format has (`known`, e.g. "TV"). A text without % stays what it is. Any other,
 * e.g. one of the machine (%m, %b, %H), is an error. */
int dropin_expand(struct arena *arena, const char **text, const char *known, struct err *err);

#endif
