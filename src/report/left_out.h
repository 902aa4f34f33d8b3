/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an image does not have because a rule says so. */
#ifndef REPORT_LEFT_OUT_H
#define REPORT_LEFT_OUT_H

#include <jansson.h>

#include "make/pipeline.h"

/* Adds to the document of a build, whose left_out is sorted: "dropped" (a sum for each rule), with
 * `by_name` "left_out" (the same by name, which is long), "unstarted" (scripts that nothing
 * starts), "unneeded" (what an installation would have written) and "gave_way". */
void left_out_add_facts(const struct build *build, bool by_name, json_t *document);
/* What each rule left out, with -v; a note for each package to which a rule gave way; and one about
 * scripts that nothing starts. */
void left_out_say(const json_t *document);

#endif
