/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/left_out.h"

#include "tests/unit/support/test.h"

static void add(struct left_out_list *list, const char *path, enum member_type type, package_id owner, uint32_t rule)
{
	const struct member m = {.path = path, .type = type, .owner = owner, .body = STR("12345")};
	left_out_add(list, &m, rule);
}

static void test_sums(void **state)
{
	(void)state;
	struct left_out_list list = {0};
	add(&list, "usr/share/doc", MEMBER_DIR, 1, 0);
	add(&list, "usr/share/doc/a", MEMBER_FILE, 1, 0);
	add(&list, "usr/share/doc/b", MEMBER_SYMLINK, 1, 0);
	add(&list, "usr/share/man/a", MEMBER_FILE, 1, 1);
	add(&list, "etc/made", MEMBER_FILE, OWNER_GENERATED, 0);
	struct left_out_sum sum = left_out_sum(&list, 0);
	assert_int_equal(sum.files, 2); /* no directory, nothing generated */
	assert_int_equal(sum.bytes, 5); /* a link has none */
	assert_int_equal(left_out_sum(&list, 2).files, 0);
	left_out_release(&list);
}

static void test_order(void **state)
{
	(void)state;
	struct left_out_list list = {0};
	size_t n;
	add(&list, "b", MEMBER_FILE, 7, 1);
	add(&list, "a", MEMBER_FILE, 7, 1);
	add(&list, "z", MEMBER_FILE, 7, 0);
	add(&list, "y", MEMBER_FILE, 3, 0);
	left_out_sort(&list);
	const struct left_out *of = left_out_of(&list, 7, &n);
	assert_int_equal(n, 3);
	assert_string_equal(of[0].path, "z");
	assert_string_equal(of[1].path, "a");
	assert_string_equal(of[2].path, "b");
	left_out_of(&list, 5, &n);
	assert_int_equal(n, 0);
	left_out_of(&list, 3, &n);
	assert_int_equal(n, 1);
	left_out_release(&list);
	left_out_of(&list, 3, &n);
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sums), cmocka_unit_test(test_order)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
