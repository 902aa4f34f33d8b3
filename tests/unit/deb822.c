/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The strict reader of control data: what it accepts, and that every looseness
 * has a line and a column. */
#include "fmt/deb822.h"

#include "tests/unit/support/test.h"

static void test_stanzas(void **state)
{
	static const char text[] = "# head\nPackage: a\nDepends: b,\n c | d\n\n\nPackage:\n x\n y\n";
	struct deb822 file;
	struct err err = {0};
	(void)state;
	assert_int_equal(deb822_parse("t", STR(text), DEB822_COMMENTS, STATUS_FATAL, &file, &err), 0);
	assert_int_equal(file.stanza.n, 2);
	assert_true(str_is(deb822_find(&file.stanza.at[0], "package")->value, "a"));
	assert_true(str_is(deb822_find(&file.stanza.at[0], "Depends")->value, "b,\n c | d"));
	assert_int_equal(deb822_find(&file.stanza.at[0], "Depends")->line, 3);
	assert_null(deb822_find(&file.stanza.at[0], "Version"));
	struct str rest = deb822_find(&file.stanza.at[1], "Package")->value, line;
	assert_true(deb822_next_line(&rest, &line) && line.n == 0);
	assert_true(deb822_next_line(&rest, &line) && str_is(line, "x"));
	assert_true(deb822_next_line(&rest, &line) && str_is(line, "y"));
	assert_false(deb822_next_line(&rest, &line));
	deb822_release(&file);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *text, *place;
	} cases[] = {
		{"Package a\n", "t:1:1: "},                 /* no colon */
		{"A: 1\nB: 2\na: 3\n", "t:3:1: "},          /* twice, in other case */
		{"Foo_Bar: 1\n", "t:1:4: "},                /* not a name */
		{"-A: 1\n", "t:1:1: "},                     /* not a name */
		{" folded\n", "t:1:1: "},                   /* nothing to fold into */
		{"A: 1\n\n folded\n", "t:3:1: "},           /* the stanza has ended */
		{"A: 1\nB: \001\n", "t:2:4: "},             /* control byte */
		{"A: 1\n# c\n folded\n", "t:3:1: "},        /* a value has no holes */
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct deb822 file;
		struct err err = {0};
		assert_int_equal(deb822_parse("t", str_from(cases[i].text), DEB822_COMMENTS,
					      STATUS_UNTRUSTED, &file, &err), -1);
		assert_int_equal(err.status, STATUS_UNTRUSTED);
		assert_true(str_starts(str_from(err.text), cases[i].place));
		err_release(&err);
	}
}

static void test_no_comments_in_packages(void **state)
{
	struct deb822 file;
	struct err err = {0};
	(void)state;
	assert_int_equal(deb822_parse("t", STR("# c\nA: 1\n"), 0, STATUS_UNTRUSTED, &file, &err), -1);
	err_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stanzas),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_no_comments_in_packages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
