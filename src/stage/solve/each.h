/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Solves for single packages of one universe, one after the other, on one set of arrays:
 * for plan --all and for questions about alternatives. */
#ifndef STAGE_SOLVE_EACH_H
#define STAGE_SOLVE_EACH_H

#include "base/str.h"
#include "stage/solve/solve.h"

struct each_result {
	bool solvable, optimal;
	uint64_t cost;  /* installed size in bytes */
	size_t packages;
	uint64_t nodes;
};

/* The universe, the options and what they point to must outlive the result. The
 * universe's own request is ignored. Never returns NULL. */
struct each *each_open(const struct universe *universe, const struct solve_options *options);
void each_close(struct each *each);

/* Finds the smallest closure of a package. */
struct each_result each_solve(struct each *each, package_id id);
/* Appends minimal reasons, one per line, why a package that is not solvable is not. */
void each_explain(struct each *each, package_id id, struct buf *out);
/* All packages of the universe sorted by name; *n is their number. The caller frees the result. */
package_id *each_by_name(struct each *each, size_t *n);

#endif
