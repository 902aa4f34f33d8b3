/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel and env(1) make of the first line of a script. */
#include "fmt/shebang.h"

#include "base/mem.h"
#include "tests/unit/support/test.h"

static void test_read(void **state)
{
	static const struct {
		const char *text, *interpreter, *program; /* interpreter NULL: no script */
	} cases[] = {
		{"#!/bin/sh\n", "/bin/sh", ""},
		{"#! /bin/sh -e\nx", "/bin/sh", ""},
		{"#!\t/bin/sh\t\n", "/bin/sh", ""},
		{"#!/bin/sh", "/bin/sh", ""},
		{"#!/usr/bin/env perl\n", "/usr/bin/env", "perl"},
		{"#!/usr/bin/env -S perl -w\n", "/usr/bin/env", "perl"},
		{"#!/usr/bin/env -Sperl -w\n", "/usr/bin/env", "perl"},
		{"#!/usr/bin/env -i A=b -u C perl\n", "/usr/bin/env", "perl"},
		{"#!/usr/bin/env\n", "/usr/bin/env", ""},
		{"#!/usr/bin/env -S\n", "/usr/bin/env", ""},
		{"#!/opt/myenv perl\n", "/opt/myenv", ""},
		{"#!python\n", "python", ""},
		{"#!/bin/sh\r\n", "/bin/sh\r", ""},
		{"#!\n", NULL, NULL},
		{"#! \n/bin/sh\n", NULL, NULL},
		{"#!", NULL, NULL},
		{"#", NULL, NULL},
		{"", NULL, NULL},
		{" #!/bin/sh\n", NULL, NULL},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct shebang line = {0};
		bool is = shebang_read(str_from(cases[i].text), &line);
		assert_int_equal(is, cases[i].interpreter != NULL);
		if (!is)
			continue;
		if (!str_is(line.interpreter, cases[i].interpreter) || !str_is(line.program, cases[i].program))
			fail_msg("%s: '%.*s' '%.*s'", cases[i].text, STR_ARG(line.interpreter),
				 STR_ARG(line.program));
	}
}

/* No more than the kernel reads; a NUL ends the line. */
static void test_bounds(void **state)
{
	char text[2 * SHEBANG_LONGEST];
	struct shebang line;
	(void)state;
	memset(text, '/', sizeof(text));
	memcpy(text, "#!/bin/sh\0x", 11);
	assert_true(shebang_read((struct str){text, sizeof(text)}, &line));
	assert_true(str_is(line.interpreter, "/bin/sh"));
}

/* The kernel sees 256 bytes. What it may have cut is no name; cut arguments are. */
static void test_cut(void **state)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct shebang line;
	(void)state;
	buf_puts(&text, "#!/");
	while (text.n < SHEBANG_LONGEST - 1)
		buf_puts(&text, "x");
	assert_true(shebang_read(buf_str(&text), &line));
	buf_puts(&text, "x");
	assert_false(shebang_read(buf_str(&text), &line));
	buf_puts(&text, "x\n");
	assert_false(shebang_read(buf_str(&text), &line));
	text.p[SHEBANG_LONGEST] = '\n';
	assert_false(shebang_read(buf_str(&text), &line));
	text.p[SHEBANG_LONGEST - 1] = ' ';
	assert_true(shebang_read(buf_str(&text), &line));
	assert_int_equal(line.interpreter.n, SHEBANG_LONGEST - 3);
	text.p[100] = ' ';
	assert_true(shebang_read(buf_str(&text), &line));
	assert_int_equal(line.interpreter.n, 98);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_read), cmocka_unit_test(test_cut), cmocka_unit_test(test_bounds)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
