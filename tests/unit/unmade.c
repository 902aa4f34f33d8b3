/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was not made is listed once, in one order, whatever the order of discovery. */
#include "model/unmade.h"
#include "tests/unit/support/test.h"

static void add(struct unmade_list *list, const char *kind, const char *package, const char *path)
{
	char text[64];
	snprintf(text, sizeof(text), "%s", path); /* the list keeps a copy */
	unmade_add(list, &(struct unmade){.kind = kind, .package = package, .path = text, .consequence = "c"});
	memset(text, 'x', sizeof(text) - 1);
}

static void sorted_by_path(void **state)
{
	(void)state;
	struct unmade_list list = {0};
	add(&list, "file", "b", "/z");
	add(&list, "owner", "a", "/a");
	add(&list, "file", NULL, "/a");
	unmade_sort(&list);
	assert_int_equal(list.list.n, 3);
	assert_string_equal(list.list.at[0].path, "/a");
	assert_string_equal(list.list.at[0].kind, "file");
	assert_string_equal(list.list.at[1].kind, "owner");
	assert_string_equal(list.list.at[2].path, "/z");
	unmade_release(&list);
}

static void listed_once(void **state)
{
	(void)state;
	struct unmade_list list = {0};
	add(&list, "file", "a", "/x");
	add(&list, "file", "a", "/x");
	add(&list, "file", "b", "/x");
	assert_int_equal(list.list.n, 2);
	assert_int_equal(list.list.at[0].count, 1);
	unmade_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted_by_path),
		cmocka_unit_test(listed_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
