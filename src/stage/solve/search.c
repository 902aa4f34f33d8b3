/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Solves independent parts of the open clauses one after the other. A part is a set of
 * clauses whose candidates cannot reach a common undecided package. Within a part:
 * reduce, bound, and branch on the clause with the fewest options, cheapest first; an
 * option that was tried is out for the following ones. */
#include "stage/solve/search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stage/solve/bound.h"

enum { NODES_BETWEEN_LOOKS = 16 };

struct best {
	bool found;
	uint64_t cost;
	uint32_t *ranks; /* ranks of the packages that it adds, sorted */
	var *vars;
	size_t n;
};

struct search {
	const struct problem *problem;
	struct state *state;
	struct bound bound;
	uint32_t *part; /* [vars]: parent in the tree of its part */
	struct {
		var *at;
		size_t n, cap;
	} reached;         /* undecided packages that a choice can affect, */
	uint32_t *touched; /* [vars]: those that have the current stamp */
	uint32_t stamp;
	size_t base;    /* length of the trail before the part */
	struct best best;
	double deadline; /* 0: none */
	bool timed_out;
	uint64_t nodes;
};

static double monotonic_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool out_of_time(struct search *s)
{
	if (!s->timed_out && s->deadline > 0 && s->nodes % NODES_BETWEEN_LOOKS == 0)
		s->timed_out = monotonic_seconds() > s->deadline;
	return s->timed_out;
}

/* --- parts ---------------------------------------------------------------- */

static uint32_t part_of(struct search *s, var v)
{
	while (s->part[v] != v)
		v = s->part[v] = s->part[s->part[v]];
	return v;
}

static void join_parts_of(struct search *s, var a, var b)
{
	a = part_of(s, a);
	b = part_of(s, b);
	if (a != b)
		s->part[a < b ? b : a] = a < b ? a : b;
}

static bool is_reached(const struct search *s, var v)
{
	return s->touched[v] == s->stamp;
}

static void reach_var(struct search *s, var from, var v)
{
	if (s->state->value[v] != UNKNOWN)
		return;
	if (!is_reached(s, v)) {
		s->touched[v] = s->stamp;
		s->part[v] = v;
		vec_push(&s->reached, v);
	}
	join_parts_of(s, from, v);
}

static void reach_further(struct search *s, var v)
{
	const struct problem *p = s->problem;
	for (clause c = p->first[v]; c < p->first[v + 1]; c++) {
		const uint32_t *candidate = lists_of(&p->candidates, c);
		bool met = clause_is_met(s->state, c);
		for (uint32_t k = 0; !met && k < lists_size(&p->candidates, c); k++)
			reach_var(s, v, candidate[k]);
	}
	const uint32_t *enemy = lists_of(&p->enemies, v);
	for (uint32_t k = 0; k < lists_size(&p->enemies, v); k++)
		if (is_reached(s, enemy[k]) && s->state->value[enemy[k]] == UNKNOWN)
			join_parts_of(s, v, enemy[k]);
}

/* Finds all undecided packages that a choice can affect, through relations and conflicts. */
static void find_parts(struct search *s)
{
	const struct problem *p = s->problem;
	const struct bound *b = &s->bound;
	s->stamp++;
	s->reached.n = 0;
	for (size_t i = 0; i < b->open.n; i++) {
		clause c = b->open.at[i].id;
		const uint32_t *candidate = lists_of(&p->candidates, c);
		var first = b->option.at[b->open.at[i].start].candidate;
		reach_var(s, first, first);
		for (uint32_t k = 0; k < lists_size(&p->candidates, c); k++)
			reach_var(s, first, candidate[k]);
	}
	for (size_t i = 0; i < s->reached.n; i++)
		reach_further(s, s->reached.at[i]);
}

/* --- what is best --------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Equal cost implies an equal number of packages, so the first name that differs decides. */
static bool names_come_first(const uint32_t *a, const uint32_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return a[i] < b[i];
	return false;
}

static void consider(struct search *s)
{
	const struct state *state = s->state;
	struct best *best = &s->best;
	uint32_t *ranks = mem_alloc((state->trail.n - s->base + 1) * sizeof(*ranks));
	size_t n = 0;
	for (size_t i = s->base; i < state->trail.n; i++)
		if (state->value[state->trail.at[i]] == IN)
			ranks[n++] = s->problem->rank[state->trail.at[i]];
	qsort(ranks, n, sizeof(*ranks), by_number);
	if (best->found && (state->cost > best->cost ||
			    (state->cost == best->cost && !names_come_first(ranks, best->ranks, n)))) {
		free(ranks);
		return;
	}
	free(best->ranks);
	free(best->vars);
	*best = (struct best){.found = true, .cost = state->cost, .ranks = ranks, .n = 0};
	best->vars = mem_alloc((n + 1) * sizeof(*best->vars));
	for (size_t i = s->base; i < state->trail.n; i++)
		if (state->value[state->trail.at[i]] == IN)
			best->vars[best->n++] = state->trail.at[i];
}

static bool is_hopeless(const struct search *s)
{
	return s->best.found && s->state->cost > s->best.cost;
}

/* The open clause with the fewest options; of those, the most expensive one. */
static const struct open_clause *choose_clause(const struct bound *b)
{
	const struct open_clause *best = NULL;
	for (size_t i = 0; i < b->open.n; i++) {
		const struct open_clause *o = &b->open.at[i];
		if (!best || o->n < best->n ||
		    (o->n == best->n && b->option.at[o->start].cost > b->option.at[best->start].cost))
			best = o;
	}
	return best;
}

static void explore(struct search *s);

static void branch(struct search *s, const struct open_clause *open)
{
	struct state *state = s->state;
	uint32_t n = open->n;
	var *candidate = mem_alloc((n + 1) * sizeof(*candidate));
	struct mark before = state_mark(state);
	for (uint32_t i = 0; i < n; i++)
		candidate[i] = s->bound.option.at[open->start + i].candidate;
	for (uint32_t i = 0; i < n; i++) {
		struct mark mark = state_mark(state);
		if (state->value[candidate[i]] == OUT)
			continue;
		if (state->value[candidate[i]] == UNKNOWN)
			state_set(state, candidate[i], IN, WHY_CHOICE);
		if (state_propagate(state))
			explore(s);
		state_undo(state, mark);
		if (s->timed_out && s->best.found)
			break;
		/* From here on search solutions without it. */
		if (state->value[candidate[i]] == UNKNOWN)
			state_set(state, candidate[i], OUT, WHY_CHOICE);
		if (!state_propagate(state))
			break;
	}
	state_undo(state, before);
	free(candidate);
}

static void explore(struct search *s)
{
	struct mark mark = state_mark(s->state);
	s->nodes++;
	if (is_hopeless(s) || (out_of_time(s) && s->best.found))
		return;
	if (bound_reduce(s->state, &s->bound)) {
		if (s->bound.open.n == 0)
			consider(s);
		else if (!s->best.found ||
			 s->state->cost + bound_ascend(s->state, &s->bound) <= s->best.cost)
			branch(s, choose_clause(&s->bound));
	}
	state_undo(s->state, mark);
}

/* --- all parts ------------------------------------------------------------ */

static bool take_best(struct search *s)
{
	bool fine = true;
	for (size_t i = 0; i < s->best.n && fine; i++) {
		if (s->state->value[s->best.vars[i]] == UNKNOWN)
			state_set(s->state, s->best.vars[i], IN, WHY_CHOICE);
		fine = s->state->value[s->best.vars[i]] == IN && state_propagate(s->state);
	}
	free(s->best.ranks);
	free(s->best.vars);
	s->best = (struct best){0};
	return fine;
}

static bool solve_parts(struct search *s, uint64_t *bound)
{
	*bound = s->state->cost;
	if (!bound_reduce(s->state, &s->bound))
		return false;
	*bound = s->state->cost + bound_ascend(s->state, &s->bound);
	while (s->bound.open.n) {
		find_parts(s);
		s->bound.current = part_of(s, s->bound.option.at[s->bound.open.at[0].start].candidate);
		s->bound.part = s->part;
		s->base = s->state->trail.n;
		explore(s);
		s->bound.part = NULL;
		if (!s->best.found || !take_best(s))
			return false;
		if (!bound_reduce(s->state, &s->bound))
			return false;
	}
	return true;
}

struct search *search_open(struct state *state)
{
	const struct problem *p = state->problem;
	struct search *s = mem_alloc(sizeof(*s));
	s->problem = p;
	s->state = state;
	s->part = mem_alloc((p->vars + 1) * sizeof(*s->part));
	s->touched = mem_alloc((p->vars + 1) * sizeof(*s->touched));
	bound_make(p, &s->bound);
	return s;
}

void search_close(struct search *s)
{
	bound_release(&s->bound);
	vec_release(&s->reached);
	free(s->part);
	free(s->touched);
	free(s);
}

struct search_result search_best(struct search *s, double seconds)
{
	struct search_result result = {0};
	s->deadline = seconds > 0 ? monotonic_seconds() + seconds : 0;
	s->timed_out = false;
	s->nodes = 0;
	result.found = solve_parts(s, &result.bound);
	result.optimal = result.found && !s->timed_out;
	result.cost = s->state->cost;
	result.nodes = s->nodes;
	if (result.optimal)
		result.bound = result.cost;
	return result;
}
