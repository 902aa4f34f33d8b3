/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/solve/solve: branch and bound to the cheapest solution. */
#ifndef STAGE_SOLVE_SEARCH_H
#define STAGE_SOLVE_SEARCH_H

#include "stage/solve/state.h"

struct search_result {
	bool found;
	bool optimal;     /* nothing is cheaper, and of all as cheap the names come first */
	uint64_t cost;    /* of the packages in the solution */
	uint64_t bound;   /* no solution costs less */
	uint64_t nodes;   /* how many states were looked at */
};

/* Works on one state for any number of searches. */
struct search *search_open(struct state *state);
void search_close(struct search *search);

/* Completes the state, which is free of conflicts, to the cheapest solution:
 * smallest cost, then the sorted list of names that comes first. On success the
 * state holds it. After `seconds` the best so far is taken (0: no limit). */
struct search_result search_best(struct search *search, double seconds);

#endif
