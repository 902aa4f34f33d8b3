/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What maintainer scripts would have done. */
#ifndef REPORT_SCRIPTS_H
#define REPORT_SCRIPTS_H

#include <jansson.h>

#include "base/str.h"
#include "stage/maintscript/maintscript.h"

/* The array "maintainer_scripts" of a document, one object for each script. */
json_t *scripts_facts(const struct maintscript_report *report);
/* `document`: that of a plan or a build. */
void scripts_text(const json_t *document, struct buf *out);

#endif
