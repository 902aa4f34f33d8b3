/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is held stays when a kept link leads to it or a kept program is linked
 * with it, through as many steps as it takes; the rest is counted and goes. */
#include "stage/closure.h"

#include "io/file.h"
#include "tests/unit/support/test.h"

static void put(struct fileset *files, const char *path, const char *target, struct str body, bool held)
{
	struct member m = {.path = path, .type = target ? MEMBER_SYMLINK : MEMBER_FILE,
			   .target = target, .body = body, .held = held, .owner = 1};
	fileset_put(files, &m);
}

static void test_linked(void **state)
{
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	struct buf elf = {0};
	struct err err = {0};
	struct str none = STR("text");
	(void)state;
	/* It needs libc.so.6. */
	assert_int_equal(file_read("tests/fuzz/corpus/elf/x86_64", 1 << 20, &elf, &err), 0);
	put(&files, "usr/bin/app", "../lib/app", (struct str){0}, false);
	put(&files, "usr/lib/app", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/x/libc.so.6", "libc-2.31.so", (struct str){0}, true);
	put(&files, "usr/lib/x/libc-2.31.so", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/x/libm.so.6", NULL, none, true);
	put(&files, "usr/share/libc.so.6.txt", NULL, none, true);
	closure_settle(&files, &left_out);
	assert_non_null(fileset_get(&files, "usr/lib/app"));
	assert_non_null(fileset_get(&files, "usr/lib/x/libc.so.6"));
	assert_non_null(fileset_get(&files, "usr/lib/x/libc-2.31.so"));
	assert_null(fileset_get(&files, "usr/lib/x/libm.so.6"));
	assert_null(fileset_get(&files, "usr/share/libc.so.6.txt"));
	assert_int_equal((int)left_out_sum(&left_out, 0).files, 2);
	assert_int_equal((int)left_out_sum(&left_out, 0).bytes, 8);
	left_out_release(&left_out);
	fileset_release(&files);
	buf_release(&elf);
}

static void test_what_goes_needs_nothing(void **state)
{
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	struct buf elf = {0};
	struct err err = {0};
	(void)state;
	assert_int_equal(file_read("tests/fuzz/corpus/elf/x86_64", 1 << 20, &elf, &err), 0);
	put(&files, "usr/lib/app", NULL, buf_str(&elf), true);
	put(&files, "usr/lib/libc.so.6", NULL, STR("text"), true);
	/* Cut short, it says nothing. */
	put(&files, "usr/lib/short", NULL, (struct str){elf.p, 100}, false);
	closure_settle(&files, &left_out);
	assert_null(fileset_get(&files, "usr/lib/app"));
	assert_null(fileset_get(&files, "usr/lib/libc.so.6"));
	assert_int_equal((int)left_out_sum(&left_out, 0).files, 2);
	left_out_release(&left_out);
	fileset_release(&files);
	buf_release(&elf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linked),
		cmocka_unit_test(test_what_goes_needs_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
