/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve/state.h"

#include <stdlib.h>

#include "stage/solve/cut.h"

void state_make(const struct problem *p, struct state *out)
{
	*out = (struct state){.problem = p, .failed = CLAUSE_NONE, .failed_var = VAR_NONE};
	out->value = mem_alloc(p->vars + 1);
	out->why = mem_alloc((p->vars + 1) * sizeof(*out->why));
	out->trail.at = mem_alloc((p->vars + 1) * sizeof(*out->trail.at));
}

void state_release(struct state *s)
{
	free(s->value);
	free(s->why);
	free(s->trail.at);
	vec_release(&s->active);
}

void state_set(struct state *s, var v, enum value value, struct why why)
{
	s->value[v] = (unsigned char)value;
	s->why[v] = why;
	s->trail.at[s->trail.n++] = v;
}

static bool conflict_clause(struct state *s, clause c)
{
	s->failed = c;
	return false;
}

/* A candidate of an unmet clause that is not OUT, or VAR_NONE. *several says whether
 * there is more than one. */
static var candidate_left(const struct state *s, clause c, bool *several)
{
	const struct lists *candidates = &s->problem->candidates;
	var left = VAR_NONE;
	*several = false;
	for (uint32_t i = candidates->start[c]; i < candidates->start[c + 1]; i++) {
		var v = candidates->at[i];
		if (s->value[v] == OUT)
			continue;
		*several = left != VAR_NONE;
		left = v;
		if (*several)
			break;
	}
	return left;
}

/* Checks a clause of the request or of an owner that is IN. */
static bool propagate_clause(struct state *s, clause c)
{
	bool several;
	if (!clause_is_open(s, c))
		return true;
	var left = candidate_left(s, c, &several);
	if (left == VAR_NONE)
		return conflict_clause(s, c);
	if (!several)
		state_set(s, left, IN, (struct why){c, VAR_NONE, 0});
	return true;
}

static bool draw_conflicts(struct state *s, var v)
{
	const struct lists *enemies = &s->problem->enemies;
	for (uint32_t i = enemies->start[v]; i < enemies->start[v + 1]; i++) {
		var enemy = enemies->at[i];
		struct why why = {CLAUSE_NONE, v, s->problem->declared[i]};
		if (s->settled && s->settled[why.conflict])
			continue;
		if (s->value[enemy] == IN) {
			s->failed = CLAUSE_NONE;
			s->failed_var = enemy;
			s->failed_why = why;
			return false;
		}
		if (s->value[enemy] == UNKNOWN)
			state_set(s, enemy, OUT, why);
	}
	return true;
}

static bool draw_in(struct state *s, var v)
{
	const struct problem *p = s->problem;
	s->cost += p->cost[v];
	for (clause c = p->first[v]; c < p->first[v + 1]; c++)
		vec_push(&s->active, c);
	if (!draw_conflicts(s, v))
		return false;
	for (clause c = p->first[v]; c < p->first[v + 1]; c++)
		if (!propagate_clause(s, c))
			return false;
	return true;
}

/* Sets OUT a package whose relation can no longer be met, but only at the beginning:
 * later that would traverse a whole archive for nothing, and such a package fails at
 * once when it is tried. */
static bool draw_out(struct state *s, var v)
{
	const struct problem *p = s->problem;
	bool several;
	for (uint32_t i = p->member_of.start[v]; i < p->member_of.start[v + 1]; i++) {
		clause c = p->member_of.at[i];
		var owner = p->owner[c];
		if (owner == VAR_NONE || s->value[owner] == IN) {
			if (!propagate_clause(s, c))
				return false;
		} else if (!s->begun && s->value[owner] == UNKNOWN && !(s->disabled && s->disabled[c]) &&
			   candidate_left(s, c, &several) == VAR_NONE) {
			state_set(s, owner, OUT, (struct why){c, VAR_NONE, 0});
		}
	}
	return true;
}

/* The cost includes what was taken off the queue; entries beyond trail.done are set but
 * not propagated. After a conflict the current entry counts, as state_undo() expects. */
bool state_propagate(struct state *s)
{
	while (s->trail.done < s->trail.n) {
		var v = s->trail.at[s->trail.done++];
		if (s->value[v] == IN ? !draw_in(s, v) : !draw_out(s, v))
			return false;
	}
	return true;
}

void solve_forbid(const struct solve_options *options, struct state *s)
{
	const struct universe *universe = s->problem->universe;
	for (var v = 0; v < s->problem->vars; v++) {
		const char *name = universe->package.at[v].name;
		if (names_hold(&options->avoid, name) || names_hold(&options->exclude, name))
			state_set(s, v, OUT, WHY_CHOICE);
	}
}

bool state_begin(struct state *s)
{
	const struct problem *p = s->problem;
	for (clause c = 0; c < p->first[p->vars]; c++)
		if (lists_size(&p->candidates, c) == 0 && s->value[p->owner[c]] == UNKNOWN &&
		    !(s->disabled && s->disabled[c]))
			state_set(s, p->owner[c], OUT, (struct why){c, VAR_NONE, 0});
	if (!state_propagate(s))
		return false;
	for (clause c = p->first[p->vars]; c < p->clauses; c++)
		vec_push(&s->active, c);
	for (clause c = p->first[p->vars]; c < p->clauses; c++)
		if (!propagate_clause(s, c))
			return false;
	bool fine = state_propagate(s);
	s->begun = true;
	return fine;
}

struct mark state_mark(const struct state *s)
{
	return (struct mark){s->trail.n, s->active.n};
}

void state_undo(struct state *s, struct mark mark)
{
	while (s->trail.n > mark.trail) {
		var v = s->trail.at[--s->trail.n];
		if (s->trail.n < s->trail.done && s->value[v] == IN)
			s->cost -= s->problem->cost[v];
		s->value[v] = UNKNOWN;
		s->why[v] = WHY_CHOICE;
	}
	if (s->trail.done > s->trail.n)
		s->trail.done = s->trail.n;
	s->active.n = mark.active;
}
