/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packages put together: merged /usr, links, conflicts, hard links, and what
 * becomes of held members. */
#include "stage/compose.h"

#include "base/str.h"
#include "stage/reach.h"
#include "tests/unit/support/test.h"

enum { PACKAGES = 3 };

struct fixture {
	struct universe universe;
	struct package_files package[PACKAGES];
	struct fileset files;
	struct left_out_list left_out;
	struct err err;
};

static void start(struct fixture *f)
{
	static const char *const names[PACKAGES] = {"a", "b", "c"};
	*f = (struct fixture){0};
	for (package_id id = 0; id < PACKAGES; id++)
		vec_push(&f->universe.package, ((struct package){.name = names[id]}));
	for (package_id id = 0; id < PACKAGES; id++) {
		f->package[id].package = &f->universe.package.at[id];
		f->package[id].id = id;
	}
}

static void stop(struct fixture *f)
{
	for (package_id id = 0; id < PACKAGES; id++)
		vec_release(&f->package[id].member);
	left_out_release(&f->left_out);
	fileset_release(&f->files);
	universe_release(&f->universe);
	err_release(&f->err);
}

/* kind: d directory, f file, l symlink, h hard link; upper case: held. */
static void member(struct fixture *f, package_id owner, char kind, const char *path,
		   const char *text)
{
	struct member m = {.path = path, .owner = owner, .mode = 0644, .mtime = 100};
	switch (kind | 0x20) {
	case 'd':
		m.type = MEMBER_DIR;
		m.mode = 0755;
		break;
	case 'f':
		m.type = MEMBER_FILE;
		m.body = str_from(text);
		break;
	case 'l':
		m.type = MEMBER_SYMLINK;
		m.target = text;
		break;
	default:
		m.type = MEMBER_HARDLINK;
		m.target = text;
	}
	m.held = kind < 'a';
	vec_push(&f->package[owner].member, m);
}

static int run(struct fixture *f, bool merged_usr)
{
	const struct compose_input input = {&f->universe, f->package, PACKAGES, merged_usr};
	if (compose(&input, &f->files, &f->err) || compose_check(&input, &f->files, &f->err))
		return -1;
	const struct uses_input reading = {.files = &f->files, .reads = USES_CERTAIN};
	struct uses uses;
	reach_settle(&f->files, &reading, &f->left_out, &uses);
	uses_release(&uses);
	return compose_finish(&f->files, 50, &f->err);
}

static void check(const struct fixture *f, const char *path, enum member_type type,
		  const char *target)
{
	const struct member *m = fileset_get(&f->files, path);
	if (!m)
		fail_msg("/%s is not there", path);
	assert_int_equal(m->type, type);
	if (target)
		assert_string_equal(m->target, target);
}

static void test_merged_usr(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'd', "bin", NULL);
	member(&f, 0, 'f', "bin/sh", "x");
	member(&f, 1, 'f', "lib/arch/libx.so.1.0", "x");
	member(&f, 1, 'l', "lib/arch/libx.so.1", "libx.so.1.0");
	assert_int_equal(run(&f, true), 0);
	check(&f, "bin", MEMBER_SYMLINK, "usr/bin");
	check(&f, "lib", MEMBER_SYMLINK, "usr/lib");
	check(&f, "usr/bin/sh", MEMBER_FILE, NULL);
	check(&f, "usr/lib/arch", MEMBER_DIR, NULL);
	check(&f, "usr/lib/arch/libx.so.1", MEMBER_SYMLINK, "libx.so.1.0");
	check(&f, "", MEMBER_DIR, NULL);
	assert_null(fileset_get(&f.files, "sbin")); /* leads to nothing */
	assert_null(fileset_get(&f.files, "bin/sh"));
	assert_int_equal(fileset_get(&f.files, "usr/bin/sh")->mtime, 50);
	stop(&f);
}

static void test_both_spellings_are_one_path(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'f', "bin/tool", "x");
	member(&f, 1, 'f', "usr/bin/tool", "y");
	assert_int_equal(run(&f, true), -1);
	check_error(&f.err, STATUS_UNTRUSTED, "/usr/bin/tool: the same path in both a and b");
	stop(&f);
}

static void test_no_merge_when_raw(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'f', "bin/sh", "x");
	assert_int_equal(run(&f, false), 0);
	check(&f, "bin/sh", MEMBER_FILE, NULL);
	check(&f, "bin", MEMBER_DIR, NULL);
	stop(&f);
}

static void test_directory_over_link_keeps_the_link(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'l', "opt/x", "../srv/y");
	member(&f, 1, 'd', "opt/x", NULL);
	member(&f, 1, 'f', "opt/x/file", "x");
	assert_int_equal(run(&f, true), 0);
	check(&f, "opt/x", MEMBER_SYMLINK, "../srv/y");
	check(&f, "srv/y/file", MEMBER_FILE, NULL);
	stop(&f);
}

static void test_link_out_of_the_image_stays_inside(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'l', "evil", "../../../../etc");
	member(&f, 1, 'f', "evil/passwd", "x");
	assert_int_equal(run(&f, true), 0);
	check(&f, "etc/passwd", MEMBER_FILE, NULL);
	stop(&f);
}

static void test_replaces(void **state)
{
	package_id loser = 0;
	struct fixture f;
	(void)state;
	start(&f);
	f.universe.package.at[1].replaces = (struct package_ids){&loser, 1};
	member(&f, 0, 'f', "etc/x", "old");
	member(&f, 0, 'h', "etc/y", "etc/x");
	member(&f, 1, 'f', "etc/x", "new");
	assert_int_equal(run(&f, true), 0);
	assert_true(str_is(fileset_get(&f.files, "etc/x")->body, "new"));
	/* The loser's hard link keeps the loser's bytes. */
	check(&f, "etc/y", MEMBER_FILE, NULL);
	assert_true(str_is(fileset_get(&f.files, "etc/y")->body, "old"));
	stop(&f);
}

static void test_clashes(void **state)
{
	static const struct {
		char one, two;
		const char *first, *second;
	} cases[] = {
		{'f', 'f', "p", "p"},
		{'f', 'd', "p", "p"},
		{'l', 'f', "p", "p"},
		{'f', 'f', "p", "p/below"},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture f;
		start(&f);
		member(&f, 0, cases[i].one, cases[i].first, "one");
		member(&f, 2, cases[i].two, cases[i].second, "two");
		assert_int_equal(run(&f, true), -1);
		check_error(&f.err, STATUS_UNTRUSTED, "in both a and c");
		stop(&f);
	}
}

static void test_same_bytes_are_no_clash(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'f', "etc/x", "same");
	member(&f, 1, 'f', "etc/x", "same");
	assert_int_equal(run(&f, true), 0);
	assert_int_equal(fileset_get(&f.files, "etc/x")->owner, 0);
	stop(&f);
}

static void test_hardlinks_lead_with_the_first_path(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'f', "bin/m", "body");
	member(&f, 0, 'h', "bin/z", "bin/m");
	member(&f, 0, 'h', "bin/a", "bin/m");
	assert_int_equal(run(&f, true), 0);
	check(&f, "usr/bin/a", MEMBER_FILE, NULL);
	check(&f, "usr/bin/m", MEMBER_HARDLINK, "usr/bin/a");
	check(&f, "usr/bin/z", MEMBER_HARDLINK, "usr/bin/a");
	assert_true(str_is(fileset_get(&f.files, "usr/bin/a")->body, "body"));
	stop(&f);
}

static void test_held_members(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'D', "usr/share/doc/a", NULL);
	member(&f, 0, 'F', "usr/share/doc/a/README", "12345");
	member(&f, 0, 'l', "usr/share/doc/a/copyright", "../b/LICENSE");
	member(&f, 1, 'D', "usr/share/doc/b", NULL);
	member(&f, 1, 'F', "usr/share/doc/b/LICENSE", "x");
	member(&f, 1, 'L', "usr/share/doc/b/changelog", "../a/README");
	member(&f, 2, 'L', "usr/share/doc/c", "b");
	member(&f, 2, 'D', "usr/share/doc/empty", NULL);
	assert_int_equal(run(&f, true), 0);
	check(&f, "usr/share/doc/a/copyright", MEMBER_SYMLINK, "../b/LICENSE");
	check(&f, "usr/share/doc/b/LICENSE", MEMBER_FILE, NULL);
	check(&f, "usr/share/doc/c", MEMBER_SYMLINK, "b");
	assert_null(fileset_get(&f.files, "usr/share/doc/a/README"));
	assert_null(fileset_get(&f.files, "usr/share/doc/b/changelog"));
	assert_null(fileset_get(&f.files, "usr/share/doc/empty"));
	assert_int_equal(left_out_sum(&f.left_out, 0).files, 2);
	assert_int_equal(left_out_sum(&f.left_out, 0).bytes, 5);
	stop(&f);
}

static void test_links_without_end(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	member(&f, 0, 'l', "x", "y");
	member(&f, 0, 'l', "y", "x");
	member(&f, 1, 'f', "x/file", "x");
	assert_int_equal(run(&f, true), -1);
	check_error(&f.err, STATUS_UNTRUSTED, "too many levels of links");
	stop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merged_usr),
		cmocka_unit_test(test_both_spellings_are_one_path),
		cmocka_unit_test(test_no_merge_when_raw),
		cmocka_unit_test(test_directory_over_link_keeps_the_link),
		cmocka_unit_test(test_link_out_of_the_image_stays_inside),
		cmocka_unit_test(test_replaces),
		cmocka_unit_test(test_clashes),
		cmocka_unit_test(test_same_bytes_are_no_clash),
		cmocka_unit_test(test_hardlinks_lead_with_the_first_path),
		cmocka_unit_test(test_held_members),
		cmocka_unit_test(test_links_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
