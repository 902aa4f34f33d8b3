/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shipped facts of suites: pockets, and which names are of different releases. */
#include "model/rules.h"
#include "tests/unit/support/test.h"

static void load(const char *text, struct suite_rules *rules, struct arena *arena, int want, const char *says)
{
	struct err err = {0};
	struct deb822 file;
	assert_int_equal(deb822_parse("x.rules", str_from(text), 0, STATUS_FATAL, &file, &err), 0);
	int status = 0;
	for (size_t i = 0; i < file.stanza.n && !status; i++)
		status = suite_rules_read(rules, arena, &file, &file.stanza.at[i], &err);
	assert_int_equal(status, want);
	if (says)
		assert_non_null(strstr(err.text, says));
	err_release(&err);
	deb822_release(&file);
}

static void test_shipped(void **state)
{
	static const char *const with_pockets[] = {"bullseye", "bookworm", "trixie", "stable"};
	static const char *const without[] = {"sid", "unstable", "experimental"};
	static const char *const unsettled[] = {"forky", "testing", "internal"};
	struct rules rules;
	struct err err = {0};
	(void)state;
	assert_int_equal(rules_load("data/rules", &rules, &err), 0);
	for (size_t i = 0; i < ARRAY_LEN(with_pockets); i++) {
		assert_true(suite_has(&rules.suites, with_pockets[i], "-updates"));
		assert_true(suite_has(&rules.suites, with_pockets[i], "-security"));
		assert_false(suite_lacks(&rules.suites, with_pockets[i], "-security"));
		assert_true(suite_lacks(&rules.suites, with_pockets[i], "-nonsense"));
	}
	for (size_t i = 0; i < ARRAY_LEN(without); i++)
		assert_true(suite_lacks(&rules.suites, without[i], "-updates"));
	for (size_t i = 0; i < ARRAY_LEN(unsettled); i++) {
		assert_false(suite_has(&rules.suites, unsettled[i], "-updates"));
		assert_false(suite_lacks(&rules.suites, unsettled[i], "-updates"));
	}
	assert_true(suites_contradict(&rules.suites, "trixie", "bookworm/updates"));
	assert_true(suites_contradict(&rules.suites, "unstable", "bookworm"));
	assert_false(suites_contradict(&rules.suites, "unstable", "experimental"));
	assert_false(suites_contradict(&rules.suites, "trixie", "trixie-backports"));
	assert_false(suites_contradict(&rules.suites, "trixie", "stable-security"));
	assert_false(suites_contradict(&rules.suites, "trixie", "trix"));
	assert_false(suites_contradict(&rules.suites, "", "trixie"));
	rules_release(&rules);
}

static void test_errors(void **state)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{"Suite: a\nPocket: -x\n", "unknown field 'Pocket'"},
		{"Suite: a\nPockets: -x, updates\n", "'updates' is not a pocket"},
		{"Suite: a\n\nSuite: a\n", "x.rules:3"},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct suite_rules rules = {0};
		struct arena arena = {0};
		load(wrong[i].text, &rules, &arena, -1, wrong[i].says);
		suite_rules_release(&rules);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
