/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve/bound.h"

#include <stdlib.h>

void bound_make(const struct problem *p, struct bound *out)
{
	*out = (struct bound){0};
	out->rest = mem_alloc((p->vars + 1) * sizeof(*out->rest));
	out->charge = mem_alloc((p->vars + 1) * sizeof(*out->charge));
	out->seen = mem_alloc((p->vars + 1) * sizeof(*out->seen));
}

void bound_release(struct bound *b)
{
	vec_release(&b->open);
	vec_release(&b->option);
	vec_release(&b->closure);
	free(b->rest);
	free(b->charge);
	free(b->seen);
}

enum trial { TRIAL_FINE, TRIAL_FAILED };

/* Sets the candidate IN, records what it forces in, and undoes that. */
static enum trial try_candidate(struct state *s, struct bound *b, var v, struct option *out)
{
	struct mark mark = state_mark(s);
	uint64_t before = s->cost;
	state_set(s, v, IN, WHY_CHOICE);
	bool fine = state_propagate(s);
	*out = (struct option){.candidate = v, .start = (uint32_t)b->closure.n, .cost = s->cost - before};
	for (size_t i = mark.trail; fine && i < s->trail.n; i++)
		if (s->value[s->trail.at[i]] == IN)
			vec_push(&b->closure, s->trail.at[i]);
	out->n = (uint32_t)b->closure.n - out->start;
	state_undo(s, mark);
	return fine ? TRIAL_FINE : TRIAL_FAILED;
}

static bool closure_holds(const struct bound *b, const struct option *option, var v)
{
	for (uint32_t i = 0; i < option->n; i++)
		if (b->closure.at[option->start + i] == v)
			return true;
	return false;
}

static int by_cost(const void *a, const void *b)
{
	const struct option *x = a, *y = b;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

/* An option that forces another option of the clause meets it through that one. Of two
 * that force each other the first stays. */
static void drop_forcing(struct bound *b, struct open_clause *open)
{
	struct option *option = b->option.at + open->start;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < open->n; i++) {
		for (uint32_t j = 0; j < open->n && !option[i].needless; j++) {
			if (i == j || !closure_holds(b, &option[i], option[j].candidate))
				continue;
			option[i].needless = i > j || !closure_holds(b, &option[j], option[i].candidate);
		}
	}
	for (uint32_t i = 0; i < open->n; i++)
		if (!option[i].needless)
			option[kept++] = option[i];
	open->n = kept;
	b->option.n = open->start + kept;
}

/* The outcome of trying all options of a clause. */
enum outcome { OUTCOME_OPEN, OUTCOME_CHANGED, OUTCOME_CONFLICT };

static enum outcome try_clause(struct state *s, struct bound *b, clause c)
{
	const struct problem *p = s->problem;
	struct open_clause open = {.id = c, .start = (uint32_t)b->option.n};
	bool changed = false;
	for (uint32_t i = p->candidates.start[c]; i < p->candidates.start[c + 1]; i++) {
		var v = p->candidates.at[i];
		struct option option;
		if (s->value[v] != UNKNOWN)
			continue;
		if (try_candidate(s, b, v, &option) == TRIAL_FINE) {
			vec_push(&b->option, option);
			continue;
		}
		state_set(s, v, OUT, WHY_CHOICE);
		changed = true;
		if (!state_propagate(s))
			return OUTCOME_CONFLICT;
		if (clause_is_met(s, c))
			return OUTCOME_CHANGED;
	}
	if (changed)
		return OUTCOME_CHANGED;
	open.n = (uint32_t)(b->option.n - open.start);
	drop_forcing(b, &open);
	if (open.n == 1) {
		state_set(s, b->option.at[open.start].candidate, IN, (struct why){c, VAR_NONE, 0});
		return state_propagate(s) ? OUTCOME_CHANGED : OUTCOME_CONFLICT;
	}
	qsort(b->option.at + open.start, open.n, sizeof(struct option), by_cost);
	vec_push(&b->open, open);
	return OUTCOME_OPEN;
}

static bool is_clause_in_part(const struct state *s, const struct bound *b, clause c)
{
	const uint32_t *candidate = lists_of(&s->problem->candidates, c);
	uint32_t n = lists_size(&s->problem->candidates, c), i = 0;
	while (i < n && s->value[candidate[i]] != UNKNOWN)
		i++;
	if (i == n || !b->part)
		return i < n;
	var v = candidate[i];
	while (b->part[v] != v)
		v = b->part[v];
	return v == b->current;
}

static enum outcome reduce_once(struct state *s, struct bound *b)
{
	bool changed = false;
	b->open.n = b->option.n = b->closure.n = 0;
	for (size_t i = 0; i < s->active.n; i++) {
		clause c = s->active.at[i];
		if (!clause_is_open(s, c) || !is_clause_in_part(s, b, c))
			continue;
		switch (try_clause(s, b, c)) {
		case OUTCOME_CONFLICT:
			return OUTCOME_CONFLICT;
		case OUTCOME_CHANGED:
			changed = true;
			break;
		case OUTCOME_OPEN:
			break;
		}
	}
	return changed ? OUTCOME_CHANGED : OUTCOME_OPEN;
}

bool bound_reduce(struct state *s, struct bound *b)
{
	enum outcome outcome;
	do
		outcome = reduce_once(s, b);
	while (outcome == OUTCOME_CHANGED);
	return outcome == OUTCOME_OPEN;
}

static uint64_t rest_of(const struct bound *b, const struct option *option)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < option->n; i++)
		sum += b->rest[b->closure.at[option->start + i]];
	return sum;
}

/* An option pays from its packages, first from those that another option of the clause
 * has charged already, because a package is charged once per clause. */
static void pay(struct bound *b, const struct option *option, uint64_t due)
{
	for (int shared = 1; shared >= 0 && due; shared--) {
		for (uint32_t i = 0; i < option->n && due; i++) {
			var v = b->closure.at[option->start + i];
			if ((b->charge[v] > 0) != shared || b->seen[v] == b->stamp)
				continue;
			uint64_t part = shared ? b->charge[v] : b->rest[v];
			part = part < due ? part : due;
			due -= part;
			b->seen[v] = b->stamp;
			if (part > b->charge[v])
				b->charge[v] = part;
		}
	}
	/* Shared packages can be charged more, up to what they have left. */
	for (uint32_t i = 0; i < option->n && due; i++) {
		var v = b->closure.at[option->start + i];
		uint64_t more = b->rest[v] - b->charge[v];
		more = more < due ? more : due;
		/* For this option, the whole charge counts now. */
		b->charge[v] += more;
		due -= more;
	}
}

static uint64_t ascend_clause(struct bound *b, const struct open_clause *open)
{
	const struct option *option = b->option.at + open->start;
	uint64_t least = UINT64_MAX;
	for (uint32_t i = 0; i < open->n; i++) {
		uint64_t rest = rest_of(b, &option[i]);
		least = rest < least ? rest : least;
	}
	for (uint32_t i = 0; i < open->n && least; i++) {
		b->stamp++;
		pay(b, &option[i], least);
	}
	for (uint32_t i = 0; i < open->n; i++) {
		for (uint32_t k = 0; k < option[i].n; k++) {
			var v = b->closure.at[option[i].start + k];
			b->rest[v] -= b->charge[v];
			b->charge[v] = 0;
		}
	}
	return least;
}

uint64_t bound_ascend(const struct state *s, struct bound *b)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < b->closure.n; i++)
		b->rest[b->closure.at[i]] = s->problem->cost[b->closure.at[i]];
	for (size_t i = 0; i < b->open.n; i++)
		sum += ascend_clause(b, &b->open.at[i]);
	return sum;
}
