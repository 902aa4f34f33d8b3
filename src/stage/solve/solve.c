/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve/solve.h"

#include <stdlib.h>
#include <string.h>

#include "stage/solve/cut.h"
#include "stage/solve/explain.h"
#include "stage/solve/problem.h"
#include "stage/solve/search.h"

struct outcome {
	struct problem problem;
	struct state state;
	struct search_result result;
};

static void outcome_release(struct outcome *o)
{
	state_release(&o->state);
	problem_release(&o->problem);
}

static bool take_in(const struct solve_options *options, struct state *state)
{
	for (size_t i = 0; i < options->takes; i++) {
		var v = (var)options->take[i];
		if (state->value[v] == UNKNOWN)
			state_set(state, v, IN, WHY_CHOICE);
		if (state->value[v] == OUT || !state_propagate(state))
			return false;
	}
	return true;
}

static void solve_outcome(const struct universe *universe, const struct solve_options *options,
			  bool any_provider, struct outcome *out)
{
	*out = (struct outcome){0};
	problem_make(universe, options, any_provider, &out->problem);
	state_make(&out->problem, &out->state);
	solve_forbid(options, &out->state);
	if (!state_begin(&out->state) || !take_in(options, &out->state))
		return;
	struct search *search = search_open(&out->state);
	out->result = search_best(search, options->timeout);
	search_close(search);
}

static int by_chosen_name(const void *a, const void *b, void *context)
{
	const struct chosen *x = a, *y = b;
	const struct universe *universe = context;
	return strcmp(universe->package.at[x->id].name, universe->package.at[y->id].name);
}

struct collector {
	const struct universe *universe;
	const struct solve_options *options;
	const struct state *state;
	bool *seen;
	struct solution *out;
};

static void collect_from(struct collector *c, package_id by)
{
	const struct universe *u = c->universe;
	const struct relation *relation = by == PACKAGE_NONE ? u->root : u->package.at[by].relation;
	size_t n = by == PACKAGE_NONE ? u->roots : u->package.at[by].relations;
	package_id id;
	for (size_t r = 0; r < n; r++) {
		struct cut cut;
		cut_find(u, c->options, by, &relation[r], &cut);
		for (size_t i = 0; !cut.rule && relation_candidate(&relation[r], i, &id); i++) {
			if (c->state->value[id] != IN || c->seen[id])
				continue;
			c->seen[id] = true;
			vec_push(&c->out->chosen, ((struct chosen){id, by, &relation[r]}));
		}
	}
}

static bool met_anyway(const struct collector *c, const struct relation *relation)
{
	package_id id;
	for (size_t i = 0; relation_candidate(relation, i, &id); i++)
		if (c->seen[id])
			return true;
	return false;
}

/* Whether a package meets the relation only as a provider, in an alternative that has a
 * real package. */
static bool stands_in(const struct relation *relation, package_id id)
{
	bool found = false;
	for (size_t a = 0; a < relation->n; a++) {
		const struct alternative *alternative = &relation->alternative[a];
		for (size_t i = 0; i < alternative->real.n; i++)
			if (alternative->real.at[i] == id)
				return false;
		for (size_t i = 0; alternative->real.n && i < alternative->providers.n; i++)
			found |= alternative->providers.at[i] == id;
	}
	return found;
}

/* Records that the real package was chosen although another chosen package provides it. */
static void note_spared_real(struct collector *c, package_id by, const struct relation *relation)
{
	for (size_t a = 0; a < relation->n; a++) {
		const struct alternative *alternative = &relation->alternative[a];
		if (!alternative->real.n || !c->seen[alternative->real.at[0]])
			continue;
		for (size_t i = 0; i < alternative->providers.n; i++) {
			if (!c->seen[alternative->providers.at[i]])
				continue;
			vec_push(&c->out->substitution,
				 ((struct substitution){by, relation, alternative->providers.at[i],
							alternative->real.at[0], false}));
			return;
		}
	}
}

static void note_substitution(struct collector *c, package_id by, const struct relation *relation)
{
	package_id first = PACKAGE_NONE, id;
	for (size_t i = 0; relation_candidate(relation, i, &id); i++) {
		if (i == 0)
			first = id;
		if (!c->seen[id])
			continue;
		if (id != first && !c->seen[first])
			vec_push(&c->out->substitution,
				 ((struct substitution){by, relation, first, id, stands_in(relation, id)}));
		break;
	}
	note_spared_real(c, by, relation);
}

static void collect_notes(struct collector *c, package_id by)
{
	const struct universe *u = c->universe;
	const struct relation *relation = by == PACKAGE_NONE ? u->root : u->package.at[by].relation;
	size_t n = by == PACKAGE_NONE ? u->roots : u->package.at[by].relations;
	for (size_t r = 0; r < n; r++) {
		struct cut cut;
		cut_find(u, c->options, by, &relation[r], &cut);
		if (!cut.rule)
			note_substitution(c, by, &relation[r]);
		else if (!met_anyway(c, &relation[r]))
			vec_push(&c->out->cut, cut);
	}
}

/* Breadth first from the request, so that each reason is a shortest chain. */
static void collect_chosen(struct collector *c)
{
	struct solution *out = c->out;
	collect_from(c, PACKAGE_NONE);
	for (size_t i = 0; i < c->options->takes; i++) {
		if (!c->seen[c->options->take[i]])
			vec_push(&out->chosen, ((struct chosen){c->options->take[i], PACKAGE_NONE, NULL}));
		c->seen[c->options->take[i]] = true;
	}
	for (size_t next = 0; next < out->chosen.n; next++)
		collect_from(c, out->chosen.at[next].id);
	if (out->chosen.n)
		qsort_r(out->chosen.at, out->chosen.n, sizeof(out->chosen.at[0]), by_chosen_name,
			(void *)(uintptr_t)c->universe);
	collect_notes(c, PACKAGE_NONE);
	for (size_t i = 0; i < out->chosen.n; i++)
		collect_notes(c, out->chosen.at[i].id);
}

static void fill_solution(const struct universe *universe, const struct solve_options *options,
			  const struct outcome *o, struct solution *out)
{
	struct collector c = {.universe = universe, .options = options, .state = &o->state, .out = out};
	c.seen = mem_alloc(universe->package.n + 1);
	collect_chosen(&c);
	free(c.seen);
	/* Preferred packages cost nothing in the search, but they count here. */
	for (size_t i = 0; i < out->chosen.n; i++)
		out->cost += package_size(&universe->package.at[out->chosen.at[i].id]);
	out->optimal = o->result.optimal;
	out->stopped = !o->result.optimal;
	out->lower_bound = out->optimal ? out->cost : cost_size(o->result.bound);
	out->nodes = o->result.nodes;
}

static int unsolvable(const struct universe *universe, const struct solve_options *options,
		      struct err *err)
{
	struct problem problem;
	struct buf reasons CLEANUP(buf_release) = {0};
	problem_make(universe, options, true, &problem);
	explain_unsolvable(&problem, options, VAR_NONE, &reasons);
	problem_release(&problem);
	struct str text = str_trim(buf_str(&reasons));
	return err_set(err, STATUS_UNSOLVABLE,
		       "no solution: these cannot be had together (any one less, and they can):\n%.*s",
		       STR_ARG(text));
}

static void attempt_both(const struct universe *universe, const struct solve_options *options,
			 struct outcome *out)
{
	solve_outcome(universe, options, options->any_provider, out);
	if (out->result.found || options->any_provider)
		return;
	/* There is only a solution with providers in place of real packages. */
	outcome_release(out);
	solve_outcome(universe, options, true, out);
}

/* Preferred packages cost nothing in the search, so its bound does not hold for sizes.
 * The smallest solution without preferences gives a bound that does. */
static void bound_without_preference(const struct universe *universe,
				     const struct solve_options *options, struct solution *out)
{
	struct solve_options plain = *options;
	struct outcome o;
	plain.prefer = (struct names){0};
	attempt_both(universe, &plain, &o);
	out->lower_bound = cost_size(o.result.bound);
	out->optimal = !out->stopped && o.result.optimal && out->cost == out->lower_bound;
	outcome_release(&o);
}

int solve(const struct universe *universe, const struct solve_options *options,
	  struct solution *out, struct err *err)
{
	struct outcome o;
	*out = (struct solution){0};
	attempt_both(universe, options, &o);
	bool found = o.result.found;
	if (found)
		fill_solution(universe, options, &o, out);
	outcome_release(&o);
	if (found && options->prefer.n)
		bound_without_preference(universe, options, out);
	return found ? 0 : unsolvable(universe, options, err);
}

bool solution_has(const struct solution *solution, package_id id)
{
	for (size_t i = 0; i < solution->chosen.n; i++)
		if (solution->chosen.at[i].id == id)
			return true;
	return false;
}

void solution_release(struct solution *solution)
{
	vec_release(&solution->chosen);
	vec_release(&solution->cut);
	vec_release(&solution->substitution);
	*solution = (struct solution){0};
}
