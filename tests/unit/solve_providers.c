/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The choice among packages and what stands in for them, held against
 * exhaustive search: the least size, then the fewest, then the first names; and
 * what a search that runs out of time may claim. */
#include "stage/solve/solve.h"
#include "stage/solve/each.h"

#include <stdlib.h>

#include "tests/unit/support/test.h"

enum { MOST = 9, HARD = 90, SEEDS = 4000 };

static unsigned random_below(uint64_t *seed, unsigned n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % n;
}

/* In byte order: the rank of a package is the index of its name here. */
static const char *const names[MOST] = {"A", "a", "a+", "a-a", "a0", "aa", "ab", "b", "ba"};

struct model {
	struct universe u;
	unsigned rank[MOST];
};

static package_id add(struct universe *u, const char *name, uint64_t size)
{
	struct package p = {.name = name, .version = "1", .architecture = "all", .installed_size = size};
	vec_push(&u->package, p);
	return u->package.n - 1;
}

static struct package_ids ids_of(struct universe *u, unsigned set)
{
	struct package_ids ids = {arena_alloc(&u->arena, MOST * sizeof(package_id)), 0};
	for (package_id id = 0; id < MOST; id++)
		if (set >> id & 1)
			ids.at[ids.n++] = id;
	return ids;
}

static unsigned set_of(const struct package_ids *ids)
{
	unsigned set = 0;
	for (size_t i = 0; i < ids->n; i++)
		set |= 1u << ids->at[i];
	return set;
}

/* One to three alternatives; each has the real package, stand-ins, both or
 * neither. Never what `owner` meets itself. */
static struct relation random_relation(struct universe *u, uint64_t *seed, package_id owner)
{
	unsigned n = (unsigned)u->package.n;
	struct relation r = {.kind = owner == PACKAGE_NONE ? RELATION_ROOT : RELATION_DEPENDS, .text = "relation"};
	r.n = 1 + random_below(seed, 3);
	r.alternative = arena_alloc(&u->arena, r.n * sizeof(*r.alternative));
	for (size_t a = 0; a < r.n; a++) {
		package_id id = random_below(seed, n);
		unsigned real = id != owner && random_below(seed, 8) > 2 ? 1u << id : 0, others = 0;
		for (unsigned k = random_below(seed, 4); k > 0; k--)
			others |= 1u << random_below(seed, n);
		others &= ~(1u << id);
		if (owner != PACKAGE_NONE)
			others &= ~(1u << owner);
		r.alternative[a] = (struct alternative){.name = u->package.at[id].name, .text = "alternative",
							.known = true, .real = ids_of(u, real),
							.providers = ids_of(u, others)};
	}
	return r;
}

static void random_package(struct universe *u, uint64_t *seed, package_id id)
{
	struct package *p = &u->package.at[id];
	p->relations = random_below(seed, 3);
	p->relation = arena_alloc(&u->arena, 3 * sizeof(*p->relation));
	for (size_t r = 0; r < p->relations; r++)
		p->relation[r] = random_relation(u, seed, id);
	p->conflicts = random_below(seed, 4) == 0 ? 1 + random_below(seed, 2) : 0;
	p->conflict = arena_alloc(&u->arena, 3 * sizeof(*p->conflict));
	for (size_t c = 0; c < p->conflicts; c++) {
		unsigned with = 1u << random_below(seed, (unsigned)u->package.n);
		with |= 1u << random_below(seed, (unsigned)u->package.n);
		p->conflict[c] = (struct conflict){"Conflicts", "conflict", ids_of(u, with & ~(1u << id))};
	}
}

static void random_model(struct model *m, uint64_t seed)
{
	unsigned n = 3 + random_below(&seed, MOST - 2), unit = random_below(&seed, 2) ? 1 : 1024;
	*m = (struct model){0};
	for (unsigned i = 0; i < n; i++)
		m->rank[i] = i;
	for (unsigned i = n - 1; i > 0; i--) {
		unsigned j = random_below(&seed, i + 1), old = m->rank[i];
		m->rank[i] = m->rank[j];
		m->rank[j] = old;
	}
	for (unsigned i = 0; i < n; i++) {
		package_id id = add(&m->u, names[m->rank[i]], unit * random_below(&seed, 4));
		if (random_below(&seed, 4) == 0) /* counts only where the other says nothing */
			m->u.package.at[id].download_size = unit * 2;
	}
	for (unsigned i = 0; i < n; i++)
		random_package(&m->u, &seed, i);
	m->u.roots = 1 + random_below(&seed, 3);
	m->u.root = arena_alloc(&m->u.arena, m->u.roots * sizeof(*m->u.root));
	for (size_t r = 0; r < m->u.roots; r++)
		m->u.root[r] = random_relation(&m->u, &seed, PACKAGE_NONE);
}

/* --- exhaustive search ---------------------------------------------------- */

static bool meets(const struct relation *r, unsigned set, bool any)
{
	for (size_t a = 0; a < r->n; a++) {
		const struct alternative *alternative = &r->alternative[a];
		if (set & set_of(&alternative->real))
			return true;
		if ((any || !alternative->real.n) && set & set_of(&alternative->providers))
			return true;
	}
	return false;
}

/* With `root`, that package stands for the request. */
static bool valid(const struct universe *u, package_id root, unsigned set, bool any)
{
	if (root != PACKAGE_NONE && !(set >> root & 1))
		return false;
	for (size_t r = 0; root == PACKAGE_NONE && r < u->roots; r++)
		if (!meets(&u->root[r], set, any))
			return false;
	for (package_id id = 0; id < u->package.n; id++) {
		const struct package *p = &u->package.at[id];
		if (!(set >> id & 1))
			continue;
		for (size_t r = 0; r < p->relations; r++)
			if (!meets(&p->relation[r], set, any))
				return false;
		for (size_t c = 0; c < p->conflicts; c++)
			if (set & set_of(&p->conflict[c].with))
				return false;
	}
	return true;
}

static uint64_t size_of(const struct universe *u, unsigned set)
{
	uint64_t size = 0;
	for (package_id id = 0; id < u->package.n; id++)
		size += set >> id & 1 ? package_size(&u->package.at[id]) : 0;
	return size;
}

static unsigned ranks_of(const struct model *m, unsigned set)
{
	unsigned ranks = 0;
	for (package_id id = 0; id < m->u.package.n; id++)
		ranks |= (set >> id & 1) << m->rank[id];
	return ranks;
}

static bool is_better(const struct model *m, unsigned a, unsigned b)
{
	uint64_t x = size_of(&m->u, a), y = size_of(&m->u, b);
	int n = __builtin_popcount(a), k = __builtin_popcount(b);
	if (x != y || n != k)
		return x != y ? x < y : n < k;
	/* Of two lists as long, the first that differs: the lowest rank not in both. */
	unsigned p = ranks_of(m, a), q = ranks_of(m, b), differ = p ^ q;
	return p & differ & -differ;
}

struct answer {
	bool any, found;
	unsigned set;
};

static struct answer best_of(const struct model *m, package_id root, unsigned forbidden, bool any)
{
	struct answer best = {.any = any};
	for (unsigned set = 0; set < 1u << m->u.package.n; set++) {
		if (set & forbidden || !valid(&m->u, root, set, any))
			continue;
		if (!best.found || is_better(m, set, best.set))
			best = (struct answer){any, true, set};
	}
	if (!best.found && !any)
		return best_of(m, root, forbidden, true);
	return best;
}

static unsigned result(const struct solution *s)
{
	unsigned set = 0;
	for (size_t i = 0; i < s->chosen.n; i++)
		set |= 1u << s->chosen.at[i].id;
	return set;
}

/* --- random universes ----------------------------------------------------- */

/* Each package is there for a relation that it meets, of one that is there. */
static void check_reasons(const struct universe *u, const struct solution *s, unsigned seed)
{
	for (size_t i = 0; i < s->chosen.n; i++) {
		const struct chosen *c = &s->chosen.at[i];
		const struct relation *first = c->by == PACKAGE_NONE ? u->root : u->package.at[c->by].relation;
		size_t n = c->by == PACKAGE_NONE ? u->roots : u->package.at[c->by].relations;
		if (i && strcmp(u->package.at[c[-1].id].name, u->package.at[c->id].name) >= 0)
			fail_msg("seed %u: not by name", seed);
		if (c->by != PACKAGE_NONE && !solution_has(s, c->by))
			fail_msg("seed %u: package %zu is for one that is not there", seed, c->id);
		if (c->relation < first || c->relation >= first + n || !meets(c->relation, 1u << c->id, true))
			fail_msg("seed %u: package %zu is for a relation that it does not meet", seed, c->id);
	}
}

static void check_solution(const struct model *m, const struct solve_options *options, unsigned forbidden,
			   unsigned seed)
{
	struct answer best = best_of(m, PACKAGE_NONE, forbidden, options->any_provider);
	struct solution s;
	struct err err = {0};
	int status = solve(&m->u, options, &s, &err);
	if (!best.found) {
		if (status != -1 || err.status != STATUS_UNSOLVABLE)
			fail_msg("seed %u: a solution where there is none", seed);
	} else {
		uint64_t size = size_of(&m->u, best.set);
		if (status || result(&s) != best.set || s.cost != size || s.lower_bound != size || !s.optimal)
			fail_msg("seed %u, any %d, avoid %x: status %d, set %x of %llu (bound %llu, %s), best is %x of %llu",
				 seed, options->any_provider, forbidden, status, result(&s),
				 (unsigned long long)s.cost, (unsigned long long)s.lower_bound,
				 s.optimal ? "optimal" : "not optimal", best.set, (unsigned long long)size);
		check_reasons(&m->u, &s, seed);
	}
	solution_release(&s);
	err_release(&err);
}

static void test_least_size_then_count_then_names(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct model m;
		random_model(&m, seed);
		for (int any = 0; any < 2; any++) {
			const struct solve_options options = {.any_provider = any};
			check_solution(&m, &options, 0, seed);
		}
		universe_release(&m.u);
	}
}

static void test_avoided_are_never_chosen(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct model m;
		random_model(&m, seed);
		package_id one = seed % m.u.package.n, other = seed / 3 % m.u.package.n;
		const char *avoid[] = {m.u.package.at[one].name, m.u.package.at[other].name};
		const struct solve_options options = {.avoid = {avoid, 2, 2}};
		check_solution(&m, &options, 1u << one | 1u << other, seed);
		universe_release(&m.u);
	}
}

/* Preferred packages cost nothing: the rest is as small as it can be. */
static void test_preferred_cost_nothing(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct model m;
		struct solution s;
		struct err err = {0};
		random_model(&m, seed);
		package_id one = seed % m.u.package.n, other = seed / 3 % m.u.package.n;
		unsigned free_ones = 1u << one | 1u << other;
		const char *prefer[] = {m.u.package.at[one].name, m.u.package.at[other].name};
		const struct solve_options options = {.prefer = {prefer, 2, 2}};
		struct answer best = best_of(&m, PACKAGE_NONE, 0, false);
		uint64_t least = UINT64_MAX;
		for (unsigned set = 0; best.found && set < 1u << m.u.package.n; set++)
			if (valid(&m.u, PACKAGE_NONE, set, best.any) && size_of(&m.u, set & ~free_ones) < least)
				least = size_of(&m.u, set & ~free_ones);
		int status = solve(&m.u, &options, &s, &err);
		if (best.found != (status == 0))
			fail_msg("seed %u: status %d", seed, status);
		if (best.found && (!valid(&m.u, PACKAGE_NONE, result(&s), best.any) ||
				   size_of(&m.u, result(&s) & ~free_ones) != least))
			fail_msg("seed %u: set %x, prefer %x", seed, result(&s), free_ones);
		solution_release(&s);
		err_release(&err);
		universe_release(&m.u);
	}
}

static void test_each_package_as_root(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct model m;
		random_model(&m, seed);
		const struct solve_options options = {.any_provider = seed % 4 == 0};
		struct each *each = each_open(&m.u, &options);
		for (package_id id = 0; id < m.u.package.n; id++) {
			struct answer best = best_of(&m, id, 0, options.any_provider);
			struct each_result r = each_solve(each, id);
			bool fine = r.solvable == best.found;
			if (fine && best.found)
				fine = r.optimal && r.cost == size_of(&m.u, best.set) &&
				       r.packages == (size_t)__builtin_popcount(best.set);
			if (!fine)
				fail_msg("seed %u, root %zu: solvable %d, %zu packages of %llu, best is %x", seed, id,
					 r.solvable, r.packages, (unsigned long long)r.cost, best.set);
		}
		each_close(each);
		universe_release(&m.u);
	}
}

/* --- single claims -------------------------------------------------------- */

/* app needs lib; mini, smaller, provides it. */
static void make_stand_in(struct model *m, bool real_fits)
{
	*m = (struct model){0};
	package_id app = add(&m->u, "app", 10), lib = add(&m->u, "lib", 100), mini = add(&m->u, "mini", 1);
	struct relation *r = arena_alloc(&m->u.arena, 2 * sizeof(*r));
	struct alternative *a = arena_alloc(&m->u.arena, 2 * sizeof(*a));
	a[0] = (struct alternative){.name = "app", .text = "app", .known = true, .real = ids_of(&m->u, 1u << app)};
	a[1] = (struct alternative){.name = "lib", .text = "lib", .known = true,
				    .real = ids_of(&m->u, real_fits ? 1u << lib : 0),
				    .providers = ids_of(&m->u, 1u << mini)};
	r[0] = (struct relation){RELATION_ROOT, "app", a, 1};
	r[1] = (struct relation){RELATION_DEPENDS, "lib", a + 1, 1};
	m->u.root = r;
	m->u.roots = 1;
	m->u.package.at[app].relation = r + 1;
	m->u.package.at[app].relations = 1;
}

static unsigned solved(const struct model *m, const struct solve_options *options)
{
	struct solution s;
	struct err err = {0};
	assert_int_equal(solve(&m->u, options, &s, &err), 0);
	unsigned set = result(&s);
	solution_release(&s);
	return set;
}

static void test_stands_in_only_where_no_real_one_fits(void **state)
{
	struct model m;
	(void)state;
	make_stand_in(&m, true);
	assert_int_equal(solved(&m, &(struct solve_options){0}), 1 | 2);
	universe_release(&m.u);
	make_stand_in(&m, false);
	assert_int_equal(solved(&m, &(struct solve_options){0}), 1 | 4);
	universe_release(&m.u);
}

static void test_any_provider_takes_the_smaller(void **state)
{
	struct model m;
	(void)state;
	make_stand_in(&m, true);
	assert_int_equal(solved(&m, &(struct solve_options){.any_provider = true}), 1 | 4);
	universe_release(&m.u);
}

static void test_only_a_stand_in_gives_a_solution(void **state)
{
	struct model m;
	const char *lib = "lib";
	(void)state;
	make_stand_in(&m, true);
	struct conflict c = {"Conflicts", "lib", ids_of(&m.u, 2)};
	m.u.package.at[0].conflict = &c;
	m.u.package.at[0].conflicts = 1;
	assert_int_equal(solved(&m, &(struct solve_options){0}), 1 | 4);
	m.u.package.at[0].conflicts = 0;
	assert_int_equal(solved(&m, &(struct solve_options){.avoid = {&lib, 1, 1}}), 1 | 4);
	universe_release(&m.u);
}

/* --- out of time ---------------------------------------------------------- */

/* The request: `clauses` relations, each any three of `n` packages. */
static void make_hard(struct universe *u, uint64_t seed, unsigned n, unsigned clauses)
{
	*u = (struct universe){0};
	for (unsigned i = 0; i < n; i++) {
		char *name = arena_alloc(&u->arena, 8);
		snprintf(name, 8, "p%u", i);
		add(u, name, 100 + random_below(&seed, 20));
	}
	u->roots = clauses;
	u->root = arena_alloc(&u->arena, clauses * sizeof(*u->root));
	for (unsigned c = 0; c < clauses; c++) {
		struct alternative *a = arena_alloc(&u->arena, 3 * sizeof(*a));
		for (size_t k = 0; k < 3; k++) {
			package_id *id = arena_alloc(&u->arena, sizeof(*id));
			*id = random_below(&seed, n);
			a[k] = (struct alternative){.name = u->package.at[*id].name, .text = "one of three",
						    .known = true, .real = {id, 1}};
		}
		u->root[c] = (struct relation){RELATION_ROOT, "three", a, 3};
	}
}

static void check_hard(const struct universe *u, const struct solution *s, unsigned seed)
{
	uint64_t size = 0;
	for (size_t i = 0; i < s->chosen.n; i++)
		size += u->package.at[s->chosen.at[i].id].installed_size;
	for (size_t r = 0; r < u->roots; r++) {
		bool met = false;
		for (size_t a = 0; a < u->root[r].n; a++)
			met |= solution_has(s, u->root[r].alternative[a].real.at[0]);
		if (!met)
			fail_msg("seed %u: relation %zu is not met", seed, r);
	}
	if (size != s->cost || s->lower_bound > s->cost || (s->optimal && s->lower_bound != s->cost))
		fail_msg("seed %u: cost %llu, bound %llu, optimal %d", seed, (unsigned long long)s->cost,
			 (unsigned long long)s->lower_bound, s->optimal);
}

static void test_bound_is_true_when_time_runs_out(void **state)
{
	unsigned stopped = 0;
	(void)state;
	for (unsigned seed = 1; seed <= 60; seed++) {
		struct universe u;
		struct solution whole, part;
		struct err err = {0};
		make_hard(&u, seed, 24, 40);
		assert_int_equal(solve(&u, &(struct solve_options){0}, &whole, &err), 0);
		assert_int_equal(solve(&u, &(struct solve_options){.timeout = 1e-9}, &part, &err), 0);
		check_hard(&u, &whole, seed);
		check_hard(&u, &part, seed);
		if (!whole.optimal || part.cost < whole.cost || part.lower_bound > whole.cost ||
		    (part.optimal && part.cost != whole.cost))
			fail_msg("seed %u: whole %llu, part %llu (bound %llu, optimal %d)", seed,
				 (unsigned long long)whole.cost, (unsigned long long)part.cost,
				 (unsigned long long)part.lower_bound, part.optimal);
		stopped += !part.optimal;
		solution_release(&whole);
		solution_release(&part);
		universe_release(&u);
	}
	assert_true(stopped > 0);
}

static void test_hard_ends_in_time(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 5; seed++) {
		struct universe u;
		struct solution s;
		struct err err = {0};
		make_hard(&u, seed, HARD, 3 * HARD);
		assert_int_equal(solve(&u, &(struct solve_options){.timeout = 0.05}, &s, &err), 0);
		check_hard(&u, &s, seed);
		assert_false(s.optimal);
		solution_release(&s);
		universe_release(&u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_least_size_then_count_then_names),
		cmocka_unit_test(test_avoided_are_never_chosen),
		cmocka_unit_test(test_preferred_cost_nothing),
		cmocka_unit_test(test_each_package_as_root),
		cmocka_unit_test(test_stands_in_only_where_no_real_one_fits),
		cmocka_unit_test(test_any_provider_takes_the_smaller),
		cmocka_unit_test(test_only_a_stand_in_gives_a_solution),
		cmocka_unit_test(test_bound_is_true_when_time_runs_out),
		cmocka_unit_test(test_hard_ends_in_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
