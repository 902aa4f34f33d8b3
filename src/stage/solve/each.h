/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The closure of single packages of one universe, one after the other, on one
 * set of arrays: for plan --all and for questions about alternatives. */
#ifndef STAGE_SOLVE_EACH_H
#define STAGE_SOLVE_EACH_H

#include "base/str.h"
#include "stage/solve/solve.h"

struct each_result {
	bool solvable, optimal;
	uint64_t cost;  /* bytes */
	size_t packages;
	uint64_t nodes;
};

/* The universe, options and what they point to must outlive it; the universe's
 * own request is not looked at. Never NULL. */
struct each *each_open(const struct universe *universe, const struct solve_options *options);
void each_close(struct each *each);

/* The smallest closure of one package. */
struct each_result each_solve(struct each *each, package_id id);
/* Why a package that is not solvable is not: minimal reasons, one a line. */
void each_explain(struct each *each, package_id id, struct buf *out);
/* All packages of the universe by name; the ids are the caller's to free. */
package_id *each_by_name(struct each *each, size_t *n);

#endif
