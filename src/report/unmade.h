/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of what was not made (model/unmade.h). */
#ifndef REPORT_UNMADE_H
#define REPORT_UNMADE_H

#include <jansson.h>

#include "base/str.h"
#include "model/unmade.h"

/* The array "not_made" of a document. */
json_t *unmade_facts(const struct unmade_list *list);
/* `document`: that of a plan or a build. */
void unmade_text(const json_t *document, struct buf *out);
/* A warning for each of the first entries, then how many more there are. */
void unmade_say(const json_t *document);

#endif
