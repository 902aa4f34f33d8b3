/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/solve/solve: why there is no solution, as few reasons as do. */
#ifndef STAGE_SOLVE_EXPLAIN_H
#define STAGE_SOLVE_EXPLAIN_H

#include "base/str.h"
#include "stage/solve/problem.h"

/* The request (and `root`, unless it is VAR_NONE) cannot be met: writes a minimal set of reasons (take any one away
 * and it can) to `out`, one a line, in apt's words. */
void explain_unsolvable(const struct problem *problem, const struct solve_options *options,
			var root, struct buf *out);

#endif
