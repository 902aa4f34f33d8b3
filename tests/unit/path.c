/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base/path: names that come from archives. */
#include "base/path.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tests/unit/support/test.h"

static void check_normal(struct str raw, const char *expected)
{
	char out[PATH_LONGEST + 1];
	struct err err = {0};
	path_normalise(raw, out, &err);
	check_no_error(&err);
	assert_string_equal(out, expected);
}

static void check_refused(struct str raw, const char *text)
{
	char out[PATH_LONGEST + 1];
	struct err err = {0};
	assert_int_equal(path_normalise(raw, out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, text);
}

/* One spelling for each place: what is compared later is compared as text. */
static void test_normal_form(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"./usr/bin/", "usr/bin"}, {"usr//bin", "usr/bin"}, {"/usr/bin", "usr/bin"},
		{"///", ""},		   {".", ""},		    {"./", ""},
		{"", ""},		   {"a/./b/.", "a/b"},	    {"...", "..."},
		{"..a", "..a"},		   {"a..", "a.."},	    {"a/.b", "a/.b"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_normal(str_from(cases[i][0]), cases[i][1]);
}

/* dpkg CVE-2022-1664, CVE-2014-0471: `..` left the tree. */
static void test_no_climbing(void **state)
{
	(void)state;
	static const char *const cases[] = {"..", "../x", "a/..", "a/../../b", "/..", "./../x",
					    "a//..//b"};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_refused(str_from(cases[i]), "climbs out of the root");
}

/* A name that C code and others would read as two. */
static void test_no_nul_or_newline(void **state)
{
	(void)state;
	check_refused(STR("a\0b"), "NUL or a newline");
	check_refused(STR("a\0"), "NUL or a newline");
	check_refused(STR("a\nb"), "NUL or a newline");
}

/* Lengths that file systems do not take (and that fixed buffers would not). */
static void test_lengths(void **state)
{
	(void)state;
	char part[PATH_PART_LONGEST + 2], longest[2 * PATH_LONGEST];
	struct buf name = {0};
	memset(part, 'x', sizeof(part));
	check_refused((struct str){part, PATH_PART_LONGEST + 1}, "longer than 255 bytes");
	for (int i = 0; i < 16; i++) {
		buf_add(&name, part, PATH_PART_LONGEST);
		buf_puts(&name, "/");
	}
	assert_int_equal(name.n, PATH_LONGEST + 1);
	memcpy(longest, name.p, name.n);
	longest[PATH_LONGEST] = 0;
	check_normal(buf_str(&name), longest);
	buf_puts(&name, "y");
	check_refused(buf_str(&name), "longer than 4095 bytes");
	buf_release(&name);
}

static void test_glob(void **state)
{
	(void)state;
	assert_true(path_glob("/usr/share/doc/*", "/usr/share/doc/a/b"));
	assert_false(path_glob("/usr/share/doc/*", "/usr/share/docs"));
	assert_true(path_glob("/usr/*/x[0-9]", "/usr/a/b/x7"));
	assert_false(path_glob("/usr", "/usr/a"));
}

static void test_merged_usr(void **state)
{
	char other[PATH_LONGEST + sizeof("/usr/")];
	(void)state;
	assert_true(path_other_name("/lib/x", other));
	assert_string_equal(other, "/usr/lib/x");
	assert_true(path_other_name("/usr/lib64/x/y", other));
	assert_string_equal(other, "/lib64/x/y");
	/* The directories themselves are links, or not. */
	assert_false(path_other_name("/lib", other));
	assert_false(path_other_name("/usr/lib/", other));
	assert_false(path_other_name("/library/x", other));
	assert_false(path_other_name("/usr/share/x", other));
	assert_false(path_other_name("/etc/lib/x", other));
	assert_true(path_glob_merged("/lib/*", "/usr/lib/x"));
	assert_true(path_glob_merged("/usr/sbin/x", "/sbin/x"));
	assert_true(path_glob_merged("*/x", "/bin/x"));
	assert_false(path_glob_merged("/lib/*", "/usr/share/x"));
	assert_false(path_glob_merged("/lib", "/usr/lib"));
}

static void test_parts(void **state)
{
	(void)state;
	char *parent = path_parent("usr/bin/x");
	assert_string_equal(parent, "usr/bin");
	free(parent);
	parent = path_parent("usr");
	assert_string_equal(parent, "");
	free(parent);
	assert_string_equal(path_base("usr/bin/x"), "x");
	assert_string_equal(path_base("x"), "x");
	assert_true(path_within("usr/bin", "usr"));
	assert_true(path_within("usr", "usr"));
	assert_true(path_within("usr", ""));
	assert_false(path_within("usrx", "usr"));
	assert_false(path_within("us", "usr"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal_form), cmocka_unit_test(test_no_climbing),
		cmocka_unit_test(test_no_nul_or_newline), cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_glob), cmocka_unit_test(test_merged_usr),
		cmocka_unit_test(test_parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
