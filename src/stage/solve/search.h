/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/solve: branch and bound to the cheapest solution. */
#ifndef STAGE_SOLVE_SEARCH_H
#define STAGE_SOLVE_SEARCH_H

#include "stage/solve/state.h"

struct search_result {
	bool found;
	bool optimal;     /* proven: none is cheaper, and of equally cheap ones its names come
	                   * first */
	uint64_t cost;    /* if found: cost of all packages that are IN, as problem.cost */
	uint64_t bound;   /* no solution costs less; as problem.cost */
	uint64_t nodes;   /* number of states visited */
};

/* Opens a search on a state, which must outlive it, for any number of calls of search_best().
 * state_begin() must have succeeded. Never returns NULL. */
struct search *search_open(struct state *state);
void search_close(struct search *search);

/* Completes the state, which must be propagated and free of conflicts, to the solution of least
 * cost and, of equal ones, to the sorted list of names that comes first. If `found`, the state
 * holds it. If not, there is no solution, however short the time was, and the state holds an
 * unfinished attempt. After `seconds` (0: no limit) it takes the best solution so far; before it
 * has one, it goes on past the limit. The caller undoes the state (state_undo()) before the next
 * call. */
struct search_result search_best(struct search *search, double seconds);

#endif
