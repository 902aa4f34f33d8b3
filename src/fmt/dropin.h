/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the line-based drop-in files of systemd share (sysusers.d(5),
 * tmpfiles.d(5)): words between blanks, quoted with " or ', with C's escapes;
 * `#` starts a comment line; specifiers (%t). */
#ifndef FMT_DROPIN_H
#define FMT_DROPIN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

/* The next line with something in it, trimmed; counts *number. */
bool dropin_line(struct str *rest, struct str *line, unsigned *number);
/* Takes the next word off *rest, unquoted, into the arena: *word is NULL at the
 * end. -1 for a quote that does not end, an unknown escape, a NUL or a newline
 * in the word; *err says which. */
int dropin_word(struct arena *arena, struct str *rest, const char **word, struct err *err);
/* Undoes C's escapes alone (the argument of a tmpfiles line). */
int dropin_unescape(struct arena *arena, struct str text, struct str *out, struct err *err);
/* Puts in what the specifiers stand for on a system that runs nothing: %% and
 * those of the folders %t %S %C %L %T %V %h that the format has (`known`). Those
 * of a machine (%m, %b, %H ...) are -1. */
int dropin_expand(struct arena *arena, const char **text, const char *known, struct err *err);

#endif
