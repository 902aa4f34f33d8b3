/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base/str: views, numbers, sizes, buffers, suggestions. */
#include "base/str.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tests/unit/support/test.h"

/* Pieces between separators, the empty ones too, and an end that is found. */
static void test_split(void **state)
{
	(void)state;
	struct str rest = STR("a,,b,"), piece;
	static const char *const expected[] = {"a", "", "b", ""};
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		assert_true(str_split(&rest, ',', &piece));
		assert_true(str_is(piece, expected[i]));
	}
	assert_false(str_split(&rest, ',', &piece));
}

static void test_compare(void **state)
{
	(void)state;
	assert_true(str_equal((struct str){NULL, 0}, STR("")));
	assert_false(str_equal(STR("a"), STR("ab")));
	assert_true(str_starts(STR("abc"), "ab"));
	assert_false(str_starts(STR("a"), "ab"));
	assert_true(str_ends(STR("abc"), "bc"));
	assert_false(str_ends(STR("c"), "bc"));
	assert_true(str_is(str_trim(STR(" \t a b\r\n")), "a b"));
	assert_int_equal(str_trim(STR(" \n ")).n, 0);
}

/* Digits alone: no sign, no space, no overflow, for sizes that a stranger
 * wrote (apt CVE-2020-27350 took "-60"). */
static void test_number(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int base;
		unsigned long long max;
		bool good;
		unsigned long long value;
	} cases[] = {
		{"0", 10, 10, true, 0},
		{"10", 10, 10, true, 10},
		{"11", 10, 10, false, 0},
		{"", 10, 10, false, 0},
		{"-6", 10, 10, false, 0},
		{"+6", 10, 10, false, 0},
		{" 6", 10, 10, false, 0},
		{"6 ", 10, 10, false, 0},
		{"0x6", 10, 100, false, 0},
		{"17", 8, 100, true, 15},
		{"18", 8, 100, false, 0},
		{"18446744073709551615", 10, UINT64_MAX, true, UINT64_MAX},
		{"18446744073709551616", 10, UINT64_MAX, false, 0},
		{"99999999999999999999999", 10, UINT64_MAX, false, 0},
		{"5", 10, 3, false, 0},
		{"9", 10, 4, false, 0},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned long long value = 0;
		bool good = str_number(str_from(cases[i].text), cases[i].base, cases[i].max,
				       &value);
		if (good != cases[i].good || (good && value != cases[i].value))
			fail_msg("str_number(\"%s\") gave %d, %llu", cases[i].text, good, value);
	}
}

static void test_size(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool good;
		unsigned long long bytes;
	} cases[] = {
		{"4096", true, 4096},
		{"100k", true, 102400},
		{"512MiB", true, 512ull << 20},
		{"2G", true, 2ull << 30},
		{"1TB", true, 1ull << 40},
		{"10B", true, 10},
		{"16777215T", true, 16777215ull << 40},
		{"16777216T", false, 0},
		{"", false, 0},
		{"M", false, 0},
		{"1.5M", false, 0},
		{"-1", false, 0},
		{"1 M", false, 0},
		{"1MiBs", false, 0},
		{"1iB", false, 0},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned long long bytes = 0;
		bool good = str_size(cases[i].text, &bytes);
		if (good != cases[i].good || (good && bytes != cases[i].bytes))
			fail_msg("str_size(\"%s\") gave %d, %llu", cases[i].text, good, bytes);
	}
}

static void test_buf(void **state)
{
	(void)state;
	struct buf buf = {0};
	assert_true(str_is(buf_str(&buf), ""));
	for (int i = 0; i < 1000; i++)
		buf_printf(&buf, "%d,", i % 10);
	assert_int_equal(buf.n, 2000);
	assert_int_equal(buf.p[buf.n], 0);
	char *text = buf_steal(&buf);
	assert_int_equal(strlen(text), 2000);
	assert_int_equal(buf.n, 0);
	free(text);
	buf_add_size(&buf, 1500000);
	assert_string_equal(buf.p, "1.4 MiB");
	buf_release(&buf);
	text = buf_steal(&buf);
	assert_string_equal(text, "");
	free(text);
}

static void test_nearest(void **state)
{
	(void)state;
	static const char *const names[] = {"build", "plan", "diff", "verify"};
	assert_string_equal(str_nearest("biuld", names, 4), "build");
	assert_string_equal(str_nearest("plann", names, 4), "plan");
	assert_null(str_nearest("zzzzzz", names, 4));
	assert_null(str_nearest("x", names, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split), cmocka_unit_test(test_compare),
		cmocka_unit_test(test_number), cmocka_unit_test(test_size),
		cmocka_unit_test(test_buf), cmocka_unit_test(test_nearest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
