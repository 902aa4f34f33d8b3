/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve/problem.h"

#include <stdlib.h>
#include <string.h>

#include "stage/solve/cut.h"

struct numbers {
	uint32_t *at;
	size_t n, cap;
};

struct maker {
	const struct universe *universe;
	const struct solve_options *options;
	bool any_provider;
	struct problem *out;
	struct numbers candidate, candidate_start, owner;
	VEC(const struct relation *) relation;
};

static void add_candidate(struct maker *m, size_t from, package_id id)
{
	for (size_t i = from; i < m->candidate.n; i++)
		if (m->candidate.at[i] == id)
			return;
	vec_push(&m->candidate, (uint32_t)id);
}

static void add_relation_clause(struct maker *m, package_id owner, const struct relation *relation)
{
	struct cut cut;
	size_t from = m->candidate.n;
	cut_find(m->universe, m->options, owner, relation, &cut);
	if (cut.rule)
		return;
	for (size_t a = 0; a < relation->n; a++) {
		const struct alternative *alternative = &relation->alternative[a];
		for (size_t i = 0; i < alternative->real.n; i++)
			add_candidate(m, from, alternative->real.at[i]);
		/* A provider is a candidate only if there is no real package. */
		for (size_t i = 0; (m->any_provider || !alternative->real.n) && i < alternative->providers.n; i++)
			add_candidate(m, from, alternative->providers.at[i]);
	}
	vec_push(&m->candidate_start, (uint32_t)m->candidate.n);
	vec_push(&m->owner, owner == PACKAGE_NONE ? VAR_NONE : (uint32_t)owner);
	vec_push(&m->relation, relation);
}

static void add_clauses(struct maker *m)
{
	struct problem *p = m->out;
	p->first = mem_alloc((p->vars + 2) * sizeof(*p->first));
	vec_push(&m->candidate_start, 0);
	for (var v = 0; v < p->vars; v++) {
		const struct package *package = &m->universe->package.at[v];
		p->first[v] = (uint32_t)m->owner.n;
		for (size_t r = 0; r < package->relations; r++)
			add_relation_clause(m, v, &package->relation[r]);
	}
	p->first[p->vars] = (uint32_t)m->owner.n;
	for (size_t r = 0; r < m->universe->roots; r++)
		add_relation_clause(m, PACKAGE_NONE, &m->universe->root[r]);
	p->first[p->vars + 1] = (uint32_t)m->owner.n;
	p->clauses = (uint32_t)m->owner.n;
	p->candidates = (struct lists){m->candidate_start.at, m->candidate.at};
	p->owner = m->owner.at;
	p->relation = m->relation.at;
}

/* Turns pairs (from, to) into lists by `from`, in the order of the pairs. */
static void gather(uint32_t n, const struct numbers *from, const struct numbers *to,
		   struct lists *out)
{
	out->start = mem_alloc((n + 2) * sizeof(*out->start));
	out->at = mem_alloc((to->n + 1) * sizeof(*out->at));
	for (size_t i = 0; i < from->n; i++)
		out->start[from->at[i] + 2]++;
	for (uint32_t i = 0; i < n; i++)
		out->start[i + 2] += out->start[i + 1];
	for (size_t i = 0; i < from->n; i++)
		out->at[out->start[from->at[i] + 1]++] = to->at[i];
}

static void list_memberships(struct problem *p)
{
	struct numbers from = {0}, to = {0};
	for (clause c = 0; c < p->clauses; c++) {
		for (uint32_t i = p->candidates.start[c]; i < p->candidates.start[c + 1]; i++) {
			vec_push(&from, p->candidates.at[i]);
			vec_push(&to, c);
		}
	}
	gather(p->vars, &from, &to, &p->member_of);
	vec_release(&from);
	vec_release(&to);
}

struct enmity {
	struct numbers from, to, by;
	struct numbers declarer;
	VEC(const struct conflict *) conflict;
};

static void add_declared_conflict(struct enmity *e, var v, const struct conflict *conflict)
{
	uint32_t number = (uint32_t)e->conflict.n;
	vec_push(&e->conflict, conflict);
	vec_push(&e->declarer, v);
	for (size_t w = 0; w < conflict->with.n; w++) {
		var other = (var)conflict->with.at[w];
		vec_push(&e->from, v);
		vec_push(&e->to, other);
		vec_push(&e->from, other);
		vec_push(&e->to, v);
		vec_push(&e->by, number);
		vec_push(&e->by, number);
	}
}

static void add_enemies(struct problem *p)
{
	struct enmity e = {0};
	struct lists declared;
	for (var v = 0; v < p->vars; v++) {
		const struct package *package = &p->universe->package.at[v];
		for (size_t c = 0; c < package->conflicts; c++)
			add_declared_conflict(&e, v, &package->conflict[c]);
	}
	gather(p->vars, &e.from, &e.to, &p->enemies);
	gather(p->vars, &e.from, &e.by, &declared);
	p->declared = declared.at;
	p->conflicts = (uint32_t)e.conflict.n;
	p->declarer = e.declarer.at;
	p->conflict = e.conflict.at;
	free(declared.start);
	vec_release(&e.from);
	vec_release(&e.to);
	vec_release(&e.by);
}

struct named_var {
	const char *name;
	var v;
};

static int by_var_name(const void *a, const void *b)
{
	const struct named_var *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : (x->v > y->v) - (x->v < y->v);
}

static void add_costs(struct problem *p, const struct names *prefer)
{
	struct named_var *order = mem_alloc((p->vars + 1) * sizeof(*order));
	p->cost = mem_alloc((p->vars + 1) * sizeof(*p->cost));
	p->rank = mem_alloc((p->vars + 1) * sizeof(*p->rank));
	for (var v = 0; v < p->vars; v++) {
		const struct package *package = &p->universe->package.at[v];
		if (!names_hold(prefer, package->name))
			p->cost[v] = (package_size(package) << COST_COUNT_BITS) + 1;
		order[v] = (struct named_var){package->name, v};
	}
	if (p->vars)
		qsort(order, p->vars, sizeof(*order), by_var_name);
	for (var i = 0; i < p->vars; i++)
		p->rank[order[i].v] = i;
	free(order);
}

void problem_make(const struct universe *universe, const struct solve_options *options,
		  bool any_provider, struct problem *out)
{
	struct maker m = {.universe = universe, .options = options, .any_provider = any_provider, .out = out};
	*out = (struct problem){.universe = universe, .vars = (uint32_t)universe->package.n};
	add_clauses(&m);
	list_memberships(out);
	add_enemies(out);
	add_costs(out, &options->prefer);
}

static void lists_release(struct lists *lists)
{
	free(lists->start);
	free(lists->at);
}

void problem_release(struct problem *p)
{
	lists_release(&p->candidates);
	lists_release(&p->member_of);
	lists_release(&p->enemies);
	free(p->declared);
	free(p->declarer);
	free(p->conflict);
	free(p->first);
	free(p->owner);
	free(p->relation);
	free(p->cost);
	free(p->rank);
	*p = (struct problem){0};
}
