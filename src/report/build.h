/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a build has to say, and its outputs once they are written. */
#ifndef REPORT_BUILD_H
#define REPORT_BUILD_H

#include <jansson.h>

#include "make/outputs.h"
#include "make/pipeline.h"

/* Without `whole` it lacks "left_out": the list of names, which is long and never put into
 * words. */
json_t *build_facts(const struct build *build, bool whole);
/* Notes and warnings about what was made and what was not. */
void build_say(const json_t *facts);
/* Adds "outputs" and "sboms". Call it after outputs_commit() and before outputs_end(). */
void outputs_add_facts(const struct outputs *outputs, json_t *document);
/* A note for each of "outputs", which ends in `what`: what is in it. */
void outputs_say(const json_t *document, const char *what);
/* Appends "12 packages, 345 files". `facts` are those of build_facts(). */
void build_add_sums(const json_t *facts, struct buf *out);

#endif
