/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a service of systemd starts. */
#include "fmt/unit.h"

#include "base/mem.h"
#include "tests/unit/support/test.h"

static void test_starts(void **state)
{
	static const char text[] = "[Service]\n# ExecStart=/no\nExecStartPre=-/usr/bin/pre a b\n"
				   "ExecStart=\nExecStart = @/usr/sbin/main arg0\nExecStop=/usr/bin/stop\n"
				   "ExecStartPost=!!named\nType=simple";
	static const char *const expected[] = {"/usr/bin/pre", "/usr/sbin/main", "named"};
	struct arena arena = {0};
	struct unit unit;
	struct err err = {0};
	(void)state;
	reader_run(&unit_reader, str_from(text), NULL, &arena, &unit, &err);
	check_no_error(&err);
	assert_int_equal(unit.start.n, ARRAY_LEN(expected));
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_true(str_is(unit.start.at[i], expected[i]));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_starts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
