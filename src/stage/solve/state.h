/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/solve: which packages are IN and which are OUT, with unit
 * propagation. Every value is recorded on a trail, so that it can be undone, together
 * with the reason that forced it. */
#ifndef STAGE_SOLVE_STATE_H
#define STAGE_SOLVE_STATE_H

#include "base/mem.h"
#include "stage/solve/problem.h"

enum value { UNKNOWN, IN, OUT };

/* Why a package has its value: the clause that left no other candidate, the package that
 * it conflicts with, or neither for a choice or an option of the user. */
struct why {
	clause because;
	var enemy;
	uint32_t conflict; /* number of the conflict with `enemy` */
};
#define WHY_CHOICE ((struct why){CLAUSE_NONE, VAR_NONE, 0})

struct state {
	const struct problem *problem;
	unsigned char *value; /* [vars] */
	struct why *why;      /* [vars] */
	/* For explanations, or NULL: [clauses] and [conflicts] to ignore. The caller sets them
	 * before state_begin(), and owns them. */
	const bool *disabled, *settled;
	struct {
		var *at;
		size_t n, done; /* number set; number propagated */
	} trail;
	struct {
		clause *at;
		size_t n, cap;
	} active; /* clauses whose owner is IN */
	uint64_t cost; /* cost of all that is IN */
	bool begun;    /* state_begin() is done: see draw_out() */
	/* After a conflict: the clause without a candidate; or, if that is CLAUSE_NONE, a package
	 * that is IN and why it should be OUT. state_undo() does not clear them. */
	clause failed;
	var failed_var;
	struct why failed_why;
};

/* A point to which state_undo() can return. */
struct mark {
	size_t trail, active;
};

/* Overwrites `out` with a state in which every package is UNKNOWN. The problem must outlive it. */
void state_make(const struct problem *problem, struct state *out);
void state_release(struct state *state);

/* Sets OUT what --avoid and --exclude name. Call it once, before anything else is set. */
void solve_forbid(const struct solve_options *options, struct state *state);

/* Activates the clauses of the request and sets OUT what has a relation without
 * candidates. Call it once, on a state on which nothing but solve_forbid() was called. False on
 * conflict; then the state can only be released. */
bool state_begin(struct state *state);

/* Sets a package that is UNKNOWN; state_propagate() draws the consequences. */
void state_set(struct state *state, var v, enum value value, struct why why);
bool state_propagate(struct state *state); /* false on conflict: then call state_undo() */

/* state_undo() makes UNKNOWN what was set since the mark. Marks nest: after undoing to one, those
 * that were taken later are void. */
struct mark state_mark(const struct state *state);
void state_undo(struct state *state, struct mark mark);

/* Whether a candidate of the clause is IN. It is looked up each time instead of counted, because
 * clauses are short and the C library alone is a candidate of every third one. */
static inline bool clause_is_met(const struct state *s, clause c)
{
	const struct lists *candidates = &s->problem->candidates;
	for (uint32_t i = candidates->start[c]; i < candidates->start[c + 1]; i++)
		if (s->value[candidates->at[i]] == IN)
			return true;
	return false;
}

/* Whether it is neither met nor ignored. */
static inline bool clause_is_open(const struct state *s, clause c)
{
	return !clause_is_met(s, c) && !(s->disabled && s->disabled[c]);
}

#endif
