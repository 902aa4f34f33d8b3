/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which paths and commands the text of a file names. */
#include "base/str.h"
#include "stage/uses/uses.h"
#include "tests/unit/support/test.h"

static void put(struct fileset *files, const char *path, enum member_type type)
{
	struct member m = {.path = path, .type = type, .mode = 0755, .owner = 1};
	fileset_put(files, &m);
}

static void make_files(struct fileset *files)
{
	put(files, "usr", MEMBER_DIR);
	put(files, "usr/lib", MEMBER_DIR);
	put(files, "usr/lib/x", MEMBER_DIR);
	put(files, "usr/lib/x/run", MEMBER_FILE);
	put(files, "usr/bin", MEMBER_DIR);
	put(files, "usr/bin/x", MEMBER_FILE);
}

/* What was found, each name followed by a blank. */
static void assert_uses(const struct uses *uses, const char *expected)
{
	struct buf text = {0};
	buf_puts(&text, "");
	for (size_t i = 0; i < uses->use.n; i++)
		buf_printf(&text, "%s ", uses->use.at[i].wants);
	assert_string_equal(text.p, expected);
	buf_release(&text);
}

static void test_mentions(void **state)
{
	static const struct {
		const char *text, *found;
	} cases[] = {
		{"exec /usr/bin/x\n", "/usr/bin/x "},
		{"ExecStart=-/usr/bin/x\n", "/usr/bin/x "},
		{"PATH=/nope:/usr/lib/x/run.\n", "/usr/lib/x/run "},
		{"\"/usr/bin/x\" '/usr/bin/x'", "/usr/bin/x "},
		{"/usr/lib/x/%s", "/usr/lib/x "},
		{"/usr/lib/x/a$b", "/usr/lib/x "},
		{"/usr/lib/x/", "/usr/lib/x "},
		/* Not whole, or not there. */
		{"lib/usr/bin/x ../usr/bin/x ${top}/usr/bin/x", ""},
		{"/usr/bin/xy /", ""},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fileset files = {0};
		struct uses uses = {0};
		const struct member by = {.path = "etc/x", .body = str_from(cases[i].text)};
		make_files(&files);
		uses_mentions(&files, &by, &uses);
		assert_uses(&uses, cases[i].found);
		uses_release(&uses);
		fileset_release(&files);
	}
}

/* Text of programs has a NUL on either side. */
static void test_program(void **state)
{
	struct fileset files = {0};
	struct uses uses = {0};
	const struct member by = {.path = "usr/bin/y", .body = STR("\177ELF\0/usr/lib/x\0/usr/bin/x\0")};
	(void)state;
	make_files(&files);
	uses_mentions(&files, &by, &uses);
	assert_uses(&uses, "/usr/lib/x /usr/bin/x ");
	uses_release(&uses);
	fileset_release(&files);
}

static void test_words(void **state)
{
	static const struct {
		const char *text, *before, *found;
	} cases[] = {
		{"run('x', \"x -v\", x, 'xy', 'a x')", "'\"", "x "},
		{"\"$dir/x\"", "/", "x "},
		{"dir/x/y", "/", ""},
		{"arr=(1 2); x | y", " ", "x "},
	};
	struct map commands = {0};
	const struct member command = {.path = "usr/bin/x"};
	(void)state;
	*map_at(&commands, STR("x")) = (void *)&command;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct uses uses = {0};
		const struct member by = {.path = "usr/lib/y", .body = str_from(cases[i].text)};
		uses_words(&by, &commands, cases[i].before, &uses);
		assert_uses(&uses, cases[i].found);
		uses_release(&uses);
	}
	map_release(&commands);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_mentions), cmocka_unit_test(test_program),
					   cmocka_unit_test(test_words)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
