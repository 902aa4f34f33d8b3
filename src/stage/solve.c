/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Backtracking over unit propagation. A package is unknown, in or out. Taking
 * one in opens its relations and puts out what conflicts with it; an open
 * relation with one candidate left takes it in, with none fails. Where only
 * choices are left, the first candidate of the first open relation is tried. */
#include "stage/solve.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum state { UNKNOWN, IN, OUT };
enum { CHOICES_MOST = 100000 };

/* A relation that came in with a package. */
struct open_relation {
	package_id owner; /* PACKAGE_NONE for the request */
	const struct relation *relation;
};

struct choice {
	size_t trail, open; /* how long both were before */
	package_id tried;
};

struct enemies {
	VEC(package_id) of; /* packages that may not be in beside this one */
};

struct solver {
	const struct universe *universe;
	const struct solve_options *options;
	unsigned char *state;
	package_id *enemy; /* of a package that is out: which one put it there, or PACKAGE_NONE */
	VEC(package_id) trail; /* what left UNKNOWN, in order */
	VEC(struct open_relation) open;
	VEC(struct choice) choice;
	struct enemies *enemies;
	size_t choices;
	uint64_t bound;
	struct buf failure; /* the first dead end, in words */
};

static const struct package *package_at(const struct solver *s, package_id id)
{
	return &s->universe->package.at[id];
}

static bool named(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->at[i], name) == 0)
			return true;
	return false;
}

/* Candidates of a relation in order of preference; false past the last. */
static bool candidate_at(const struct relation *relation, size_t index, package_id *out)
{
	for (size_t a = 0; a < relation->n; a++) {
		const struct package_ids *lists[] = {&relation->alternative[a].real,
						     &relation->alternative[a].providers};
		for (size_t l = 0; l < 2; l++) {
			if (index < lists[l]->n) {
				*out = lists[l]->at[index];
				return true;
			}
			index -= lists[l]->n;
		}
	}
	return false;
}

static bool is_uncut(const struct solver *s, const struct relation *relation)
{
	for (size_t i = 0; i < s->options->uncuts; i++)
		if (s->options->uncut[i] == relation)
			return true;
	return false;
}

/* Whether --exclude takes the last candidate of a relation. */
static bool is_excluded(const struct solver *s, const struct relation *relation)
{
	bool names_one = false;
	package_id id;
	for (size_t i = 0; candidate_at(relation, i, &id); i++)
		if (!named(&s->options->exclude, package_at(s, id)->name))
			return false;
	for (size_t i = 0; candidate_at(relation, i, &id); i++)
		names_one = true;
	for (size_t a = 0; a < relation->n; a++)
		names_one |= named(&s->options->exclude, relation->alternative[a].name);
	return names_one;
}

/* out->rule stays NULL where the relation is not cut. */
static void find_cut(const struct solver *s, package_id owner, const struct relation *relation,
		     struct cut *out)
{
	const struct cut_rule *rule = NULL;
	*out = (struct cut){.package = owner, .relation = relation};
	if (owner != PACKAGE_NONE && s->options->rules && !is_uncut(s, relation))
		rule = rules_cut(s->options->rules, package_at(s, owner)->name, relation);
	if (rule) {
		out->by = rule;
		out->rule = rule->name;
		out->reason = rule->reason;
	} else if (s->options->exclude.n && is_excluded(s, relation)) {
		out->rule = "exclude";
		out->reason = "left out by --exclude";
	}
}

static void link_enemies(struct solver *s)
{
	size_t n = s->universe->package.n;
	s->enemies = mem_alloc((n + 1) * sizeof(*s->enemies));
	for (package_id id = 0; id < n; id++) {
		const struct package *p = package_at(s, id);
		for (size_t c = 0; c < p->conflicts; c++) {
			for (size_t w = 0; w < p->conflict[c].with.n; w++) {
				package_id other = p->conflict[c].with.at[w];
				vec_push(&s->enemies[id].of, other);
				vec_push(&s->enemies[other].of, id);
			}
		}
	}
}

static int dead_end(struct solver *s, const char *text)
{
	if (!s->failure.n)
		buf_puts(&s->failure, text);
	return -1;
}

static const char *owner_name(const struct solver *s, package_id owner)
{
	return owner == PACKAGE_NONE ? "the request" : package_at(s, owner)->name;
}

static int set_out(struct solver *s, package_id id, package_id because)
{
	if (s->state[id] == IN) {
		char *text = mem_printf("%s conflicts with %s", package_at(s, because)->name,
					package_at(s, id)->name);
		dead_end(s, text);
		free(text);
		return -1;
	}
	if (s->state[id] == UNKNOWN) {
		s->state[id] = OUT;
		s->enemy[id] = because;
		vec_push(&s->trail, id);
	}
	return 0;
}

static int set_in(struct solver *s, package_id id)
{
	const struct package *p = package_at(s, id);
	if (s->state[id] == IN)
		return 0;
	s->state[id] = IN;
	vec_push(&s->trail, id);
	for (size_t i = 0; i < s->enemies[id].of.n; i++)
		if (set_out(s, s->enemies[id].of.at[i], id))
			return -1;
	for (size_t i = 0; i < p->relations; i++) {
		struct cut cut;
		find_cut(s, id, &p->relation[i], &cut);
		if (!cut.rule)
			vec_push(&s->open, ((struct open_relation){id, &p->relation[i]}));
	}
	return 0;
}

/* How a relation stands: met, or how many candidates are left and the first. */
static size_t candidates_left(const struct solver *s, const struct relation *relation, bool *met,
			      package_id *first)
{
	size_t left = 0;
	package_id id;
	*met = false;
	for (size_t i = 0; candidate_at(relation, i, &id); i++) {
		if (s->state[id] == IN)
			*met = true;
		if (s->state[id] == OUT || (left == 1 && id == *first))
			continue;
		if (left++ == 0)
			*first = id;
	}
	return left;
}

static void describe_unmet(struct solver *s, const struct open_relation *open)
{
	struct buf text = {0};
	package_id id;
	if (s->failure.n)
		return;
	buf_printf(&text, "%s %s: %s", owner_name(s, open->owner),
		   open->owner == PACKAGE_NONE ? "asks for" : relation_kind_name(open->relation->kind),
		   open->relation->text);
	if (!candidate_at(open->relation, 0, &id)) {
		bool known = false;
		for (size_t a = 0; a < open->relation->n; a++)
			known |= open->relation->alternative[a].known;
		buf_puts(&text, known ? " but no candidate version fits" : " but it is not installable");
	} else {
		for (size_t i = 0; candidate_at(open->relation, i, &id); i++) {
			buf_printf(&text, "%s%s ", i ? ", " : " but ", package_at(s, id)->name);
			if (s->enemy[id] == PACKAGE_NONE)
				buf_puts(&text, "may not be taken");
			else
				buf_printf(&text, "conflicts with %s", package_at(s, s->enemy[id])->name);
		}
	}
	dead_end(s, text.p);
	buf_release(&text);
}

/* Takes in all that has no alternative, until nothing changes. */
static int propagate(struct solver *s)
{
	bool changed = true;
	while (changed) {
		changed = false;
		for (size_t i = 0; i < s->open.n; i++) {
			package_id first = PACKAGE_NONE;
			bool met;
			size_t left = candidates_left(s, s->open.at[i].relation, &met, &first);
			if (met || left > 1)
				continue;
			if (left == 0) {
				describe_unmet(s, &s->open.at[i]);
				return -1;
			}
			if (set_in(s, first))
				return -1;
			changed = true;
		}
	}
	return 0;
}

static package_id pick(const struct solver *s, const struct relation *relation)
{
	package_id first = PACKAGE_NONE, id;
	for (size_t i = 0; candidate_at(relation, i, &id); i++) {
		if (s->state[id] != UNKNOWN)
			continue;
		if (named(&s->options->prefer, package_at(s, id)->name))
			return id;
		if (first == PACKAGE_NONE)
			first = id;
	}
	return first;
}

/* Takes back the last choice and forbids it; false when none is left. */
static bool backtrack(struct solver *s)
{
	while (s->choice.n) {
		struct choice last = s->choice.at[--s->choice.n];
		while (s->trail.n > last.trail)
			s->state[s->trail.at[--s->trail.n]] = UNKNOWN;
		s->open.n = last.open;
		s->state[last.tried] = OUT;
		s->enemy[last.tried] = PACKAGE_NONE;
		vec_push(&s->trail, last.tried);
		if (propagate(s) == 0)
			return true;
	}
	return false;
}

static const struct relation *first_choice(const struct solver *s)
{
	for (size_t i = 0; i < s->open.n; i++) {
		bool met;
		package_id first = PACKAGE_NONE;
		candidates_left(s, s->open.at[i].relation, &met, &first);
		if (!met)
			return s->open.at[i].relation;
	}
	return NULL;
}

static uint64_t cost_of(const struct solver *s)
{
	uint64_t sum = 0;
	for (package_id id = 0; id < s->universe->package.n; id++)
		if (s->state[id] == IN)
			sum += package_at(s, id)->installed_size;
	return sum;
}

static int search(struct solver *s)
{
	const struct relation *relation;
	for (size_t i = 0; i < s->universe->roots; i++) {
		struct cut cut;
		find_cut(s, PACKAGE_NONE, &s->universe->root[i], &cut);
		if (!cut.rule)
			vec_push(&s->open, ((struct open_relation){PACKAGE_NONE, &s->universe->root[i]}));
	}
	if (propagate(s))
		return -1;
	/* Whatever is in now is in every solution. */
	s->bound = cost_of(s);
	while ((relation = first_choice(s))) {
		struct choice choice = {s->trail.n, s->open.n, pick(s, relation)};
		if (++s->choices > CHOICES_MOST) {
			s->failure.n = 0;
			return dead_end(s, "gave up after too many choices");
		}
		vec_push(&s->choice, choice);
		if ((set_in(s, choice.tried) || propagate(s)) && !backtrack(s))
			return -1;
	}
	return 0;
}

static void forbid(struct solver *s)
{
	for (package_id id = 0; id < s->universe->package.n; id++) {
		const char *name = package_at(s, id)->name;
		if (named(&s->options->avoid, name) || named(&s->options->exclude, name))
			s->state[id] = OUT;
	}
}

static int by_name(const void *a, const void *b, void *context)
{
	const struct chosen *x = a, *y = b;
	const struct universe *universe = context;
	return strcmp(universe->package.at[x->id].name, universe->package.at[y->id].name);
}

static void collect_from(const struct solver *s, package_id by, bool *seen, struct solution *out)
{
	const struct universe *u = s->universe;
	const struct relation *relation = by == PACKAGE_NONE ? u->root : u->package.at[by].relation;
	size_t n = by == PACKAGE_NONE ? u->roots : u->package.at[by].relations;
	package_id id;
	for (size_t r = 0; r < n; r++) {
		struct cut cut;
		find_cut(s, by, &relation[r], &cut);
		for (size_t i = 0; !cut.rule && candidate_at(&relation[r], i, &id); i++) {
			if (s->state[id] != IN || seen[id])
				continue;
			seen[id] = true;
			vec_push(&out->chosen, ((struct chosen){id, by, &relation[r]}));
		}
	}
}

/* Breadth first from the request, so that each reason is the shortest chain. */
static void collect(const struct solver *s, struct solution *out)
{
	bool *seen = mem_alloc(s->universe->package.n + 1);
	collect_from(s, PACKAGE_NONE, seen, out);
	for (size_t next = 0; next < out->chosen.n; next++)
		collect_from(s, out->chosen.at[next].id, seen, out);
	free(seen);
	if (out->chosen.n)
		qsort_r(out->chosen.at, out->chosen.n, sizeof(out->chosen.at[0]), by_name,
			(void *)(uintptr_t)s->universe);
}

static bool met_anyway(const struct solver *s, const struct relation *relation)
{
	package_id id;
	for (size_t i = 0; candidate_at(relation, i, &id); i++)
		if (s->state[id] == IN)
			return true;
	return false;
}

static void collect_cuts_of(const struct solver *s, package_id owner,
			    const struct relation *relation, size_t n, struct solution *out)
{
	for (size_t r = 0; r < n; r++) {
		struct cut cut;
		find_cut(s, owner, &relation[r], &cut);
		if (cut.rule && !met_anyway(s, &relation[r]))
			vec_push(&out->cut, cut);
	}
}

static void collect_cuts(const struct solver *s, struct solution *out)
{
	collect_cuts_of(s, PACKAGE_NONE, s->universe->root, s->universe->roots, out);
	for (size_t i = 0; i < out->chosen.n; i++) {
		package_id id = out->chosen.at[i].id;
		const struct package *p = package_at(s, id);
		collect_cuts_of(s, id, p->relation, p->relations, out);
	}
}

static void solver_release(struct solver *s)
{
	for (package_id id = 0; id < s->universe->package.n; id++)
		vec_release(&s->enemies[id].of);
	free(s->enemies);
	free(s->enemy);
	free(s->state);
	vec_release(&s->trail);
	vec_release(&s->open);
	vec_release(&s->choice);
	buf_release(&s->failure);
}

int solve(const struct universe *universe, const struct solve_options *options,
	  struct solution *out, struct err *err)
{
	struct solver s = {.universe = universe, .options = options};
	int status = 0;
	*out = (struct solution){0};
	s.state = mem_alloc(universe->package.n + 1);
	s.enemy = mem_alloc((universe->package.n + 1) * sizeof(*s.enemy));
	for (package_id id = 0; id < universe->package.n; id++)
		s.enemy[id] = PACKAGE_NONE;
	link_enemies(&s);
	forbid(&s);
	if (search(&s)) {
		status = err_set(err, STATUS_UNSOLVABLE, "no solution: %s",
				 s.failure.n ? s.failure.p : "the packages cannot be had together");
	} else {
		collect(&s, out);
		collect_cuts(&s, out);
		out->cost = 0;
		for (size_t i = 0; i < out->chosen.n; i++)
			out->cost += package_at(&s, out->chosen.at[i].id)->installed_size;
		out->lower_bound = s.bound;
		out->optimal = out->cost == out->lower_bound;
	}
	solver_release(&s);
	return status;
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
	*solution = (struct solution){0};
}
