/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/solve/solve: which relations count as met although nothing meets them. */
#ifndef STAGE_SOLVE_CUT_H
#define STAGE_SOLVE_CUT_H

#include "stage/solve/solve.h"

/* out->rule stays NULL where the relation of `owner` (PACKAGE_NONE: of the
 * request) is not cut. */
void cut_find(const struct universe *universe, const struct solve_options *options,
	      package_id owner, const struct relation *relation, struct cut *out);

/* Candidates of a relation, real ones and stand-ins, by alternative; false past
 * the last. */
bool relation_candidate(const struct relation *relation, size_t index, package_id *out);

#endif
