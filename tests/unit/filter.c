/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Path rules: the last match wins, directories and links on the way to an include
 * come back, rules of one package leave the others alone. The comparison with
 * dpkg itself is in tests/e2e. */
#include "model/filter.h"

#include "tests/unit/support/test.h"

static void add(struct filter *f, const char *rule, const char *package, bool literal, bool hold)
{
	vec_push(&f->rule, ((struct path_rule){.include = *rule == '+', .glob = rule + 1,
					       .package = package, .name = filter_name(f, "rule"),
					       .literal = literal, .hold = hold}));
}

static enum verdict judge(const struct filter *f, const char *path, enum member_type type)
{
	size_t name;
	return filter_judge(f, "pkg", path, type, &name);
}

static void test_last_match_wins(void **state)
{
	struct filter f = {0};
	(void)state;
	add(&f, "-/usr/share/doc/*", NULL, true, false);
	add(&f, "+/usr/share/doc/*/copyright", NULL, true, false);
	add(&f, "-/usr/share/doc/bad/*", NULL, true, false);
	assert_int_equal(judge(&f, "usr/share/doc/a/README", MEMBER_FILE), VERDICT_DROP);
	assert_int_equal(judge(&f, "usr/share/doc/a/copyright", MEMBER_FILE), VERDICT_KEEP);
	assert_int_equal(judge(&f, "usr/share/doc/a/b/copyright", MEMBER_FILE), VERDICT_KEEP);
	assert_int_equal(judge(&f, "usr/share/doc/bad/copyright", MEMBER_FILE), VERDICT_DROP);
	assert_int_equal(judge(&f, "usr/share/docs", MEMBER_FILE), VERDICT_KEEP);
	assert_int_equal(judge(&f, "", MEMBER_DIR), VERDICT_KEEP);
	filter_release(&f);
}

/* A link that the loader follows waits with its library for what needs it. */
static void test_links_of_libraries(void **state)
{
	struct filter held = {0}, dropped = {0};
	(void)state;
	add(&held, "-/usr/lib/libx.so.*", NULL, false, true);
	add(&held, "-/usr/share/doc/*", NULL, false, true);
	assert_int_equal(judge(&held, "usr/lib/libx.so.1", MEMBER_SYMLINK), VERDICT_HOLD);
	assert_int_equal(judge(&held, "usr/lib/libx.so.1.2", MEMBER_FILE), VERDICT_HOLD);
	assert_int_equal(judge(&held, "usr/share/doc/link", MEMBER_SYMLINK), VERDICT_DROP);
	add(&dropped, "-/usr/lib/libx.so.*", NULL, false, false);
	assert_int_equal(judge(&dropped, "usr/lib/libx.so.1", MEMBER_SYMLINK), VERDICT_DROP);
	filter_release(&held);
	filter_release(&dropped);
}

static void test_way_to_an_include(void **state)
{
	struct filter f = {0}, shipped = {0};
	(void)state;
	add(&f, "-/usr/share/*", NULL, true, false);
	add(&f, "+/usr/share/doc/*/copyright", NULL, true, false);
	assert_int_equal(judge(&f, "usr/share/doc/a", MEMBER_DIR), VERDICT_KEEP);
	assert_int_equal(judge(&f, "usr/share/doc/link", MEMBER_SYMLINK), VERDICT_KEEP);
	assert_int_equal(judge(&f, "usr/share/man", MEMBER_DIR), VERDICT_DROP);
	assert_int_equal(judge(&f, "usr/share/man/link", MEMBER_SYMLINK), VERDICT_DROP);
	/* Ours keep such a thing only if it leads somewhere. */
	add(&shipped, "-/usr/share/*", NULL, false, true);
	add(&shipped, "+/usr/share/doc/*/copyright", NULL, false, true);
	assert_int_equal(judge(&shipped, "usr/share/doc/a", MEMBER_DIR), VERDICT_HOLD);
	assert_int_equal(judge(&shipped, "usr/share/doc/link", MEMBER_SYMLINK), VERDICT_HOLD);
	assert_int_equal(judge(&shipped, "usr/share/man/link", MEMBER_SYMLINK), VERDICT_DROP);
	assert_int_equal(judge(&shipped, "usr/share/man/x", MEMBER_FILE), VERDICT_HOLD);
	filter_release(&f);
	filter_release(&shipped);
}

static void test_one_package(void **state)
{
	struct filter f = {0};
	size_t name;
	(void)state;
	add(&f, "-/*", "pkg", false, false);
	add(&f, "+/usr/lib/x", "pkg", false, false);
	assert_int_equal(judge(&f, "usr/bin/tool", MEMBER_FILE), VERDICT_DROP);
	assert_int_equal(judge(&f, "usr/lib/x", MEMBER_FILE), VERDICT_KEEP);
	assert_int_equal(filter_judge(&f, "other", "usr/bin/tool", MEMBER_FILE, &name), VERDICT_KEEP);
	filter_release(&f);
}

/* What filter_for() makes of a rule "dev" for a package, and what it says then. */
static enum verdict judge_for(const struct filter *f, const char *package, const char *source, const char *path)
{
	struct arena arena = {0};
	struct filter own;
	size_t name;
	filter_for(f, package, source, &arena, &own);
	enum verdict verdict = filter_judge(&own, package, path, MEMBER_FILE, &name);
	filter_release(&own);
	arena_release(&arena);
	return verdict;
}

static void test_directory_of_the_package(void **state)
{
	struct filter f = {0};
	(void)state;
	add(&f, "-/usr/lib/*.a", NULL, false, false);
	add(&f, "+/usr/lib/{package}/*", NULL, false, false);
	f.rule.at[1].own = true;
	assert_int_equal(judge_for(&f, "ocaml", "ocaml", "usr/lib/ocaml/x.a"), VERDICT_KEEP);
	assert_int_equal(judge_for(&f, "ocaml-base", "ocaml", "usr/lib/ocaml/x.a"), VERDICT_KEEP);
	assert_int_equal(judge_for(&f, "tongue-1.19-x", "tongue-1.19", "usr/lib/tongue-1.19/x.a"), VERDICT_KEEP);
	assert_int_equal(judge_for(&f, "libocaml-dev", "ocaml", "usr/lib/ocaml/x.a"), VERDICT_DROP);
	assert_int_equal(judge_for(&f, "ocaml", NULL, "usr/lib/ocamlfind/x.a"), VERDICT_DROP);
	assert_int_equal(judge_for(&f, "ocaml", NULL, "usr/lib/x.a"), VERDICT_DROP);
	/* The other packages' rule is not asked. */
	assert_int_equal(judge(&f, "usr/lib/ocaml/x.a", MEMBER_FILE), VERDICT_DROP);
	filter_release(&f);
}

/* It takes back what its own rule excludes, not what another one does. */
static void test_own_include(void **state)
{
	struct filter f = {0};
	size_t name = 0;
	(void)state;
	add(&f, "-/*", NULL, false, false);
	add(&f, "-/usr/include/*", NULL, false, false);
	add(&f, "+/usr/include/*", NULL, false, false);
	f.rule.at[0].name = filter_name(&f, "part");
	f.rule.at[2].own = true;
	assert_int_equal(filter_judge(&f, "pkg", "usr/include/a.h", MEMBER_FILE, &name), VERDICT_DROP);
	assert_string_equal(f.names.at[name], "part");
	filter_release(&f);
}

static void test_directories_stay(void **state)
{
	struct filter f = {0};
	(void)state;
	add(&f, "-/var/cache/*", NULL, false, false);
	f.rule.at[0].directories = true;
	assert_int_equal(judge(&f, "var/cache/x", MEMBER_DIR), VERDICT_KEEP);
	assert_int_equal(judge(&f, "var/cache/x/y", MEMBER_FILE), VERDICT_DROP);
	filter_release(&f);
}

static void check_digest_changes(const struct filter *f, const struct hash_hex *before)
{
	assert_string_not_equal(filter_digest(f).text, before->text);
}

/* Whatever decides about a path is in the digest; what was asked is not. */
static void test_digest(void **state)
{
	struct filter f = {0}, other = {0};
	(void)state;
	add(&f, "-/usr/share/*", NULL, false, false);
	add(&f, "+/usr/share/x/*", "pkg", false, false);
	const struct hash_hex before = filter_digest(&f);
	struct path_rule *rule = &f.rule.at[1];
	bool *const flags[] = {&f.merged_usr, &rule->include, &rule->literal, &rule->hold,
			       &rule->own, &rule->directories, &rule->loaded, &rule->firm};
	for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
		*flags[i] = !*flags[i];
		check_digest_changes(&f, &before);
		*flags[i] = !*flags[i];
	}
	rule->package = NULL;
	check_digest_changes(&f, &before);
	rule->package = "pkg";
	rule->glob = "/usr/share/y/*";
	check_digest_changes(&f, &before);
	rule->glob = "/usr/share/x/*";
	assert_string_equal(filter_digest(&f).text, before.text);
	rule->name = filter_name(&f, "another");
	check_digest_changes(&f, &before);
	add(&other, "+/usr/share/x/*", "pkg", false, false);
	add(&other, "-/usr/share/*", NULL, false, false);
	check_digest_changes(&other, &before);
	filter_release(&other);
	filter_release(&f);
}

static void test_spare(void **state)
{
	struct filter f = {0};
	(void)state;
	add(&f, "-/usr/share/*", NULL, false, false);
	add(&f, "-/usr/lib/*", NULL, false, false);
	f.rule.at[1].name = filter_name(&f, "libraries");
	filter_spare(&f, (const bool[]){false, true});
	assert_int_equal(judge(&f, "usr/lib/x", MEMBER_FILE), VERDICT_KEEP);
	assert_int_equal(judge(&f, "usr/share/x", MEMBER_FILE), VERDICT_DROP);
	assert_int_equal(f.names.n, 2);
	filter_release(&f);
}

int main(void)
{
	struct err err = {0};
	assert_int_equal(hash_setup(&err), 0);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_last_match_wins),
		cmocka_unit_test(test_links_of_libraries),
		cmocka_unit_test(test_way_to_an_include),
		cmocka_unit_test(test_one_package),
		cmocka_unit_test(test_directory_of_the_package),
		cmocka_unit_test(test_own_include),
		cmocka_unit_test(test_directories_stay),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_spare),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
