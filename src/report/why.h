/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a package or a file is in the result, or why not: pieces of the answer, which the command
 * finds one after the other, and the answer in words. */
#ifndef REPORT_WHY_H
#define REPORT_WHY_H

#include <jansson.h>

#include "model/fileset.h"
#include "model/use.h"
#include "plan/plan.h"

/* Of a package by its id; null for PACKAGE_NONE. In all of these `difference` is the change of the
 * installed size in bytes; NULL where there is no solution. */
json_t *why_alternative_facts(const struct plan *plan, package_id id, const int64_t *difference);
/* A link of the chain from the request to the package; takes over `alternatives`. */
json_t *why_link_facts(const struct plan *plan, const struct chosen *link, json_t *alternatives);
/* A requirement of `by` (PACKAGE_NONE: the request) that the package could have met. */
json_t *why_passed_facts(const struct plan *plan, package_id by, const struct relation *relation,
			 const int64_t *difference);
/* A cut without which the package would be in the result. */
json_t *why_cut_facts(const struct plan *plan, const struct cut *cut);
/* A package of the archive that depends on it. */
json_t *why_depender_facts(const struct package *package, const struct relation *relation);

/* A file that leads to the one asked about, of a package or made (NULL), with the use that leads to
 * it; NULL: it is the first. */
json_t *why_step_facts(const struct member *file, const char *package, const struct use *use);

/* Appends the answer. `facts`: the document that the command made of these (debslim(1), JSON). */
void why_text(const json_t *facts, struct buf *out);

#endif
