/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links are resolved inside the image and nowhere else. */
#include "model/fileset.h"

#include "io/hash.h"
#include "tests/unit/support/test.h"

static void put(struct fileset *files, const char *path, const char *target)
{
	struct member m = {.path = path, .type = target ? MEMBER_SYMLINK : MEMBER_DIR, .target = target};
	fileset_put(files, &m);
}

static void test_resolve(void **state)
{
	static const struct {
		const char *path;
		bool last;
		const char *result; /* NULL: no end */
	} cases[] = {
		{"bin/sh", true, "usr/bin/sh"},
		{"bin", true, "usr/bin"},
		{"bin", false, "bin"},
		{"a/x", true, "usr/bin/x"},             /* through two links */
		{"up/etc", true, "etc"},                /* ".." stops at the root */
		{"far", true, "usr/lib"},               /* an absolute target starts there */
		{"far/../bin/y", true, "usr/bin/y"},    /* ".." after a link is the target's parent */
		{"not/there/z", true, "not/there/z"},
		{"./usr//bin/", true, "usr/bin"},
		{"loop/x", true, NULL},
		{"", true, ""},
	};
	struct fileset files = {0};
	(void)state;
	put(&files, "usr", NULL);
	put(&files, "bin", "usr/bin");
	put(&files, "a", "./bin/.");
	put(&files, "up", "../../..");
	put(&files, "far", "/usr/lib");
	put(&files, "loop", "pool");
	put(&files, "pool", "loop");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf out = {0};
		bool fine = fileset_resolve(&files, cases[i].path, cases[i].last, &out);
		assert_int_equal(fine, cases[i].result != NULL);
		if (fine)
			assert_string_equal(out.p, cases[i].result);
		buf_release(&out);
	}
	fileset_release(&files);
}

static void test_sorted(void **state)
{
	struct fileset files = {0};
	struct member **all;
	(void)state;
	put(&files, "b", NULL);
	put(&files, "a-b", NULL);
	put(&files, "a/x", NULL);
	put(&files, "a", NULL);
	put(&files, "", NULL);
	fileset_remove(&files, "b");
	assert_int_equal(fileset_sorted(&files, &all), 4);
	assert_string_equal(all[0]->path, "");
	assert_string_equal(all[1]->path, "a");
	assert_string_equal(all[2]->path, "a-b");
	assert_string_equal(all[3]->path, "a/x");
	free(all);
	fileset_release(&files);
}

static void test_bequeath(void **state)
{
	struct fileset files = {0};
	struct member file = {.path = "m", .type = MEMBER_FILE, .body = STR("body")};
	struct member z = {.path = "z", .type = MEMBER_HARDLINK, .target = "m"};
	struct member a = {.path = "a", .type = MEMBER_HARDLINK, .target = "m"};
	(void)state;
	fileset_put(&files, &file);
	fileset_put(&files, &z);
	fileset_put(&files, &a);
	fileset_bequeath(&files, "m");
	fileset_remove(&files, "m");
	assert_int_equal(fileset_get(&files, "a")->type, MEMBER_FILE);
	assert_true(str_is(fileset_get(&files, "a")->body, "body"));
	assert_string_equal(fileset_get(&files, "z")->target, "a");
	fileset_bequeath(&files, "nothing");
	fileset_release(&files);
}

/* A digest is computed once for a body, whoever has it. */
static void test_digest(void **state)
{
	struct fileset files = {0};
	struct member a = {.path = "a", .type = MEMBER_FILE, .body = STR("body")};
	struct member b = {.path = "b", .type = MEMBER_FILE, .body = a.body};
	struct member c = {.path = "c", .type = MEMBER_FILE, .body = {a.body.p, 3}};
	(void)state;
	const char *digest = fileset_sha256(&files, fileset_put(&files, &a));
	assert_string_equal(digest, "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5");
	assert_ptr_equal(fileset_sha256(&files, fileset_put(&files, &b)), digest);
	assert_string_not_equal(fileset_sha256(&files, fileset_put(&files, &c)), digest);
	assert_ptr_equal(fileset_sha256(&files, fileset_get(&files, "a")), digest);
	fileset_release(&files);
}

int main(void)
{
	struct err err = {0};
	assert_int_equal(hash_setup(&err), 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_sorted),
		cmocka_unit_test(test_bequeath),
		cmocka_unit_test(test_digest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
