/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why there is no solution: the reasons given suffice, and not one of them can
 * be spared. Each relation and conflict of a random universe bears a number, so
 * that lines lead back to them; exhaustive search judges. */
#include "stage/solve/solve.h"
#include "stage/solve/each.h"

#include <stdlib.h>

#include "base/str.h"

#include "tests/unit/support/test.h"

enum { MOST = 8, MOST_REASONS = 64, SEEDS = 6000 };

static unsigned random_below(uint64_t *seed, unsigned n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % n;
}

/* "Not all of `owner` without one of `meets`": a relation, whose owner may be
 * the request; or "`owner` beside none of `against`". */
struct reason {
	package_id owner;
	bool is_conflict;
	unsigned others;
};

struct model {
	struct universe u;
	struct reason reason[MOST_REASONS];
	size_t n;
};

/* The text of the reason that comes next: its number. */
static const char *number(struct model *m, package_id owner, bool is_conflict, unsigned others)
{
	char *text = arena_alloc(&m->u.arena, 8);
	snprintf(text, 8, "<%zu>", m->n);
	m->reason[m->n++] = (struct reason){owner, is_conflict, others};
	return text;
}

static struct package_ids ids_of(struct universe *u, unsigned set)
{
	struct package_ids ids = {arena_alloc(&u->arena, MOST * sizeof(package_id)), 0};
	for (package_id id = 0; id < MOST; id++)
		if (set >> id & 1)
			ids.at[ids.n++] = id;
	return ids;
}

static unsigned random_set(const struct model *m, uint64_t *seed, unsigned most)
{
	unsigned set = 0;
	for (unsigned k = random_below(seed, most + 1); k > 0; k--)
		set |= 1u << random_below(seed, (unsigned)m->u.package.n);
	return set;
}

/* Real packages and stand-ins; now and then nothing that fits. */
static struct relation random_relation(struct model *m, uint64_t *seed, package_id owner)
{
	unsigned real = random_set(m, seed, 2), others = random_set(m, seed, 1) & ~real;
	struct relation r = {.kind = owner == PACKAGE_NONE ? RELATION_ROOT : RELATION_DEPENDS, .n = 1};
	if (owner != PACKAGE_NONE) {
		real &= ~(1u << owner);
		others &= ~(1u << owner);
	}
	r.text = number(m, owner, false, real | others);
	r.alternative = arena_alloc(&m->u.arena, sizeof(*r.alternative));
	*r.alternative = (struct alternative){.name = "one", .text = r.text, .known = real | others,
					      .real = ids_of(&m->u, real),
					      .providers = ids_of(&m->u, others)};
	return r;
}

static void random_package(struct model *m, uint64_t *seed, package_id id)
{
	struct package *p = &m->u.package.at[id];
	p->relations = random_below(seed, 3);
	p->relation = arena_alloc(&m->u.arena, 2 * sizeof(*p->relation));
	for (size_t r = 0; r < p->relations; r++)
		p->relation[r] = random_relation(m, seed, id);
	p->conflicts = random_below(seed, 3);
	p->conflict = arena_alloc(&m->u.arena, 2 * sizeof(*p->conflict));
	for (size_t c = 0; c < p->conflicts; c++) {
		unsigned with = random_set(m, seed, 2) & ~(1u << id);
		p->conflict[c].kind = "Conflicts";
		p->conflict[c].text = number(m, id, true, with);
		p->conflict[c].with = ids_of(&m->u, with);
	}
}

static void random_model(struct model *m, uint64_t seed)
{
	static const char *const names[MOST] = {"a", "b", "c", "d", "e", "f", "g", "h"};
	unsigned n = 3 + random_below(&seed, MOST - 2);
	*m = (struct model){0};
	for (unsigned i = 0; i < n; i++) {
		struct package p = {.name = names[i], .version = "1", .architecture = "all",
				    .installed_size = 1};
		vec_push(&m->u.package, p);
	}
	for (unsigned i = 0; i < n; i++)
		random_package(m, &seed, i);
	m->u.roots = 1 + random_below(&seed, 4);
	m->u.root = arena_alloc(&m->u.arena, m->u.roots * sizeof(*m->u.root));
	for (size_t r = 0; r < m->u.roots; r++)
		m->u.root[r] = random_relation(m, &seed, PACKAGE_NONE);
}

static bool holds(const struct reason *r, unsigned set)
{
	bool active = r->owner == PACKAGE_NONE || set >> r->owner & 1;
	return !active || (r->is_conflict ? !(set & r->others) : (set & r->others) != 0);
}

/* Whether some set of packages, none forbidden, all of `wanted`, meets these. */
static bool satisfiable(const struct model *m, uint64_t reasons, unsigned wanted, unsigned forbidden)
{
	for (unsigned set = 0; set < 1u << m->u.package.n; set++) {
		bool fine = (set & wanted) == wanted && !(set & forbidden);
		for (size_t r = 0; fine && r < m->n; r++)
			fine = !(reasons >> r & 1) || holds(&m->reason[r], set);
		if (fine)
			return true;
	}
	return false;
}

static void print(const struct model *m)
{
	for (size_t r = 0; r < m->n; r++) {
		const struct reason *reason = &m->reason[r];
		print_message("<%zu> %s %s", r,
			      reason->owner == PACKAGE_NONE ? "request" : m->u.package.at[reason->owner].name,
			      reason->is_conflict ? "conflicts with" : "needs one of");
		for (package_id id = 0; id < m->u.package.n; id++)
			if (reason->others >> id & 1)
				print_message(" %s", m->u.package.at[id].name);
		print_message("\n");
	}
}

/* The numbers in a text: one in each of its lines, none twice. */
static uint64_t reasons_in(const struct model *m, const char *text, unsigned seed)
{
	struct str rest = str_trim(str_from(text)), line;
	uint64_t found = 0;
	while (str_split(&rest, '\n', &line)) {
		const char *open = memchr(line.p, '<', line.n);
		size_t r = open ? strtoul(open + 1, NULL, 10) : m->n;
		if (r >= m->n || found >> r & 1) {
			print(m);
			fail_msg("seed %u: no reason, or one named twice: %.*s", seed, STR_ARG(line));
		}
		found |= UINT64_C(1) << r;
	}
	return found;
}

static void check_reasons(const struct model *m, const char *text, unsigned wanted, unsigned forbidden,
			  unsigned seed)
{
	uint64_t reasons = reasons_in(m, text, seed);
	if (satisfiable(m, reasons, wanted, forbidden)) {
		print(m);
		fail_msg("seed %u, wanted %x, forbidden %x: these alone can be met:\n%s", seed, wanted, forbidden, text);
	}
	for (size_t r = 0; r < m->n; r++) {
		if (!(reasons >> r & 1) || satisfiable(m, reasons & ~(UINT64_C(1) << r), wanted, forbidden))
			continue;
		print(m);
		fail_msg("seed %u, wanted %x, forbidden %x: <%zu> can be spared:\n%s", seed, wanted, forbidden, r,
			 text);
	}
}

/* The request of each universe; its reasons come after the first line. */
static unsigned check_requests(unsigned avoided)
{
	unsigned unsolvable = 0;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct model m;
		struct solution s;
		struct err err = {0};
		random_model(&m, seed);
		package_id one = seed % m.u.package.n;
		unsigned forbidden = avoided ? 1u << one : 0;
		const char *name = m.u.package.at[one].name;
		const struct solve_options options = {.avoid = {&name, avoided, avoided}};
		bool possible = satisfiable(&m, UINT64_MAX, 0, forbidden);
		int status = solve(&m.u, &options, &s, &err);
		if (possible != (status == 0))
			fail_msg("seed %u: status %d", seed, status);
		if (!possible) {
			const char *reasons = strchr(err.text, '\n');
			assert_int_equal(err.status, STATUS_UNSOLVABLE);
			assert_non_null(reasons);
			check_reasons(&m, reasons, 0, forbidden, seed);
			unsolvable++;
		}
		solution_release(&s);
		err_release(&err);
		universe_release(&m.u);
	}
	return unsolvable;
}

static void test_no_reason_can_be_spared(void **state)
{
	(void)state;
	assert_true(check_requests(0) > SEEDS / 10);
}

static void test_no_reason_can_be_spared_with_avoided(void **state)
{
	(void)state;
	assert_true(check_requests(1) > SEEDS / 10);
}

/* Each package as root; the request does not count. */
static void test_single_packages(void **state)
{
	unsigned unsolvable = 0;
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct model m;
		const struct solve_options none = {0};
		random_model(&m, seed);
		uint64_t all = 0;
		for (size_t r = 0; r < m.n; r++)
			all |= m.reason[r].owner != PACKAGE_NONE ? UINT64_C(1) << r : 0;
		struct each *each = each_open(&m.u, &none);
		for (package_id id = 0; id < m.u.package.n; id++) {
			struct buf text CLEANUP(buf_release) = {0};
			bool possible = satisfiable(&m, all, 1u << id, 0);
			if (possible != each_solve(each, id).solvable)
				fail_msg("seed %u, root %zu: solvable %d", seed, id, !possible);
			if (possible)
				continue;
			each_explain(each, id, &text);
			assert_non_null(text.p);
			check_reasons(&m, text.p, 1u << id, 0, seed);
			unsolvable++;
		}
		each_close(each);
		universe_release(&m.u);
	}
	assert_true(unsolvable > SEEDS / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_reason_can_be_spared),
		cmocka_unit_test(test_no_reason_can_be_spared_with_avoided),
		cmocka_unit_test(test_single_packages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
