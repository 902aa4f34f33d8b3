/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/solve: explains why there is no solution, with as few reasons as possible. */
#ifndef STAGE_SOLVE_EXPLAIN_H
#define STAGE_SOLVE_EXPLAIN_H

#include "base/str.h"
#include "stage/solve/problem.h"

/* The request (and `root`, unless it is VAR_NONE) must be unsolvable, without regard to
 * options->take. Appends a minimal set of reasons to `out`, one per line, each with its newline, in
 * apt's words; without any one of them there would be a solution. */
void explain_unsolvable(const struct problem *problem, const struct solve_options *options,
			var root, struct buf *out);

#endif
