/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an image does not have because a rule says so. */
#ifndef REPORT_LEFT_OUT_H
#define REPORT_LEFT_OUT_H

#include <jansson.h>

#include "make/pipeline.h"

/* Adds "dropped" (a sum for each rule), with `by_name` "left_out" (the same by name, which is long),
 * "unstarted" (scripts that nothing starts), "unneeded" (what an installation would have written) and "gave_way" to the document of a build. */
void left_out_add_facts(const struct build *build, bool by_name, json_t *document);
/* What each rule left out, with -v; and a note for each package to which a rule gave way. */
void left_out_say(const json_t *document);

#endif
