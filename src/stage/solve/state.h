/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/solve/solve: which packages are in, which are out, and unit
 * propagation. Everything that is set is kept on a trail and can be taken back;
 * every value has the reason that forced it. */
#ifndef STAGE_SOLVE_STATE_H
#define STAGE_SOLVE_STATE_H

#include "base/mem.h"
#include "stage/solve/problem.h"

enum value { UNKNOWN, IN, OUT };

/* Why a package has its value: the clause that left nothing else, the package
 * it conflicts with, or (neither) a choice or a wish. */
struct why {
	clause because;
	var enemy;
	uint32_t conflict; /* by which one; a number */
};
#define WHY_CHOICE ((struct why){CLAUSE_NONE, VAR_NONE, 0})

struct state {
	const struct problem *problem;
	unsigned char *value; /* [vars] */
	struct why *why;      /* [vars] */
	/* For explanations, or NULL: clauses and conflicts that do not count. */
	const bool *disabled, *settled;
	struct {
		var *at;
		size_t n, done; /* set so far; propagated so far */
	} trail;
	struct {
		clause *at;
		size_t n, cap;
	} active; /* clauses whose owner is in */
	uint64_t cost; /* of what is in */
	bool begun;    /* state_begin() is over: see draw_out() */
	/* After a conflict: the clause with no candidate left, or the enemies. */
	clause failed;
	var failed_var;
	struct why failed_why;
};

struct mark {
	size_t trail, active;
};

void state_make(const struct problem *problem, struct state *out);
void state_release(struct state *state);

/* Puts out what --avoid and --exclude name; before state_begin(). */
void solve_forbid(const struct solve_options *options, struct state *state);

/* The clauses of the request become active, what has no candidate goes out.
 * False on conflict. Once, on a fresh state. */
bool state_begin(struct state *state);

/* Sets a package that is unknown; propagate() draws the consequences. */
void state_set(struct state *state, var v, enum value value, struct why why);
bool state_propagate(struct state *state); /* false on conflict */

struct mark state_mark(const struct state *state);
void state_undo(struct state *state, struct mark mark);

/* Whether a candidate is in. Looked up, not counted: clauses are short, but the
 * C library alone is a candidate of every third one. */
static inline bool clause_is_met(const struct state *s, clause c)
{
	const struct lists *candidates = &s->problem->candidates;
	for (uint32_t i = candidates->start[c]; i < candidates->start[c + 1]; i++)
		if (s->value[candidates->at[i]] == IN)
			return true;
	return false;
}

static inline bool clause_is_open(const struct state *s, clause c)
{
	return !clause_is_met(s, c) && !(s->disabled && s->disabled[c]);
}

#endif
