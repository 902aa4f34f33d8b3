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
	struct str rest = str_from(text), command;
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		assert_true(unit_next_start(&rest, &command));
		assert_true(str_is(command, expected[i]));
	}
	assert_false(unit_next_start(&rest, &command));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_starts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
