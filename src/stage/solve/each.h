/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Solves for single packages of one universe, one after the other, on one set of arrays:
 * for plan --all and for questions about alternatives. */
#ifndef STAGE_SOLVE_EACH_H
#define STAGE_SOLVE_EACH_H

#include "base/str.h"
#include "stage/solve/solve.h"

/* If it is not solvable, the other fields mean nothing. */
struct each_result {
	bool solvable, optimal; /* optimal: proven to be the smallest */
	uint64_t cost;  /* installed size in bytes */
	size_t packages; /* including the package itself */
	uint64_t nodes;  /* states that the search visited */
};

/* The universe, the options and what they point to must outlive the result. The
 * universe's own request and options->take are ignored. Never returns NULL; the caller ends it
 * with each_close(). */
struct each *each_open(const struct universe *universe, const struct solve_options *options);
void each_close(struct each *each);

/* Finds the smallest closure of a package. The timeout of the options is that of one search, of
 * which there are two if the package is not solvable without Provides. */
struct each_result each_solve(struct each *each, package_id id);
/* Appends minimal reasons, one per line, each with its newline, why a package that is not solvable
 * is not. Must not be called for one that is. */
void each_explain(struct each *each, package_id id, struct buf *out);
/* All packages of the universe sorted by name; *n is their number. The caller frees the result. */
package_id *each_by_name(struct each *each, size_t *n);

#endif
