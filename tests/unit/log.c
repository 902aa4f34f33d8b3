/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Warnings are kept for JSON: each once, as it was shown, also under -q. */
#include "base/log.h"
#include "tests/unit/support/test.h"

static void warnings_are_kept(void **state)
{
	(void)state;
	size_t n;
	log_setup((struct log_options){.level = LOG_QUIET});
	log_warn("first %d", 1);
	log_note("not a warning");
	log_warn("a\tb\x7f");
	log_warn("first %d", 1);
	const char *const *warning = log_warnings(&n);
	assert_int_equal(n, 2);
	assert_string_equal(warning[0], "first 1");
	assert_string_equal(warning[1], "a\\x09b\\x7f");
}

static void warnings_of_the_next_build_are_its_own(void **state)
{
	(void)state;
	size_t n;
	log_forget_warnings(1);
	log_warn("second");
	const char *const *warning = log_warnings(&n);
	assert_int_equal(n, 2);
	assert_string_equal(warning[0], "first 1");
	assert_string_equal(warning[1], "second");
	log_forget_warnings(0);
	log_warnings(&n);
	assert_int_equal(n, 0);
}

static void standing_notes_are_among_them(void **state)
{
	(void)state;
	size_t n;
	log_standing_note("always so");
	log_standing_note("always so");
	assert_string_equal(log_warnings(&n)[0], "always so");
	assert_int_equal(n, 1);
	/* It was shown, but the next build has it, too. */
	log_forget_warnings(0);
	log_standing_note("always so");
	log_warnings(&n);
	assert_int_equal(n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(warnings_are_kept),
		cmocka_unit_test(warnings_of_the_next_build_are_its_own),
		cmocka_unit_test(standing_notes_are_among_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
