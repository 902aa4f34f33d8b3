/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/solve: which relations are cut, i.e. count as met although nothing
 * meets them. */
#ifndef STAGE_SOLVE_CUT_H
#define STAGE_SOLVE_CUT_H

#include "stage/solve/solve.h"

/* Looks a relation of `owner` (PACKAGE_NONE: the request) up and overwrites `out`, which is a view
 * of the relation and of options->rules. out->rule is NULL if it is not cut. */
void cut_find(const struct universe *universe, const struct solve_options *options,
	      package_id owner, const struct relation *relation, struct cut *out);

/* The candidate at `index` of a relation: by alternative, the real package before its
 * providers; a package can come twice. False past the last, with *out unchanged. */
bool relation_candidate(const struct relation *relation, size_t index, package_id *out);

#endif
