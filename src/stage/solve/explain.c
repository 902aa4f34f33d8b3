/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reasons are clauses and conflicts. A refutation by plain search records which ones it
 * used. Then each of those is removed in turn, and stays removed if the rest still has
 * no solution. */
#include "stage/solve/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "stage/solve/cut.h"
#include "stage/solve/state.h"

struct explainer {
	const struct problem *problem;
	const struct solve_options *options;
	var root;
	bool *disabled; /* [clauses] */
	bool *used;     /* [clauses] */
	bool *settled;  /* [conflicts]: ignored */
	bool *fought;   /* [conflicts]: used by a refutation */
	bool *seen;     /* [vars]: visited by trace() */
};

static bool is_forbidden(const struct explainer *e, var v)
{
	const char *name = e->problem->universe->package.at[v].name;
	return names_hold(&e->options->avoid, name) || names_hold(&e->options->exclude, name);
}

/* Marks all clauses and conflicts that led to the value of v. */
static void trace(struct explainer *e, const struct state *s, var v);

static void trace_clause(struct explainer *e, const struct state *s, clause c)
{
	const struct problem *p = e->problem;
	e->used[c] = true;
	if (p->owner[c] != VAR_NONE)
		trace(e, s, p->owner[c]);
	for (uint32_t i = p->candidates.start[c]; i < p->candidates.start[c + 1]; i++)
		if (s->value[p->candidates.at[i]] == OUT)
			trace(e, s, p->candidates.at[i]);
}

static void trace(struct explainer *e, const struct state *s, var v)
{
	if (e->seen[v])
		return;
	e->seen[v] = true;
	if (s->why[v].because != CLAUSE_NONE)
		trace_clause(e, s, s->why[v].because);
	if (s->why[v].enemy != VAR_NONE) {
		e->fought[s->why[v].conflict] = true;
		trace(e, s, s->why[v].enemy);
	}
}

static void trace_failure(struct explainer *e, const struct state *s)
{
	memset(e->seen, 0, e->problem->vars + 1);
	if (s->failed != CLAUSE_NONE) {
		trace_clause(e, s, s->failed);
		return;
	}
	e->fought[s->failed_why.conflict] = true;
	trace(e, s, s->failed_var);
	trace(e, s, s->failed_why.enemy);
}

static clause first_open(const struct state *s)
{
	for (size_t i = 0; i < s->active.n; i++)
		if (clause_is_open(s, s->active.at[i]))
			return s->active.at[i];
	return CLAUSE_NONE;
}

/* Whether the state can be completed to a solution. */
static bool can_complete(struct explainer *e, struct state *s)
{
	const struct problem *p = e->problem;
	clause c = first_open(s);
	struct mark before = state_mark(s);
	bool found = c == CLAUSE_NONE;
	if (c != CLAUSE_NONE)
		trace_clause(e, s, c);
	for (uint32_t i = 0; !found && i < lists_size(&p->candidates, c); i++) {
		var v = lists_of(&p->candidates, c)[i];
		struct mark mark = state_mark(s);
		if (s->value[v] != UNKNOWN)
			continue;
		state_set(s, v, IN, WHY_CHOICE);
		if (state_propagate(s))
			found = can_complete(e, s);
		else
			trace_failure(e, s);
		state_undo(s, mark);
	}
	state_undo(s, before);
	return found;
}

/* Sets the root IN, unless state_begin() failed already. */
static bool begin_root(const struct explainer *e, struct state *s)
{
	if (s->failed != CLAUSE_NONE || s->failed_var != VAR_NONE)
		return false;
	if (e->root != VAR_NONE && s->value[e->root] == UNKNOWN)
		state_set(s, e->root, IN, WHY_CHOICE);
	return state_propagate(s);
}

static bool solvable(struct explainer *e)
{
	struct state s;
	bool fine = true;
	state_make(e->problem, &s);
	s.disabled = e->disabled;
	s.settled = e->settled;
	solve_forbid(e->options, &s);
	memset(e->seen, 0, e->problem->vars + 1);
	if (state_begin(&s) && e->root != VAR_NONE && s.value[e->root] == OUT) {
		trace(e, &s, e->root);
		fine = false;
	} else if (!begin_root(e, &s)) {
		trace_failure(e, &s);
		fine = false;
	} else {
		fine = can_complete(e, &s);
	}
	state_release(&s);
	return fine;
}

static void keep_used(struct explainer *e)
{
	for (clause c = 0; c < e->problem->clauses; c++)
		e->disabled[c] |= !e->used[c];
	for (uint32_t i = 0; i < e->problem->conflicts; i++)
		e->settled[i] |= !e->fought[i];
}

/* Removes one reason after the other; it stays removed if there is still no solution. */
static void minimise(struct explainer *e)
{
	const struct problem *p = e->problem;
	for (clause c = 0; c < p->clauses; c++) {
		if (e->disabled[c])
			continue;
		e->disabled[c] = true;
		e->disabled[c] = !solvable(e);
	}
	for (uint32_t i = 0; i < p->conflicts; i++) {
		if (e->settled[i])
			continue;
		e->settled[i] = true;
		e->settled[i] = !solvable(e);
	}
}

static void add_state_of_relation(struct buf *out, const struct relation *relation)
{
	bool known = false;
	for (size_t a = 0; a < relation->n; a++)
		known |= relation->alternative[a].known;
	buf_puts(out, known ? " but no version of it that fits is to be had"
			    : " but it is not installable");
}

static void explain_clause(const struct explainer *e, clause c, struct buf *out)
{
	const struct problem *p = e->problem;
	const struct relation *relation = p->relation[c];
	if (p->owner[c] == VAR_NONE)
		buf_printf(out, "the request asks for: %s", relation->text);
	else
		buf_printf(out, "%s %s: %s", p->universe->package.at[p->owner[c]].name,
			   relation_kind_name(relation->kind), relation->text);
	if (lists_size(&p->candidates, c) == 0)
		add_state_of_relation(out, relation);
	for (uint32_t i = p->candidates.start[c]; i < p->candidates.start[c + 1]; i++) {
		var v = p->candidates.at[i];
		if (is_forbidden(e, v))
			buf_printf(out, " but %s may not be taken", p->universe->package.at[v].name);
	}
	buf_puts(out, "\n");
}

static void explain_conflict(const struct explainer *e, const char *name, const struct conflict *conflict,
			     const bool *matters, struct buf *out)
{
	const struct universe *universe = e->problem->universe;
	struct buf by CLEANUP(buf_release) = {0};
	bool found = false;
	for (size_t w = 0; w < conflict->with.n; w++) {
		const char *with = universe->package.at[conflict->with.at[w]].name;
		if (!matters[conflict->with.at[w]])
			continue;
		found = true;
		/* Named if the conflict is with something that the package provides. */
		if (!str_starts(str_from(conflict->text), with))
			buf_printf(&by, "%s%s", by.n ? ", " : "", with);
	}
	if (found)
		buf_printf(out, by.n ? "%s %s: %s (%s)\n" : "%s %s: %s%s\n", name, conflict->kind,
			   conflict->text, by.n ? by.p : "");
}

/* The packages that occur in the remaining clauses. */
static bool *find_mentioned(const struct explainer *e)
{
	const struct problem *p = e->problem;
	bool *mentioned = mem_alloc(p->vars + 1);
	for (clause c = 0; c < p->clauses; c++) {
		for (uint32_t i = p->candidates.start[c]; !e->disabled[c] && i < p->candidates.start[c + 1]; i++)
			mentioned[p->candidates.at[i]] = true;
		if (!e->disabled[c] && p->owner[c] != VAR_NONE)
			mentioned[p->owner[c]] = true;
	}
	return mentioned;
}

void explain_unsolvable(const struct problem *problem, const struct solve_options *options,
			var root, struct buf *out)
{
	struct explainer e = {.problem = problem, .options = options, .root = root};
	bool **sets[] = {&e.disabled, &e.used, &e.settled, &e.fought, &e.seen};
	size_t most = (size_t)problem->clauses + problem->vars + problem->conflicts;
	for (size_t i = 0; i < ARRAY_LEN(sets); i++)
		*sets[i] = mem_alloc(most + 1);
	if (!solvable(&e)) {
		keep_used(&e);
		minimise(&e);
	}
	bool *mentioned = find_mentioned(&e);
	/* The request first, then what it leads to. */
	for (clause c = problem->first[problem->vars]; c < problem->clauses; c++)
		if (!e.disabled[c])
			explain_clause(&e, c, out);
	for (clause c = 0; c < problem->first[problem->vars]; c++)
		if (!e.disabled[c])
			explain_clause(&e, c, out);
	for (uint32_t i = 0; i < problem->conflicts; i++)
		if (!e.settled[i])
			explain_conflict(&e,
					 problem->universe->package.at[problem->declarer[i]].name,
					 problem->conflict[i], mentioned, out);
	free(mentioned);
	for (size_t i = 0; i < ARRAY_LEN(sets); i++)
		free(*sets[i]);
}
