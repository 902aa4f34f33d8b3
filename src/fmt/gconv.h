/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration of iconv(3): lines of gconv-modules and
 * gconv-modules.d/NAME.conf, as the comment at their beginning has them:
 *
 *     alias   FROM//  TO//
 *     module  FROM//  TO//  FILE  [COST]
 */
#ifndef FMT_GCONV_H
#define FMT_GCONV_H

#include <stdbool.h>

#include "base/str.h"

enum gconv_kind { GCONV_OTHER, GCONV_ALIAS, GCONV_MODULE };

/* Views of the text. A line that says nothing, or not enough, is GCONV_OTHER. */
struct gconv_line {
	enum gconv_kind kind;
	struct str text;     /* the line as it stands, without its newline */
	struct str from, to; /* without the slashes at the end */
	struct str file;     /* of a module; ".so" may be missing */
};

/* Takes the next line off the text. False at the end. */
bool gconv_next_line(struct str *rest, struct gconv_line *out);

/* Names of character sets are the same in capital and small letters. */
bool gconv_same_name(struct str a, struct str b);

#endif
