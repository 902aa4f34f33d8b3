/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve_state.h"

#include <stdlib.h>

#include "stage/solve_cut.h"

void state_make(const struct problem *p, struct state *out)
{
	*out = (struct state){.problem = p, .failed = CLAUSE_NONE, .failed_var = VAR_NONE};
	out->value = mem_alloc(p->vars + 1);
	out->why = mem_alloc((p->vars + 1) * sizeof(*out->why));
	out->left = mem_alloc((p->clauses + 1) * sizeof(*out->left));
	out->trail.at = mem_alloc((p->vars + 1) * sizeof(*out->trail.at));
	for (clause c = 0; c < p->clauses; c++)
		out->left[c] = lists_size(&p->candidates, c);
}

void state_release(struct state *s)
{
	free(s->value);
	free(s->why);
	free(s->left);
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

static bool take_unit(struct state *s, clause c)
{
	const uint32_t *candidate = lists_of(&s->problem->candidates, c);
	for (uint32_t i = 0; i < lists_size(&s->problem->candidates, c); i++) {
		if (s->value[candidate[i]] == UNKNOWN) {
			state_set(s, candidate[i], IN, (struct why){c, VAR_NONE, VAR_NONE});
			return true;
		}
	}
	return true; /* it is in already, not counted yet */
}

/* A clause of an owner that is in (or of the request). */
static bool look_at(struct state *s, clause c)
{
	if (s->left[c] > 1 || !clause_is_open(s, c))
		return true;
	return s->left[c] == 0 ? conflict_clause(s, c) : take_unit(s, c);
}

static bool draw_conflicts(struct state *s, var v)
{
	const struct lists *enemies = &s->problem->enemies;
	for (uint32_t i = enemies->start[v]; i < enemies->start[v + 1]; i++) {
		var enemy = enemies->at[i];
		struct why why = {CLAUSE_NONE, v, s->problem->declared[i]};
		if (s->peaceful && s->peaceful[why.declared])
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
		if (!look_at(s, c))
			return false;
	return true;
}

static bool draw_out(struct state *s, var v)
{
	const struct problem *p = s->problem;
	const uint32_t *list = lists_of(&p->member_of, v);
	uint32_t n = lists_size(&p->member_of, v);
	for (uint32_t i = 0; i < n; i++)
		s->left[list[i]]--;
	for (uint32_t i = 0; i < n; i++) {
		clause c = list[i];
		var owner = p->owner[c];
		if (s->disabled && s->disabled[c])
			continue;
		if (owner == VAR_NONE || s->value[owner] == IN) {
			if (!look_at(s, c))
				return false;
		} else if (s->left[c] == 0 && s->value[owner] == UNKNOWN) {
			state_set(s, owner, OUT, (struct why){c, VAR_NONE, VAR_NONE});
		}
	}
	return true;
}

/* The counts of a variable are brought up to date when it is taken off the
 * queue: what is beyond trail.done is set but not counted. On conflict the one
 * in work is counted in full, so that undo finds what it expects. */
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
		if (s->left[c] == 0 && s->value[p->owner[c]] == UNKNOWN && !(s->disabled && s->disabled[c]))
			state_set(s, p->owner[c], OUT, (struct why){c, VAR_NONE, VAR_NONE});
	if (!state_propagate(s))
		return false;
	for (clause c = p->first[p->vars]; c < p->clauses; c++)
		vec_push(&s->active, c);
	for (clause c = p->first[p->vars]; c < p->clauses; c++)
		if (!look_at(s, c))
			return false;
	return state_propagate(s);
}

struct mark state_mark(const struct state *s)
{
	return (struct mark){s->trail.n, s->active.n};
}

void state_undo(struct state *s, struct mark mark)
{
	const struct problem *p = s->problem;
	while (s->trail.n > mark.trail) {
		var v = s->trail.at[--s->trail.n];
		const uint32_t *list = lists_of(&p->member_of, v);
		bool counted = s->trail.n < s->trail.done;
		if (counted && s->value[v] == IN)
			s->cost -= p->cost[v];
		for (uint32_t i = 0; counted && s->value[v] == OUT && i < lists_size(&p->member_of, v); i++)
			s->left[list[i]]++;
		s->value[v] = UNKNOWN;
		s->why[v] = WHY_CHOICE;
	}
	if (s->trail.done > s->trail.n)
		s->trail.done = s->trail.n;
	s->active.n = mark.active;
}
