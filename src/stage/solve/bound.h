/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/solve/solve: what choosing a candidate drags in, and a lower bound on
 * what all open clauses together must still cost. */
#ifndef STAGE_SOLVE_BOUND_H
#define STAGE_SOLVE_BOUND_H

#include "stage/solve/state.h"

/* One way to meet an open clause: a candidate and all that is then forced in. */
struct option {
	var candidate;
	uint32_t start, n; /* its closure in bound.closure, the candidate included */
	uint64_t cost;     /* of the closure */
	bool needless;     /* another option of the clause comes with it anyway */
};

struct open_clause {
	clause id;
	uint32_t start, n; /* its options in bound.option, cheapest first */
};

/* Everything that is open at one moment, tried out. Reused between nodes. */
struct bound {
	struct {
		struct open_clause *at;
		size_t n, cap;
	} open;
	struct {
		struct option *at;
		size_t n, cap;
	} option;
	struct {
		var *at;
		size_t n, cap;
	} closure;
	uint64_t *rest, *charge; /* [vars]: cost not yet accounted for; of one clause */
	uint32_t *seen, stamp;   /* [vars] */
	/* Only clauses whose undecided candidates are of this part are looked at;
	 * part[] is a forest of parents. NULL: all clauses. */
	const uint32_t *part;
	uint32_t current;
};

void bound_make(const struct problem *problem, struct bound *out);
void bound_release(struct bound *bound);

/* Tries every option of the open clauses: what leads to a conflict goes out, a
 * clause with one option left is taken, a candidate that forces another of its
 * clause is no option of it; until nothing changes. False on conflict. */
bool bound_reduce(struct state *state, struct bound *bound);

/* After bound_reduce(): no solution that extends the state costs less than
 * state->cost plus this. Dual ascent: each clause is given as much as its
 * cheapest option still costs, and every option pays that from what its closure
 * costs, so that nothing is counted twice. */
uint64_t bound_ascend(const struct state *state, struct bound *bound);

#endif
