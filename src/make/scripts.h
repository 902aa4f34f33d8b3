/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said about maintainer scripts: warnings, text, JSON. */
#ifndef SCRIPTS_H
#define SCRIPTS_H

#include <jansson.h>

#include "base/err.h"
#include "stage/maintscript/maintscript.h"

/* Names what is unhandled: as a warning, with -v by line; `strict` makes it an
 * error of STATUS_CHECK, with every line. */
int scripts_check(const struct maintscript_report *report, bool strict, struct err *err);
/* An array, one object for each script. */
json_t *scripts_json(const struct maintscript_report *report);
/* "Maintainer scripts:" and a line for each. */
void scripts_add_text(const struct maintscript_report *report, struct buf *out);

#endif
