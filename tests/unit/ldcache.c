/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The libraries' cache: the order of its entries, that what is written is read
 * back in both byte orders, and that broken ones end in an error. */
#include "fmt/ldcache.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tests/unit/support/test.h"

static void test_names(void **state)
{
	static const struct {
		const char *less, *more;
	} cases[] = {
		{"libz.so.1.2.9", "libz.so.1.2.10"},
		{"libz.so", "libz.so.1"},
		{"liba.so.1", "libb.so.0"},
		{"libm-2.31.so", "libm.so.6"},
		{"lib.so", "lib1.so"},
		{"libx.so.99999999999", "libx.so.1410065408"}, /* the loader's int wraps */
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str a = str_from(cases[i].less), b = str_from(cases[i].more);
		assert_true(ldcache_compare_names(a, b) < 0);
		assert_true(ldcache_compare_names(b, a) > 0);
		assert_int_equal(ldcache_compare_names(a, a), 0);
	}
	assert_int_equal(ldcache_compare_names(STR("a01"), STR("a1")), 0);
}

static struct ldcache_entries example(void)
{
	static const struct ldcache_entry entry[] = {
		{.library = {"libz.so.1", 9}, .path = {"/lib/libz.so.1", 14}, .flags = 0x303, .order = 0},
		{.library = {"libc.so.6", 9}, .path = {"/lib/libc.so.6", 14}, .flags = 3, .order = 1},
		{.library = {"libc.so.6", 9}, .path = {"/lib/libc.so.6", 14}, .flags = 0x303, .order = 2},
		{.library = {"libz.so.1", 9}, .path = {"/l/v3/libz.so.1.2", 17}, .flags = 0x303, .order = 3,
		 .subdirectory = {"v3", 2}, .isa_level = 2},
		{.library = {"libz.so.1", 9}, .path = {"/l/v2/libz.so.1", 15}, .flags = 0x303, .order = 4,
		 .subdirectory = {"v2", 2}},
		{.library = {"libz.so.1", 9}, .path = {"/l/tls/libz.so.1", 16}, .flags = 0x303, .order = 5,
		 .hwcap = 1ull << 63},
	};
	struct ldcache_entries entries = {0};
	for (size_t i = 0; i < ARRAY_LEN(entry); i++)
		vec_push(&entries, entry[i]);
	ldcache_sort(&entries);
	return entries;
}

static void test_order(void **state)
{
	static const size_t want[] = {4, 3, 5, 0, 2, 1};
	struct ldcache_entries entries = example();
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		assert_int_equal(entries.at[i].order, want[i]);
	free(entries.at);
}

static struct buf write_example(bool big, bool shared)
{
	static const struct str known[] = {{"v3", 2}, {"unused", 6}, {"v2", 2}};
	const struct ldcache_form form = {big, shared, "ldconfig (test)", known, shared ? 3 : 0};
	struct ldcache_entries entries = example();
	struct buf out = {0};
	struct err err = {0};
	if (!shared)
		for (size_t i = 0; i < entries.n; i++)
			entries.at[i].subdirectory.p = NULL;
	assert_int_equal(ldcache_write(&entries, &form, &out, &err), 0);
	free(entries.at);
	return out;
}

static void test_read_back(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < 4; kind++) {
		struct buf file CLEANUP(buf_release) = write_example(kind & 1, kind & 2);
		struct ldcache_entries want = example();
		struct ldcache cache;
		struct ldcache_entry e;
		struct err err = {0};
		ldcache_read(buf_str(&file), &cache, &err);
		check_no_error(&err);
		assert_true(cache.big == (kind & 1) && cache.count == want.n && !cache.is_old);
		assert_true(str_is(cache.generator, kind & 2 ? "ldconfig (test)" : ""));
		for (uint32_t i = 0; i < cache.count; i++) {
			assert_int_equal(ldcache_entry_at(&cache, i, &e, &err), 0);
			assert_true(str_equal(e.library, want.at[i].library) && str_equal(e.path, want.at[i].path));
			assert_true(e.flags == want.at[i].flags && e.hwcap == want.at[i].hwcap);
			assert_true(!(kind & 2) || str_equal(e.subdirectory, want.at[i].subdirectory));
			assert_true(!(kind & 2) || e.isa_level == want.at[i].isa_level);
		}
		free(want.at);
	}
}

/* The two in one, as ldconfig wrote it until glibc 2.31, and the old one alone. */
static void test_old(void **state)
{
	static const char head[] = "ld.so-1.7.0\0\2\0\0\0" /* two entries */
				   "\3\3\0\0\0\0\0\0\5\0\0\0"
				   "\3\3\0\0\0\0\0\0\5\0\0\0";
	struct buf file CLEANUP(buf_release) = {0}, inner CLEANUP(buf_release) = write_example(false, false);
	struct ldcache cache;
	struct ldcache_entry e;
	struct err err = {0};
	(void)state;
	buf_add(&file, head, sizeof(head) - 1);
	buf_add(&file, inner.p, inner.n);
	assert_int_equal(ldcache_read(buf_str(&file), &cache, &err), 0);
	assert_true(!cache.is_old && cache.count == 6 && ldcache_entry_at(&cache, 5, &e, &err) == 0);
	assert_true(str_is(e.path, "/lib/libc.so.6"));
	file.n = sizeof(head) - 1;
	buf_add(&file, "libx\0/libx", 11);
	assert_int_equal(ldcache_read(buf_str(&file), &cache, &err), 0);
	assert_true(cache.is_old && cache.count == 2 && ldcache_entry_at(&cache, 1, &e, &err) == 0);
	assert_true(str_is(e.library, "libx") && str_is(e.path, "/libx") && e.flags == 0x303);
}

static void test_broken(void **state)
{
	static const struct {
		size_t at;
		const char *bytes, *text;
	} cases[] = {
		{0, "x", "does not begin as one"},
		{20, "\xff\xff\xff\xff", "fewer entries than"},
		{28, "\1", "not valid"},
		{32, "\xf0\xff\xff\xff", "extension is not there"},
		{32, "\1\0\0\0", "extension is not there"},
		{52, "\xff\xff\xff\x7f", "a name lies behind"},
		{64, "\xff\xff\xff\xff\0\0\0\x40", "a subdirectory that does not exist"},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf file CLEANUP(buf_release) = write_example(false, true);
		struct ldcache cache;
		struct ldcache_entry e;
		struct err err = {0};
		memcpy(file.p + cases[i].at, cases[i].bytes, i == 0 || i == 2 ? 1 : i == 6 ? 8 : 4);
		assert_true(ldcache_read(buf_str(&file), &cache, &err) != 0 ||
			    ldcache_entry_at(&cache, 0, &e, &err) != 0);
		check_error(&err, STATUS_UNTRUSTED, cases[i].text);
	}
	struct buf whole CLEANUP(buf_release) = write_example(false, true);
	for (size_t n = 0; n < whole.n; n++) {
		struct ldcache cache;
		struct err err = {0};
		char *copy = mem_alloc(n ? n : 1); /* exact, for a sanitizer */
		memcpy(copy, whole.p, n);
		assert_int_equal(ldcache_read((struct str){copy, n}, &cache, &err), -1);
		check_error(&err, STATUS_UNTRUSTED, "broken cache of libraries");
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names), cmocka_unit_test(test_order), cmocka_unit_test(test_read_back),
		cmocka_unit_test(test_old),   cmocka_unit_test(test_broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
