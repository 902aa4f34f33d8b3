/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the configuration of iconv(3): the lines of gconv-modules and
 * gconv-modules.d/NAME.conf, in the form that the comment at their top describes:
 *
 *     alias   FROM//  TO//
 *     module  FROM//  TO//  FILE  [COST] */
#ifndef FMT_GCONV_H
#define FMT_GCONV_H

#include <stdbool.h>

#include "base/str.h"

enum gconv_kind { GCONV_OTHER, GCONV_ALIAS, GCONV_MODULE };

/* One line, as views of the text. An empty, unknown or incomplete line is GCONV_OTHER. */
struct gconv_line {
	enum gconv_kind kind;
	struct str text;     /* the whole line without its newline */
	struct str from, to; /* without trailing slashes */
	struct str file;     /* of a module; ".so" may be missing */
};

/* Moves the next line from the front of the text to *out. False at the end; then *out is all
 * zero. */
bool gconv_next_line(struct str *rest, struct gconv_line *out);

/* Whether two names of character sets are equal; case does not matter. */
bool gconv_same_name(struct str a, struct str b);

#endif
