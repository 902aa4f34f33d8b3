/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/maintscript: regular expressions of grep(1) and sed(1), as GNU has them.
 * Expressions that could take more time or memory than the text is long are not understood:
 * references back to a group, and repetitions of more than REGEX_MOST. */
#ifndef STAGE_MAINTSCRIPT_REGEX_H
#define STAGE_MAINTSCRIPT_REGEX_H

#include <regex.h>
#include <stdbool.h>

#include "base/str.h"

enum { REGEX_LARGEST = 1000, REGEX_MOST = 20 };

/* Compiles; the caller releases it with regfree(). False if it is not understood. */
bool regex_compile(struct str text, bool extended, bool ignore_case, regex_t *out);
/* Whether text.p[from, text.n) matches; match[9] at most are set. */
bool regex_match(const regex_t *re, struct str text, size_t from, regmatch_t match[10]);

#endif
