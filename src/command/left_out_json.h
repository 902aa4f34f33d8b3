/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an image does not have because a rule says so, as JSON. */
#ifndef LEFT_OUT_JSON_H
#define LEFT_OUT_JSON_H

#include <jansson.h>

#include "make/pipeline.h"

/* Adds "dropped" (a sum for each rule), "left_out" (the same by name), "unneeded" (what an
 * installation would have written) and "gave_way" to the document of a build. */
void left_out_add_json(const struct build *build, json_t *root);

#endif
