/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copyright files: which fields count, and what their names say. */
#include "fmt/copyright.h"

#include "tests/unit/support/test.h"

static void add(struct buf *out, const struct copyright_term *t)
{
	if (!t) {
		buf_puts(out, "nothing");
	} else if (t->kind == COPYRIGHT_NAME) {
		buf_printf(out, "%.*s", STR_ARG(t->name));
		if (t->exception.n)
			buf_printf(out, "/%.*s", STR_ARG(t->exception));
	} else {
		buf_puts(out, t->kind == COPYRIGHT_AND ? "&(" : "|(");
		for (const struct copyright_term *c = t->first; c; c = c->next) {
			buf_puts(out, c == t->first ? "" : " ");
			add(out, c);
		}
		buf_puts(out, ")");
	}
}

static void test_terms(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{"GPL-2+", "GPL-2+"},
		{"", "nothing"},
		{" , and or , ", "nothing"},
		{"GPL-1+ or Artistic", "|(GPL-1+ Artistic)"},
		{"GPL-1+ OR Artistic", "|(GPL-1+ Artistic)"},
		{"A and B or C", "|(&(A B) C)"},
		{"A or B and C", "|(A &(B C))"},
		{"A or B, and C", "&(|(A B) C)"},
		{"A and B, or C", "|(&(A B) C)"},
		{"A, B and C", "&(A &(B C))"},
		{"A or B, or C", "|(A B C)"},
		{"A and B and", "&(A B)"},
		{"BSD (3 clause) or X", "|(BSD (3 clause) X)"},
		{"GPL-2+ with OpenSSL exception", "GPL-2+/OpenSSL"},
		{"GPL-2+ with Autoconf exception or BSD-3-clause, and MIT", "&(|(GPL-2+/Autoconf BSD-3-clause) MIT)"},
		{"GPL-3+ with GCC Runtime Library exceptions", "GPL-3+/GCC Runtime Library"},
		{"GPL-3+-with-bison-exception", "GPL-3+/bison"},
		{"GPL-3+-WITH-BISON-EXCEPTION and X", "&(GPL-3+/BISON X)"},
		{"GPL-2+-autoconf-exception", "GPL-2+-autoconf-exception"},
		{"-with-x-exception", "-with-x-exception"},
		{"GPL-2 with", "GPL-2"},
		{"with X", "with X"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = {0};
		struct buf got CLEANUP(buf_release) = {0};
		add(&got, copyright_terms(str_from(cases[i].name), &arena));
		assert_string_equal(got.p, cases[i].want);
		arena_release(&arena);
	}
}

static void test_many_terms(void **state)
{
	struct buf name CLEANUP(buf_release) = {0};
	struct arena arena = {0};
	(void)state;
	for (int i = 0; i < 50000; i++)
		buf_puts(&name, i % 2 ? "A and " : "B, or ");
	const struct copyright_term *t = copyright_terms(buf_str(&name), &arena);
	assert_int_equal(t->kind, COPYRIGHT_NAME);
	arena_release(&arena);
}

static const char text[] =
	"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
	"Upstream-Name: x\n"
	"License: MPL-2.0\n"
	"\n"
	"Files: *\n"
	"Copyright: 2001 J\xf6rg\n"
	"License: GPL-2+ or custom\r\n"
	"\n"
	"Files: other\n"
	"License: inline\n"
	" first line\n"
	" .\n"
	"  indented\n"
	"not a field\n"
	"\n"
	"License: custom\n"
	" the text of custom\n"
	"\n"
	"License: unused\n"
	" never\n";

static void test_paragraphs(void **state)
{
	struct copyright c;
	struct arena arena = {0};
	struct err err = {0};
	struct buf plain CLEANUP(buf_release) = {0};
	(void)state;
	copyright_parse(STR(text), &arena, &c, &err);
	check_no_error(&err);
	assert_true(c.machine_readable);
	assert_int_equal(c.used.n, 3);
	assert_true(str_is(c.used.at[0].name, "MPL-2.0"));
	assert_true(str_is(c.used.at[1].name, "GPL-2+ or custom"));
	assert_true(str_is(c.used.at[2].name, "inline"));
	copyright_unfold(c.used.at[2].text, &plain);
	assert_string_equal(plain.p, "first line\n\n indented\nnot a field\n");
	assert_int_equal(c.full.n, 2);
	assert_true(str_is(copyright_find_text(&c, STR("CUSTOM")), " the text of custom"));
	assert_true(str_is(copyright_find_text(&c, STR("inline")), c.used.at[2].text.n ? " first line\n .\n  indented\nnot a field" : "-"));
	assert_int_equal(copyright_find_text(&c, STR("GPL-2+")).n, 0);
	arena_release(&arena);
}

static void test_not_machine_readable(void **state)
{
	static const char *const texts[] = {"", "\n\n", "This is Debian's package of x.\nLicense: GPL-2\n",
					    "Files: *\nLicense: GPL-2\n\nFormat: copyright-format\n",
					    "Format: something else\nLicense: GPL-2\n", "\xef\xbb\xbf"};
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct copyright c;
	struct arena arena = {0};
	struct err err = {0};
		copyright_parse(str_from(texts[i]), &arena, &c, &err);
	check_no_error(&err);
		assert_false(c.machine_readable);
		assert_int_equal(c.used.n + c.full.n, 0);
	arena_release(&arena);
	}
}

static void test_forms(void **state)
{
	static const char *const texts[] = {
		"\xef\xbb\xbf" "Format: http://www.debian.org/doc/packaging-manuals/copyright-format/1.0\n\nFiles: *\nLicense: X\n",
		"\n\nFormat: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nfiles: *\nLicence: X",
		"Format-Specification: http://dep.debian.net/deps/dep5\nLicense: X\n",
		"Source: x\nFormat:\nFormat: copyright-format\n\nFiles: a\nLicense: X\n",
	};
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct copyright c;
	struct arena arena = {0};
	struct err err = {0};
		copyright_parse(str_from(texts[i]), &arena, &c, &err);
	check_no_error(&err);
		assert_true(c.machine_readable);
		assert_int_equal(c.used.n, 1);
		assert_true(str_is(c.used.at[0].name, "X"));
	arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_terms),	   cmocka_unit_test(test_many_terms),
		cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_not_machine_readable),
		cmocka_unit_test(test_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
