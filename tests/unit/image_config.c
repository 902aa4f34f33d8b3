/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of an image configuration: what each may be. */
#include "model/image_config.h"

#include "tests/unit/support/test.h"

static void test_assignments(void **state)
{
	static const char *const bad[] = {"", "X", "=x", "A B=c", "X=\xff", "\tX=1"};
	struct sourced_list list = {0};
	struct arena arena = {0};
	(void)state;
	assert_true(image_config_assign(&list, &arena, STR("A=1"), "one"));
	assert_true(image_config_assign(&list, &arena, STR("AB="), "two"));
	assert_true(image_config_assign(&list, &arena, STR("A=x=y z"), "three"));
	assert_int_equal(list.n, 2);
	assert_string_equal(list.at[0].text, "A=x=y z");
	assert_string_equal(list.at[0].from, "three");
	assert_string_equal(list.at[1].text, "AB=");
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(image_config_assign(&list, &arena, str_from(bad[i]), "bad"));
	assert_false(image_config_assign(&list, &arena, (struct str){"A=\0", 3}, "bad"));
	assert_int_equal(list.n, 2);
	vec_release(&list);
	arena_release(&arena);
}

static void check_words(const char *text, size_t n, const char *first, const char *last)
{
	struct sourced_words command = {0};
	struct arena arena = {0};
	assert_true(image_config_command(&command, &arena, str_from(text), "here"));
	assert_int_equal(command.word.n, n);
	assert_string_equal(command.from, "here");
	if (n) {
		assert_string_equal(command.word.at[0], first);
		assert_string_equal(command.word.at[n - 1], last);
	}
	vec_release(&command.word);
	arena_release(&arena);
}

static void test_commands(void **state)
{
	static const char *const bad[] = {"[", "[1]", "[\"a\"] b", "[\"a\", null]", "\xff", "[\"\\u0000\"]"};
	struct sourced_words command = {0};
	struct arena arena = {0};
	(void)state;
	check_words("", 0, NULL, NULL);
	check_words("[]", 0, NULL, NULL);
	check_words(" /a  b,c\n d ", 3, "/a", "d");
	check_words("[\"/a\", \"b c\", \"\"]", 3, "/a", "");
	check_words("'a b'", 2, "'a", "b'");
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(image_config_command(&command, &arena, str_from(bad[i]), "bad"));
	vec_release(&command.word);
	arena_release(&arena);
}

static void test_users(void **state)
{
	static const char *const good[] = {"0", "1000:0", "www-data", "a.b:staff", "4294967294:1", "_apt:0"};
	static const char *const bad[] = {"", ":", "1:", ":1", "1:2:3", "a b", "4294967295", "1x", "-x", "x\n"};
	struct sourced user = {0};
	struct arena arena = {0};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(image_config_user(&user, &arena, str_from(good[i]), "here"));
		assert_string_equal(user.text, good[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (image_config_user(&user, &arena, str_from(bad[i]), "bad"))
			fail_msg("'%s' is taken for a user", bad[i]);
	arena_release(&arena);
}

static void test_directories(void **state)
{
	static const char *const bad[] = {"", "x", "/../x", "/a\nb", "/\xff"};
	struct sourced dir = {0};
	struct arena arena = {0};
	(void)state;
	assert_true(image_config_workdir(&dir, &arena, STR("//a/./b/"), "here"));
	assert_string_equal(dir.text, "/a/b");
	assert_true(image_config_workdir(&dir, &arena, STR("/"), "here"));
	assert_string_equal(dir.text, "/");
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(image_config_workdir(&dir, &arena, str_from(bad[i]), "bad"));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_assignments),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_users),
		cmocka_unit_test(test_directories),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
