/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base/map: names to pointers, in order of insertion. */
#include "base/map.h"

#include <stdint.h>

#include "tests/unit/support/test.h"

enum { MANY = 10000 };

static struct str key_of(char *room, size_t size, int i)
{
	return (struct str){room, (size_t)snprintf(room, size, "key/%d", i)};
}

/* All that was put in is found, through every growth of the table. */
static void test_many(void **state)
{
	(void)state;
	struct map map = {0};
	char room[32];
	assert_null(map_get(&map, STR("x")));
	for (int i = 0; i < MANY; i++)
		*map_at(&map, key_of(room, sizeof(room), i)) = (void *)(uintptr_t)(i + 1);
	assert_int_equal(map.n, MANY);
	for (int i = 0; i < MANY; i++)
		assert_int_equal((uintptr_t)map_get(&map, key_of(room, sizeof(room), i)), i + 1);
	assert_null(map_get(&map, STR("key/x")));
	map_release(&map);
	assert_int_equal(map.n, 0);
}

/* Outputs follow the order of insertion, never that of a hash. */
static void test_order(void **state)
{
	(void)state;
	struct map map = {0};
	char room[32];
	for (int i = MANY; i-- > 0;)
		*map_at(&map, key_of(room, sizeof(room), i)) = room;
	for (int i = 0; i < MANY; i++)
		assert_string_equal(map.entry[i].key,
				    key_of(room, sizeof(room), MANY - 1 - i).p);
	map_release(&map);
}

/* A second map_at() finds the first's place; keys are copied and may hold any
 * byte. */
static void test_keys(void **state)
{
	(void)state;
	struct map map = {0};
	char key[] = "ab";
	*map_at(&map, str_from(key)) = key;
	key[0] = 'x';
	assert_ptr_equal(*map_at(&map, STR("ab")), key);
	assert_int_equal(map.n, 1);
	*map_at(&map, STR("a\0b")) = key + 1;
	*map_at(&map, STR("a\0c")) = key + 2;
	*map_at(&map, STR("")) = key;
	assert_int_equal(map.n, 4);
	assert_ptr_equal(map_get(&map, STR("a\0b")), key + 1);
	map_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
