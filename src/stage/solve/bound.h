/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/solve: computes what choosing a candidate also brings in, and a
 * lower bound on the cost of meeting all open clauses. */
#ifndef STAGE_SOLVE_BOUND_H
#define STAGE_SOLVE_BOUND_H

#include "stage/solve/state.h"

/* One way to meet an open clause: a candidate and all that it forces in. */
struct option {
	var candidate;
	uint32_t start, n; /* its closure in bound.closure, including the candidate */
	uint64_t cost;     /* cost of the closure */
	bool needless;     /* it forces another option of the clause in, so it is not needed */
};

struct open_clause {
	clause id;
	uint32_t start, n; /* its options in bound.option, cheapest first */
};

/* All open clauses of a state and their options. The memory is reused between nodes. */
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
	uint64_t *rest, *charge; /* [vars]: cost not yet paid; cost charged by the current clause */
	uint32_t *seen, stamp;   /* [vars] */
	/* Set by the caller. Restricts the work to clauses whose undecided candidates belong to
	 * part `current`. part[vars] is a forest of parent links, and `current` its root; NULL
	 * stands for all clauses. */
	const uint32_t *part;
	uint32_t current;
};

/* Overwrites `out`, which serves all states of this problem. */
void bound_make(const struct problem *problem, struct bound *out);
void bound_release(struct bound *bound);

/* Tries every option of the open clauses until nothing changes: a candidate that leads
 * to a conflict is set OUT, the last option of a clause is set IN, and a candidate that
 * forces another candidate of its clause is not an option. Overwrites open, option and closure of
 * `bound`. False on conflict; then they mean nothing. What it sets stays until state_undo(). */
bool bound_reduce(struct state *state, struct bound *bound);

/* Call it after bound_reduce() on the same state: every solution that extends the state costs at
 * least state->cost plus the result, in the unit of problem.cost. Dual ascent: each clause is
 * granted the cost of its cheapest option, and every option pays it from the cost of its closure,
 * so that nothing is counted twice. */
uint64_t bound_ascend(const struct state *state, struct bound *bound);

#endif
