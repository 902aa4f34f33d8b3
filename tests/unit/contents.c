/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a Contents index: which file, which packages. */
#include "fmt/contents.h"

#include "base/mem.h"
#include "tests/unit/support/test.h"

static void test_read(void **state)
{
	static const struct {
		const char *line, *path, *packages; /* path NULL: no line of a file; names each with a comma */
	} cases[] = {
		{"usr/bin/awk  utils/gawk", "usr/bin/awk", "gawk,"},
		{"bin/x\t\tadmin/one,contrib/admin/two,three", "bin/x", "one,two,three,"},
		{"usr/share/a name with  spaces   misc/spaces", "usr/share/a name with  spaces", "spaces,"},
		{"./usr/bin/dot misc/dot", "usr/bin/dot", "dot,"},
		{"/usr/bin/slash misc/slash\r", "usr/bin/slash", "slash,"},
		{"usr/bin/odd ,,a/b/c/,libs/x,", "usr/bin/odd", "x,"},
		{"FILE                LOCATION", "FILE", "LOCATION,"},
		{"lonely", NULL, NULL},
		{" lonely ", NULL, NULL},
		{"./ misc/root", NULL, NULL},
		{"", NULL, NULL},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct contents_line line;
		struct buf names CLEANUP(buf_release) = {0};
		struct str name;
		bool is = contents_read(str_from(cases[i].line), &line);
		assert_int_equal(is, cases[i].path != NULL);
		if (!is)
			continue;
		while (contents_package(&line.packages, &name))
			buf_printf(&names, "%.*s,", STR_ARG(name));
		if (!str_is(line.path, cases[i].path) || !str_is(buf_str(&names), cases[i].packages))
			fail_msg("%s: '%.*s' '%s'", cases[i].line, STR_ARG(line.path), names.p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_read)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
