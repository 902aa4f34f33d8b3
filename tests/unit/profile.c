/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Profiles: inheritance, patches by suite and tag, and errors that name the
 * place. */
#include "model/profile.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/support/test.h"

static char dir[] = "/tmp/debslim-profile-XXXXXX";

static void save(const char *name, const char *text)
{
	char *path = mem_printf("%s/%s.profile", dir, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static int load(const char *name, const char *tag, const char *suite, struct profile *out,
		struct err *err)
{
	const struct profile_request request = {.dir = dir, .name = name, .tag = tag, .suite = suite,
						.architecture = "amd64"};
	return profile_load(&request, out, err);
}

static void refuse(const char *text, const char *expected)
{
	struct profile p;
	struct err err = {0};
	save("bad", text);
	assert_int_equal(load("bad", "latest", "trixie", &p, &err), -1);
	check_error(&err, STATUS_FATAL, expected);
}

static int make_files(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	save("root", "Profile: root\nDescription: the root\nSuites: bookworm trixie\n"
		     "Packages: a, b (>= 1) | c\nEnv: A=1\n B=2\nUser: 0\n\n"
		     "Account: one\nUid: 1\nHome: /home/one\nHome-Mode: 0700\n\n"
		     "Path: /etc/x\nType: file\nMode: 0600\nContent:\n first\n .\n  indented\n\n"
		     "Match-Tags: nonroot\nUser: 1\n");
	save("child", "Profile: child\nInherit: root\nPackages: d\nPackages-Remove: a\nEnv: B=3\n C=4\n\n"
		      "Match-Suites: trixie\nPackages-Add: only-trixie\n\n"
		      "Part: d\nKeep: /usr/lib/d /usr/lib/d/*\n\n"
		      "Account: one\nUid: 7\n");
	return 0;
}

static int remove_files(void **state)
{
	static const char *const names[] = {"root", "child", "bad"};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = mem_printf("%s/%s.profile", dir, names[i]);
		unlink(path);
		free(path);
	}
	return rmdir(dir);
}

static void test_inheritance(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	assert_int_equal(load("child", "latest", "bookworm", &p, &err), 0);
	assert_string_equal(p.name, "child");
	assert_string_equal(p.description, "the root");
	assert_int_equal(p.packages.n, 2);
	assert_string_equal(p.packages.at[0].text, "b (>= 1) | c");
	assert_string_equal(p.packages.at[1].text, "d");
	assert_int_equal(p.env.n, 3);
	assert_string_equal(p.env.at[0], "A=1");
	assert_string_equal(p.env.at[1], "B=3");
	assert_string_equal(p.user, "0");
	assert_int_equal(p.account.n, 1);
	assert_int_equal(p.account.at[0].id, 7);
	assert_int_equal(p.part.n, 1);
	assert_int_equal(p.part.at[0].keep.n, 2);
	assert_int_equal(p.path.at[0].mode, 0600);
	assert_true(str_is(p.path.at[0].content, "first\n\n indented\n"));
	profile_release(&p);
}

static void test_matches(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	assert_int_equal(load("child", "nonroot", "trixie", &p, &err), 0);
	assert_int_equal(p.packages.n, 3);
	assert_string_equal(p.packages.at[2].text, "only-trixie");
	assert_string_equal(p.user, "1");
	profile_release(&p);
}

static void test_names(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	assert_int_equal(load("chidl", "latest", NULL, &p, &err), -1);
	assert_non_null(strstr(err.hint, "did you mean 'child'"));
	check_error(&err, STATUS_FATAL, "unknown profile 'chidl'");
	assert_int_equal(load("child", "nonrot", NULL, &p, &err), -1);
	assert_non_null(strstr(err.hint, "did you mean 'nonroot'"));
	check_error(&err, STATUS_FATAL, "unknown tag 'nonrot'");
	assert_int_equal(load("child", "latest", "sid", &p, &err), -1);
	check_error(&err, STATUS_FATAL, "does not support the suite 'sid'");
}

static void test_refusals(void **state)
{
	(void)state;
	refuse("Name: bad\n", "bad.profile:1:1: a profile starts with");
	refuse("Profile: bad\nPakages: x\n", "bad.profile:2:1: unknown field 'Pakages'");
	refuse("Profile: bad\n\nThing: x\n", "bad.profile:3:8: unknown stanza 'Thing'");
	refuse("Profile: bad\nInherit: bad\n", "inherits itself");
	refuse("Profile: bad\nEnv: X\n", "bad.profile:2:6: not NAME=VALUE");
	refuse("Profile: bad\nRules: drop /x\n", "bad.profile:2:8: not 'exclude /GLOB'");
	refuse("Profile: bad\nPackages-Remove: x\n", "is not inherited");
	refuse("Profile: bad\nGenerate: magic\n", "unknown generator 'magic'");
	refuse("Profile: bad\n\nAccount: x\n", "account without an id");
	refuse("Profile: bad\n\nAccount: X y\nUid: 3\n", "is not a name for an account");
	refuse("Profile: bad\n\nAccount: x\nUid: 3\n\nGroup: y\nGid: 3\n", "id 3 belongs to 'x' already");
	refuse("Profile: bad\n\nPath: /a/../b\nType: file\n", "not an absolute path inside");
	refuse("Profile: bad\n\nPath: /a\nType: fifo\n", "Type is one of");
	refuse("Profile: bad\n\nPath: /a\nType: symlink\n", "Target goes with");
	refuse("Profile: bad\n\nPath: /a\nType: file\nMode: 99\n", "not a number that 'Mode' can be");
	refuse("Profile: bad\n\nPart: p\n", "a Part needs a Keep");
	refuse("Profile: bad\n\nPart: p\nKeep: usr/x\n", "a glob starts with '/'");
	/* A stanza that does not apply is held to the same grammar. */
	refuse("Profile: bad\n\nMatch-Suites: sid\nPakages: x\n", "unknown field 'Pakages'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inheritance),
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_refusals),
	};
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
