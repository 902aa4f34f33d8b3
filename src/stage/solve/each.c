/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve/each.h"

#include <stdlib.h>

#include "stage/solve/cut.h"
#include "stage/solve/explain.h"
#include "stage/solve/search.h"

/* One set of arrays without Provides where the real package exists, and one with; the
 * second is made only when it is needed. */
struct lane {
	bool made, fine;
	struct problem problem;
	struct state state;
	struct search *search;
};

struct each {
	const struct universe *universe;
	const struct solve_options *options;
	struct universe without_request;
	struct lane lane[2];
};

struct each *each_open(const struct universe *universe, const struct solve_options *options)
{
	struct each *e = mem_alloc(sizeof(*e));
	e->universe = universe;
	e->options = options;
	e->without_request = *universe;
	e->without_request.roots = 0;
	return e;
}

static void lane_close(struct lane *lane)
{
	if (!lane->made)
		return;
	if (lane->search)
		search_close(lane->search);
	state_release(&lane->state);
	problem_release(&lane->problem);
}

void each_close(struct each *e)
{
	lane_close(&e->lane[0]);
	lane_close(&e->lane[1]);
	free(e);
}

static struct lane *lane_of(struct each *e, bool any_provider)
{
	struct lane *lane = &e->lane[any_provider];
	if (lane->made)
		return lane;
	lane->made = true;
	problem_make(&e->without_request, e->options, any_provider, &lane->problem);
	state_make(&lane->problem, &lane->state);
	solve_forbid(e->options, &lane->state);
	lane->fine = state_begin(&lane->state);
	if (lane->fine)
		lane->search = search_open(&lane->state);
	return lane;
}

static struct each_result try_package(struct each *e, struct lane *lane, var v)
{
	struct each_result result = {0};
	struct state *s = &lane->state;
	struct mark mark = state_mark(s);
	if (!lane->fine || s->value[v] == OUT)
		return result;
	if (s->value[v] == UNKNOWN)
		state_set(s, v, IN, WHY_CHOICE);
	if (state_propagate(s)) {
		struct search_result found = search_best(lane->search, e->options->timeout);
		result = (struct each_result){.solvable = found.found, .optimal = found.optimal,
					      .nodes = found.nodes};
		for (size_t i = mark.trail; i < s->trail.n; i++) {
			if (s->value[s->trail.at[i]] != IN)
				continue;
			result.packages++;
			result.cost += package_size(&e->universe->package.at[s->trail.at[i]]);
		}
	}
	state_undo(s, mark);
	return result;
}

struct each_result each_solve(struct each *e, package_id id)
{
	struct each_result result = try_package(e, lane_of(e, e->options->any_provider), (var)id);
	if (!result.solvable && !e->options->any_provider)
		result = try_package(e, lane_of(e, true), (var)id);
	return result;
}

void each_explain(struct each *e, package_id id, struct buf *out)
{
	explain_unsolvable(&lane_of(e, true)->problem, e->options, (var)id, out);
}

package_id *each_by_name(struct each *e, size_t *n)
{
	const struct lane *lane = lane_of(e, false);
	package_id *ids = mem_alloc((lane->problem.vars + 1) * sizeof(*ids));
	*n = lane->problem.vars;
	for (var v = 0; v < lane->problem.vars; v++)
		ids[lane->problem.rank[v]] = v;
	return ids;
}
