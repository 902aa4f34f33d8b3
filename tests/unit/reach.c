/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is held stays if a kept file uses it, through as many steps as it takes; the rest is
 * counted and goes. */
#include "stage/reach.h"

#include "io/file.h"
#include "tests/unit/support/test.h"

static struct buf elf; /* needs libc.so.6, which it looks for in its own directory first */

static int read_elf(void **state)
{
	struct err err = {0};
	(void)state;
	return file_read("tests/fuzz/corpus/elf/x86_64", 1 << 20, &elf, &err);
}

static int release_elf(void **state)
{
	(void)state;
	buf_release(&elf);
	return 0;
}

static void put(struct fileset *files, const char *path, const char *target, struct str body, bool held)
{
	struct member m = {.path = path, .type = target ? MEMBER_SYMLINK : MEMBER_FILE, .mode = 0755,
			   .target = target, .body = body, .held = held, .owner = 1};
	fileset_put(files, &m);
}

static void settle(struct fileset *files, const struct names *configured, struct left_out_list *left_out)
{
	const struct uses_input input = {.files = files, .reads = USES_CERTAIN, .configured = configured};
	struct uses uses;
	reach_settle(files, &input, left_out, &uses);
	uses_release(&uses);
}

static void test_linked(void **state)
{
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	struct str none = STR("text");
	(void)state;
	put(&files, "usr/bin/app", "../libexec/app", (struct str){0}, false);
	put(&files, "usr/libexec/app", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/x86_64-linux-gnu/libc.so.6", "libc-2.31.so", (struct str){0}, true);
	put(&files, "usr/lib/x86_64-linux-gnu/libc-2.31.so", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/x86_64-linux-gnu/libm.so.6", NULL, none, true);
	put(&files, "usr/share/libc.so.6.txt", NULL, none, true);
	/* The loader does not look there, or finds another one first. */
	put(&files, "usr/lib/other/libc.so.6", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/libc.so.6", NULL, buf_str(&elf), true);
	settle(&files, NULL, &left_out);
	assert_non_null(fileset_get(&files, "usr/libexec/app"));
	assert_non_null(fileset_get(&files, "usr/lib/x86_64-linux-gnu/libc.so.6"));
	assert_non_null(fileset_get(&files, "usr/lib/x86_64-linux-gnu/libc-2.31.so"));
	assert_null(fileset_get(&files, "usr/lib/x86_64-linux-gnu/libm.so.6"));
	assert_null(fileset_get(&files, "usr/share/libc.so.6.txt"));
	assert_null(fileset_get(&files, "usr/lib/other/libc.so.6"));
	assert_null(fileset_get(&files, "usr/lib/libc.so.6"));
	assert_int_equal((int)left_out_sum(&left_out, 0).files, 4);
	left_out_release(&left_out);
	fileset_release(&files);
}

static void test_runpath(void **state)
{
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	(void)state;
	put(&files, "opt/app/plugin.so", NULL, buf_str(&elf), false);
	put(&files, "opt/app/libc.so.6", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/libc.so.6", NULL, buf_str(&elf), true);
	settle(&files, NULL, &left_out);
	assert_non_null(fileset_get(&files, "opt/app/libc.so.6"));
	assert_null(fileset_get(&files, "usr/lib/libc.so.6"));
	left_out_release(&left_out);
	fileset_release(&files);
}

static void test_configured(void **state)
{
	const char *configured[] = {"/opt/lib"};
	const struct names names = {configured, 1, 1};
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	(void)state;
	put(&files, "usr/bin/app", NULL, buf_str(&elf), false);
	put(&files, "opt/lib/libc.so.6", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/libc.so.6", NULL, buf_str(&elf), true);
	settle(&files, &names, &left_out);
	assert_non_null(fileset_get(&files, "opt/lib/libc.so.6"));
	assert_null(fileset_get(&files, "usr/lib/libc.so.6"));
	left_out_release(&left_out);
	fileset_release(&files);
}

static void test_other_uses(void **state)
{
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	struct member hard = {.path = "usr/bin/hard", .type = MEMBER_HARDLINK, .mode = 0755,
			      .target = "usr/lib/file", .owner = 1};
	(void)state;
	put(&files, "usr/bin/script", NULL, STR("#!/usr/lib/interpreter\n"), false);
	put(&files, "usr/lib/interpreter", NULL, STR("text"), true);
	put(&files, "usr/lib/file", NULL, STR("text"), true);
	fileset_put(&files, &hard);
	settle(&files, NULL, &left_out);
	assert_non_null(fileset_get(&files, "usr/lib/interpreter"));
	assert_non_null(fileset_get(&files, "usr/lib/file"));
	assert_int_equal((int)left_out_sum(&left_out, 0).files, 0);
	left_out_release(&left_out);
	fileset_release(&files);
}

static void test_what_goes_needs_nothing(void **state)
{
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	(void)state;
	put(&files, "usr/libexec/app", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/libc.so.6", NULL, STR("text"), true);
	/* Cut short, it says nothing. */
	put(&files, "usr/lib/short", NULL, (struct str){elf.p, 100}, false);
	settle(&files, NULL, &left_out);
	assert_null(fileset_get(&files, "usr/libexec/app"));
	assert_null(fileset_get(&files, "usr/lib/libc.so.6"));
	assert_int_equal((int)left_out_sum(&left_out, 0).files, 2);
	left_out_release(&left_out);
	fileset_release(&files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linked),
		cmocka_unit_test(test_runpath),
		cmocka_unit_test(test_configured),
		cmocka_unit_test(test_other_uses),
		cmocka_unit_test(test_what_goes_needs_nothing),
	};
	return cmocka_run_group_tests(tests, read_elf, release_elf);
}
