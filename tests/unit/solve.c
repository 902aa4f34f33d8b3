/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The closure: valid, as small as the order of choice allows, refused where
 * there is none. Random universes are held against exhaustive search. */
#include "stage/solve/solve.h"

#include "base/str.h"

#include "tests/unit/support/test.h"

enum { MOST = 12 };

/* A universe in a few words: relations as lists of alternatives by index. */
static package_id add(struct universe *u, const char *name, uint64_t size)
{
	struct package p = {.name = name, .version = "1", .architecture = "all",
			    .installed_size = size};
	vec_push(&u->package, p);
	return u->package.n - 1;
}

static struct alternative one(struct universe *u, package_id id)
{
	struct alternative a = {.name = u->package.at[id].name, .text = u->package.at[id].name,
				.known = true};
	a.real.at = arena_alloc(&u->arena, sizeof(package_id));
	a.real.at[0] = id;
	a.real.n = 1;
	return a;
}

static void fill(struct universe *u, struct relation *r, enum relation_kind kind, unsigned set)
{
	struct buf text = {0};
	r->kind = kind;
	r->alternative = arena_alloc(&u->arena, MOST * sizeof(*r->alternative));
	for (package_id id = 0; id < u->package.n; id++) {
		if (!(set >> id & 1))
			continue;
		buf_printf(&text, "%s%s", r->n ? " | " : "", u->package.at[id].name);
		r->alternative[r->n++] = one(u, id);
	}
	r->text = arena_strdup(&u->arena, text.p ? text.p : "nothing");
	buf_release(&text);
}

static void depend(struct universe *u, package_id id, unsigned set)
{
	struct package *p = &u->package.at[id];
	if (!p->relation)
		p->relation = arena_alloc(&u->arena, MOST * sizeof(*p->relation));
	fill(u, &p->relation[p->relations++], RELATION_DEPENDS, set);
}

static void ask(struct universe *u, unsigned set)
{
	if (!u->root)
		u->root = arena_alloc(&u->arena, MOST * sizeof(*u->root));
	fill(u, &u->root[u->roots++], RELATION_ROOT, set);
}

static void conflict(struct universe *u, package_id id, package_id with)
{
	struct package *p = &u->package.at[id];
	p->conflict = arena_alloc(&u->arena, sizeof(*p->conflict));
	p->conflicts = 1;
	p->conflict->kind = "Conflicts";
	p->conflict->text = u->package.at[with].name;
	p->conflict->with.at = arena_alloc(&u->arena, sizeof(package_id));
	p->conflict->with.at[0] = with;
	p->conflict->with.n = 1;
}

static unsigned result(const struct solution *s)
{
	unsigned set = 0;
	for (size_t i = 0; i < s->chosen.n; i++)
		set |= 1u << s->chosen.at[i].id;
	return set;
}

static void test_chain(void **state)
{
	struct universe u = {0};
	struct solution s;
	struct err err = {0};
	const struct solve_options none = {0};
	(void)state;
	package_id a = add(&u, "a", 10), b = add(&u, "b", 20), c = add(&u, "c", 40);
	add(&u, "unrelated", 80);
	depend(&u, a, 1u << b);
	depend(&u, b, 1u << c);
	ask(&u, 1u << a);
	assert_int_equal(solve(&u, &none, &s, &err), 0);
	assert_int_equal(result(&s), 7);
	assert_int_equal(s.cost, 70);
	assert_true(s.optimal);
	assert_int_equal(s.chosen.at[2].by, b);
	solution_release(&s);
	universe_release(&u);
}

static void test_conflict_makes_it_choose_again(void **state)
{
	struct universe u = {0};
	struct solution s;
	struct err err = {0};
	const struct solve_options none = {0};
	(void)state;
	package_id a = add(&u, "a", 1), first = add(&u, "first", 1), second = add(&u, "second", 1);
	package_id b = add(&u, "b", 1), deep = add(&u, "deep", 1);
	depend(&u, a, 1u << first | 1u << second);
	depend(&u, first, 1u << deep);
	conflict(&u, deep, b);
	ask(&u, 1u << a);
	ask(&u, 1u << b);
	assert_int_equal(solve(&u, &none, &s, &err), 0);
	assert_int_equal(result(&s), 1u << a | 1u << b | 1u << second);
	solution_release(&s);
	universe_release(&u);
}

static void test_steering(void **state)
{
	struct universe u = {0};
	struct solution s;
	struct err err = {0};
	const char *names[] = {"second"};
	struct solve_options options = {.prefer = {names, 1, 1}};
	(void)state;
	package_id a = add(&u, "a", 1), first = add(&u, "first", 1), second = add(&u, "second", 1);
	depend(&u, a, 1u << first | 1u << second);
	depend(&u, first, 1u << second);
	ask(&u, 1u << a);
	assert_int_equal(solve(&u, &options, &s, &err), 0);
	assert_int_equal(result(&s), 1u << a | 1u << second);
	solution_release(&s);
	options = (struct solve_options){.avoid = {names, 1, 1}};
	assert_int_equal(solve(&u, &options, &s, &err), -1);
	assert_int_equal(err.status, STATUS_UNSOLVABLE);
	options = (struct solve_options){.exclude = {names, 1, 1}};
	assert_int_equal(solve(&u, &options, &s, &err), 0);
	assert_int_equal(result(&s), 1u << a | 1u << first);
	assert_int_equal(s.cut.n, 1);
	assert_string_equal(s.cut.at[0].rule, "exclude");
	solution_release(&s);
	err_release(&err);
	universe_release(&u);
}

static unsigned random_below(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245 + 12345;
	return (*seed >> 16) % n;
}

static unsigned random_set(unsigned *seed, unsigned n)
{
	unsigned set = 0;
	for (unsigned k = 0; k < 1 + random_below(seed, 3); k++)
		set |= 1u << random_below(seed, n);
	return set;
}

static void random_universe(struct universe *u, unsigned seed)
{
	static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
	unsigned n = 3 + random_below(&seed, 8);
	for (unsigned i = 0; i < n; i++)
		add(u, names[i], 1 + random_below(&seed, 9));
	for (unsigned i = 0; i < n; i++) {
		for (unsigned k = random_below(&seed, 3); k > 0; k--) {
			unsigned set = random_set(&seed, n);
			if (!(set >> i & 1)) /* what it meets itself is never in a universe */
				depend(u, i, set);
		}
		unsigned with = random_below(&seed, n);
		if (random_below(&seed, 3) == 0 && with != i)
			conflict(u, i, with);
	}
	ask(u, random_set(&seed, n));
	ask(u, random_set(&seed, n));
}

static bool meets(const struct relation *r, unsigned set)
{
	for (size_t a = 0; a < r->n; a++)
		if (set >> r->alternative[a].real.at[0] & 1)
			return true;
	return false;
}

static bool valid(const struct universe *u, unsigned set)
{
	for (size_t r = 0; r < u->roots; r++)
		if (!meets(&u->root[r], set))
			return false;
	for (package_id id = 0; id < u->package.n; id++) {
		const struct package *p = &u->package.at[id];
		if (!(set >> id & 1))
			continue;
		for (size_t r = 0; r < p->relations; r++)
			if (!meets(&p->relation[r], set))
				return false;
		for (size_t c = 0; c < p->conflicts; c++)
			if (set >> p->conflict[c].with.at[0] & 1)
				return false;
	}
	return true;
}

static uint64_t cheapest(const struct universe *u)
{
	uint64_t best = UINT64_MAX;
	for (unsigned set = 0; set < 1u << u->package.n; set++) {
		uint64_t cost = 0;
		for (package_id id = 0; id < u->package.n; id++)
			cost += set >> id & 1 ? u->package.at[id].installed_size : 0;
		if (cost < best && valid(u, set))
			best = cost;
	}
	return best;
}

static void test_random(void **state)
{
	const struct solve_options none = {0};
	(void)state;
	for (unsigned seed = 1; seed <= 3000; seed++) {
		struct universe u = {0};
		struct solution s;
		struct err err = {0};
		random_universe(&u, seed);
		uint64_t best = cheapest(&u);
		int status = solve(&u, &none, &s, &err);
		bool fine = best == UINT64_MAX
				    ? status == -1 && err.status == STATUS_UNSOLVABLE
				    : status == 0 && valid(&u, result(&s)) && s.lower_bound <= best &&
					      s.cost == best && s.optimal && s.lower_bound == best;
		if (!fine)
			fail_msg("seed %u: status %d, best %llu, cost %llu, bound %llu", seed, status,
				 (unsigned long long)best, (unsigned long long)s.cost,
				 (unsigned long long)s.lower_bound);
		solution_release(&s);
		err_release(&err);
		universe_release(&u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chain),
		cmocka_unit_test(test_conflict_makes_it_choose_again),
		cmocka_unit_test(test_steering),
		cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
