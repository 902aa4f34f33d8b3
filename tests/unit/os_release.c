/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/os_release: values as they are written in Debian and by others. */
#include "fmt/os_release.h"

#include "tests/unit/support/archive.h"

static void test_values(void **state)
{
	(void)state;
	static const struct {
		const char *text, *name, *value;
	} cases[] = {
		{"ID=debian\nVERSION_ID=\"12\"\n", "ID", "debian"},
		{"ID=debian\nVERSION_ID=\"12\"\n", "VERSION_ID", "12"},
		{"VERSION_ID='13'", "VERSION_ID", "13"},
		{"VERSION_ID=1\nVERSION_ID=2\n", "VERSION_ID", "2"},
		{"HOME_URL=\"https://example.org/?a=b\"\n", "HOME_URL", "https://example.org/?a=b"},
		{"ID=debian \r\n", "ID", "debian"},
		{"ID=\n", "ID", ""},
		{"ID", "ID", ""},
		{"ID=\"", "ID", "\""},
		{"ID=\"debian'\n", "ID", "\"debian'"},
		{"# ID=x\nXID=y\n", "ID", ""},
		{"", "ID", ""},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str value = os_release_value(str_from(cases[i].text), cases[i].name);
		if (!str_is(value, cases[i].value))
			fail_msg("case %zu: '%.*s'", i, STR_ARG(value));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_values)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
