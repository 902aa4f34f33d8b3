/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Profiles: where they are found, inheritance, patches by suite, architecture and
 * tag, the place of each line, and errors that name the place. */
#include "model/profile.h"
#include "shim/apt.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/support/test.h"

static char top[] = "/tmp/debslim-profile-XXXXXX";
static struct profile_places places;

static void save_in(enum profile_place place, const char *name, const char *text)
{
	char *path = mem_printf("%s/%s.profile", places.dir[place], name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void save(const char *name, const char *text)
{
	save_in(PROFILE_SHIPPED, name, text);
}

static void forget(enum profile_place place, const char *name)
{
	char *path = mem_printf("%s/%s.profile", places.dir[place], name);
	unlink(path);
	free(path);
}

static int load(const char *name, const char *tag, const char *suite, struct profile *out,
		struct err *err)
{
	const struct profile_request request = {.places = &places, .relation_names = apt_relation_names,
						.name = name, .tag = tag,
						.suite = suite, .architecture = "amd64"};
	return profile_load(&request, out, err);
}

/* `expected` is in the message, `hint` in what to try (NULL: not looked at). */
static void refuse(const char *text, const char *expected, const char *hint)
{
	struct profile p;
	struct err err = {0};
	save("bad", text);
	assert_int_equal(load("bad", "latest", "trixie", &p, &err), -1);
	if (hint && (!err.hint || !strstr(err.hint, hint)))
		fail_msg("hint of \"%s\" is \"%s\", expected \"%s\"", err.text, err.hint, hint);
	check_error(&err, STATUS_FATAL, expected);
}

static void accept(const char *text, struct profile *p)
{
	struct err err = {0};
	save("bad", text);
	int status = load("bad", "latest", "trixie", p, &err);
	check_no_error(&err);
	assert_int_equal(status, 0);
}

static int make_files(void **state)
{
	(void)state;
	if (!mkdtemp(top))
		return -1;
	for (size_t i = 0; i < PROFILE_PLACES; i++) {
		places.dir[i] = mem_printf("%s/%s", top, profile_place_names[i]);
		if (mkdir(places.dir[i], 0755))
			return -1;
	}
	save("root", "Profile: root\nDescription: the root\nSuites: bookworm trixie\n"
		     "Packages: a, b (>= 1) | c\nEnv: A=1\n B=2\nUser: 0\nEntrypoint: /bin/x\nCmd: one\n\n"
		     "Account: one\nUid: 1\nHome: /home/one\nHome-Mode: 0700\n\n"
		     "Path: /etc/x\nType: file\nMode: 0600\nContent:\n first\n .\n  indented\n\n"
		     "Match-Tags: nonroot\nUser: 1\n");
	save("child", "Profile: child\nInherit: root\nPackages: d\nPackages-Remove: a\nEnv: B=3\n C=4\n\n"
		      "Match-Suites: trixie\nPackages-Add: only-trixie\n\n"
		      "Match-Architectures: arm64 s390x\nPackages-Add: not-here\n\n"
		      "Match-Architectures: arm64, amd64\nMatch-Suites: trixie\nPackages-Add: here\n\n"
		      "Part: d\nKeep: /usr/lib/d /usr/lib/d/*\n\n"
		      "Account: one\nUid: 7\n\n"
		      "Path: /etc/x\nType: symlink\nTarget: y\n\n"
		      "Path: /only-bookworm\nMatch-Suites: bookworm\nType: directory\n");
	return 0;
}

static int remove_files(void **state)
{
	static const char *const names[] = {"root", "child", "bad", "other", "third"};
	(void)state;
	for (size_t k = 0; k < PROFILE_PLACES; k++) {
		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			forget((enum profile_place)k, names[i]);
		rmdir(places.dir[k]);
	}
	profile_places_release(&places);
	return rmdir(top);
}

static void test_inheritance(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	assert_int_equal(load("child", "latest", "bookworm", &p, &err), 0);
	assert_string_equal(p.name, "child");
	assert_string_equal(p.description.text, "the root");
	assert_int_equal(p.packages.n, 2);
	assert_string_equal(p.packages.at[0].text, "b (>= 1) | c");
	assert_string_equal(p.packages.at[1].text, "d");
	assert_int_equal(p.config.env.n, 3);
	assert_string_equal(p.config.env.at[0].text, "A=1");
	assert_string_equal(p.config.env.at[1].text, "B=3");
	assert_string_equal(p.config.user.text, "0");
	assert_string_equal(p.config.cmd.word.at[0], "one");
	assert_int_equal(p.account.n, 1);
	assert_int_equal(p.account.at[0].id, 7);
	/* What the later stanza does not say is as it was. */
	assert_string_equal(p.account.at[0].home, "/home/one");
	assert_int_equal(p.account.at[0].home_mode, 0700);
	assert_int_equal(p.part.n, 1);
	assert_int_equal(p.part.at[0].keep.n, 2);
	/* A path is replaced as a whole. */
	assert_int_equal(p.path.n, 2);
	assert_int_equal(p.path.at[0].kind, PATH_SYMLINK);
	assert_int_equal(p.path.at[0].content.n, 0);
	assert_string_equal(p.path.at[1].path, "only-bookworm");
	profile_release(&p);
	assert_int_equal(load("root", "latest", "bookworm", &p, &err), 0);
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
	assert_int_equal(p.packages.n, 4);
	assert_string_equal(p.packages.at[2].text, "only-trixie");
	assert_string_equal(p.packages.at[3].text, "here");
	assert_string_equal(p.config.user.text, "1");
	assert_int_equal(p.path.n, 1);
	assert_int_equal(p.match.n, 5);
	assert_string_equal(p.match.at[2].text, "Match-Architectures: arm64 s390x");
	assert_false(p.match.at[2].applied);
	assert_true(p.match.at[3].applied);
	profile_release(&p);
}

static void check_place(const char *from, const char *expected)
{
	const char *base = strrchr(from, '/');
	assert_string_equal(base ? base + 1 : from, expected);
}

static void test_places(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	assert_int_equal(load("child", "latest", "trixie", &p, &err), 0);
	check_place(p.packages.at[0].where, "root.profile:4:14");
	check_place(p.packages.at[1].where, "child.profile:3:11");
	check_place(p.config.env.at[0].from, "root.profile:5:6");
	check_place(p.config.env.at[1].from, "child.profile:5:6");
	check_place(p.config.env.at[2].from, "child.profile:6:2");
	check_place(p.account.at[0].from, "root.profile:11:10");
	check_place(p.account.at[0].id_from, "child.profile:22:6");
	assert_null(p.account.at[0].home_from);
	check_place(p.file.at[0].from, "root.profile:1:10");
	assert_string_equal(p.file.at[1].text, "child");
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
	assert_non_null(strstr(err.hint, "it supports bookworm, trixie"));
	check_error(&err, STATUS_FATAL, "root.profile:3:9: profile child does not support the suite 'sid'");
	save("bad", "Profile: bad\n\nMatch-Tags: debug\nUser: 1\n");
	assert_int_equal(load("bad", "nonroot", "sid", &p, &err), -1);
	assert_non_null(strstr(err.hint, "scratch has the tags"));
	check_error(&err, STATUS_FATAL, "bad.profile:1:10: profile bad has no tag 'nonroot'");
	assert_int_equal(load("bad", "debug", "sid", &p, &err), 0);
	profile_release(&p);
	save("bad", "Profile: bad\nArchitectures: arm64 armhf\n");
	assert_int_equal(load("bad", "latest", "sid", &p, &err), -1);
	check_error(&err, STATUS_FATAL, "bad.profile:2:16: profile bad does not support the architecture 'amd64'");
}

/* The user's, the system's, the shipped; one that inherits its own name means the next. */
static void test_order(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	save("other", "Profile: other\nPackages: shipped\n");
	save("third", "Profile: third\nInherit: other\n");
	save_in(PROFILE_SYSTEM, "other", "Profile: other\nInherit: other\nPackages: system\n");
	save_in(PROFILE_USER, "other", "Profile: other\nInherit: other\nPackages: user\n");
	assert_int_equal(load("third", "latest", NULL, &p, &err), 0);
	assert_int_equal(p.packages.n, 3);
	assert_string_equal(p.packages.at[0].text, "shipped");
	assert_string_equal(p.packages.at[2].text, "user");
	profile_release(&p);
	forget(PROFILE_USER, "other");
	assert_int_equal(load("other", "latest", NULL, &p, &err), 0);
	assert_int_equal(p.packages.n, 2);
	profile_release(&p);
	/* By its path it is the same profile. */
	char *path = mem_printf("%s/../system/other.profile", places.dir[PROFILE_SYSTEM]);
	assert_int_equal(load(path, "latest", NULL, &p, &err), 0);
	assert_int_equal(p.packages.n, 2);
	profile_release(&p);
	free(path);

	struct profile_listing all;
	assert_int_equal(profile_list(&places, &all, &err), 0);
	size_t others = 0;
	for (size_t i = 0; i < all.entry.n; i++) {
		if (strcmp(all.entry.at[i].name, "other") != 0)
			continue;
		assert_int_equal(all.entry.at[i].place, others ? PROFILE_SHIPPED : PROFILE_SYSTEM);
		assert_int_equal(all.entry.at[i].hidden, others++ > 0);
	}
	assert_int_equal(others, 2);
	profile_listing_release(&all);
	forget(PROFILE_SYSTEM, "other");
}

static void test_loops(void **state)
{
	struct profile p;
	struct err err = {0};
	(void)state;
	save("other", "Profile: other\nInherit: third\n");
	save("third", "Profile: third\nInherit: other\n");
	assert_int_equal(load("third", "latest", NULL, &p, &err), -1);
	const char *first = strstr(err.text, "third.profile -> ");
	assert_non_null(first);
	assert_non_null(strstr(first, "other.profile -> "));
	check_error(&err, STATUS_FATAL, "other.profile:2:10: profile inherits itself: ");
	refuse("Profile: bad\nInherit: bad\n", "bad.profile:2:10: profile inherits itself: there is no other called 'bad'", NULL);
	refuse("Profile: bad\nInherit: ./bad.profile\n", "bad.profile:2:10: profile inherits itself", "take");
	refuse("Profile: bad\nInherit: nowhere\n", "bad.profile:2:10: unknown profile 'nowhere'", "lists them");
	refuse("Profile: bad\nInherit: ./no.profile\n", "bad.profile:2:10: ", NULL);
}

static void test_fields(void **state)
{
	(void)state;
	refuse("Name: bad\n", "bad.profile:1:1: a profile starts with", NULL);
	refuse("Profile: bad\nPakages: x\n", "bad.profile:2:1: unknown field 'Pakages'", "did you mean 'Packages'");
	refuse("Profile: bad\n\nThing: x\n", "bad.profile:3:1: unknown stanza 'Thing'", "Match-Suites, ");
	refuse("Profile: bad\n\nAcount: x\n", "bad.profile:3:1: unknown stanza 'Acount'", "did you mean 'Account'");
	refuse("Profile: good\n", "bad.profile:1:10: the file is called bad.profile, not 'good'", "rename");
	refuse("Profile: bad\nEnv: X\n", "bad.profile:2:6: not NAME=VALUE", NULL);
	refuse("Profile: bad\nEnv: A=1\n  =2\n", "bad.profile:3:3: not NAME=VALUE", NULL);
	refuse("Profile: bad\nLabel: A\n", "bad.profile:2:8: not NAME=VALUE", NULL);
	refuse("Profile: bad\nUser: a:b:c\n", "bad.profile:2:7: not UID", NULL);
	refuse("Profile: bad\nWorkdir: /a/../..\n", "bad.profile:2:10: not an absolute path", NULL);
	refuse("Profile: bad\nCmd: [\"a\", 1]\n", "bad.profile:2:6: neither words nor a JSON array", NULL);
	refuse("Profile: bad\nRules: drop /x\n", "bad.profile:2:8: not 'exclude /GLOB'", NULL);
	refuse("Profile: bad\nRules:\n exclude /x\n drop /x\n", "bad.profile:4:2: not 'exclude /GLOB'", NULL);
	refuse("Profile: bad\nInherit: root\nPackages-Remove: b,\n aa\n", "bad.profile:4:2: 'aa' is not inherited",
	       "did you mean 'a'");
	refuse("Profile: bad\nGenerate: magic\n", "bad.profile:2:11: unknown generator 'magic'", NULL);
	refuse("Profile: bad\nDescription: \xff\n", "bad.profile: not UTF-8", NULL);
	/* A stanza that does not apply is held to the same grammar. */
	refuse("Profile: bad\n\nMatch-Suites: sid\nPakages: x\n", "bad.profile:4:1: unknown field 'Pakages'", NULL);
	refuse("Profile: bad\n\nPath: /x\nMatch-Suites: sid\nTyp: file\n", "bad.profile:5:1: unknown field",
	       "did you mean 'Type'");
	refuse("Profile: bad\nArchitectures: amd64 arm46\n", "bad.profile:2:22: unknown architecture 'arm46'",
	       "did you mean 'arm64'");
	refuse("Profile: bad\n\nMatch-Architectures: amd46\nCmd: x\n", "bad.profile:3:22: unknown architecture 'amd46'",
	       "did you mean 'amd64'");
	refuse("Profile: bad\n\nMatch-Suites:\nCmd: x\n", "Match-Suites without a name never holds", NULL);
	refuse("Profile: bad\n\nMatch-Architectures: ,\nCmd: x\n", "bad.profile:3:22: Match-Architectures without", NULL);
	refuse("Profile: bad\r\n", "bad.profile:1:13: carriage return", NULL);
	refuse("\xef\xbb\xbfProfile: bad\n", "bad.profile:1:1: byte order mark", NULL);
	refuse("Profile: bad\nGenerate: busybo\n", "bad.profile:2:11: unknown generator", "busybox or shadow");
	refuse("Profile: bad\nInherits: root\n", "bad.profile:2:1: unknown field 'Inherits'", "did you mean 'Inherit'");
	refuse("Profile: bad\n\nMatch-Tags: nonroot debgu\nCmd: x\n", "bad.profile:3:21: unknown tag 'debgu'",
	       "did you mean 'debug'");
}

static void test_accounts_refused(void **state)
{
	(void)state;
	refuse("Profile: bad\n\nAccount: x\n", "bad.profile:3:10: account without an id", "Uid: NUMBER");
	refuse("Profile: bad\n\nAccount: X y\nUid: 3\n", "is not a name for an account", NULL);
	refuse("Profile: bad\n\nAccount: x\nUid: 3\n\nAccount: y\nUid: 3\n",
	       "bad.profile:7:6: id 3 belongs to 'x' already, at ", "another number");
	refuse("Profile: bad\n\nAccount: x\nUid: 3\n\nGroup: y\nGid: 3\n",
	       "bad.profile:7:6: id 3 belongs to 'x' already", NULL);
	refuse("Profile: bad\n\nAccount: x\nUid: 3\n\nGroup: x\nGid: 4\n",
	       "bad.profile:6:8: there is a group 'x' already", NULL);
	refuse("Profile: bad\n\nAccount: x\nUid: 3\nHome: home\n", "bad.profile:5:7: not an absolute path", NULL);
	refuse("Profile: bad\n\nAccount: x\nUid: 3\nGecos: a:b\n", "bad.profile:5:9: a field of passwd(5)", NULL);
	refuse("Profile: bad\nInherit: root\n\nAccount: two\nUid: 1\n", "id 1 belongs to 'one' already, at ", NULL);
}

static void test_groups(void **state)
{
	struct profile p;
	(void)state;
	accept("Profile: bad\n\nAccount: root\nUid: 0\n\nAccount: a\nUid: 5\nGid: 0\n\nAccount: b\nUid: 6\nGid: 60\n\n"
	       "Account: c\nUid: 7\nGid: 60\n", &p);
	assert_int_equal(p.account.at[1].group, ACCOUNT_GROUP_OTHER);
	assert_int_equal(account_gid(&p.account.at[1]), 0);
	assert_int_equal(p.account.at[2].group, ACCOUNT_GROUP_OWN);
	assert_int_equal(account_gid(&p.account.at[2]), 60);
	assert_int_equal(p.account.at[3].group, ACCOUNT_GROUP_OTHER);
	profile_release(&p);
}

static void test_objects_refused(void **state)
{
	(void)state;
	refuse("Profile: bad\n\nPath: /a/../b\nType: file\n", "bad.profile:3:7: not an absolute path inside", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: fifo\n", "bad.profile:4:7: Type is one of", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: symlink\n", "Target goes with", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: file\nMode: 99\n", "bad.profile:5:7: not a number that 'Mode' can be", "octal");
	refuse("Profile: bad\n\nPart: p\n", "a Part needs a Keep", NULL);
	refuse("Profile: bad\n\nPart: p (>= 1)\nKeep: /x\n", "bad.profile:3:7: 'p (>= 1)' is not the name of a package", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: directory\nContent:\n x\n", "bad.profile:5:9: Content goes with Type: file", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: file\nNeeds: b\n", "bad.profile:5:8: not an absolute path", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: file\nBefore-Scripts: maybe\n", "bad.profile:5:17: Before-Scripts is yes or no", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: file\nNeeds: /b\nBefore-Scripts: yes\n",
	       "Before-Scripts goes without Needs and Unless", NULL);
	refuse("Profile: bad\n\nPath: /a\nType: file\nUnless: /b/../c\n", "bad.profile:5:9: not an absolute path", NULL);
	refuse("Profile: bad\n\nAccount: a\nUid: 3\nHome-Mode: 0700\n", "bad.profile:5:12: Home-Mode goes with a Home", NULL);
	refuse("Profile: bad\n\nAccount: a\nUid: 3\nShell: sh\n", "bad.profile:5:8: not an absolute path", NULL);
	refuse("Profile: bad\n\nPart: p\nKeep: usr/x\n", "bad.profile:4:7: a glob starts with '/'", NULL);
	refuse("Profile: bad\n\nCopy: x\n", "bad.profile:3:7: a Copy needs a To", "To: /PATH");
	refuse("Profile: bad\n\nCopy: x\nTo: y\n", "bad.profile:4:5: not an absolute path", NULL);
	refuse("Profile: bad\n\nCopy: x\nTo: /../y\n", "bad.profile:4:5: not an absolute path inside the image: name climbs", NULL);
	refuse("Profile: bad\n\nCopy: ../x\nTo: /y\n", "bad.profile:3:7: '../x' is not below", "--copy");
	refuse("Profile: bad\n\nCopy: /x\nTo: /y\n", "bad.profile:3:7: '/x' is not below", NULL);
	refuse("Profile: bad\n\nCopy: x\nTo: /y\nMod: 0755\n", "bad.profile:5:1: unknown field of the stanza Copy 'Mod'", "did you mean 'Mode'");
}

static void test_copies(void **state)
{
	struct profile p;
	(void)state;
	accept("Profile: bad\n\nCopy: a\nTo: /x/\n\nCopy: b\nTo: /y\nMode: 4755\nUid: 1\nGid: 2\n\nCopy: c/d\nTo: /y\n", &p);
	assert_int_equal(p.copy.n, 2);
	assert_true(p.copy.at[0].into);
	assert_string_equal(p.copy.at[0].target, "x");
	/* The same destination: the later one counts, as a whole. */
	assert_string_equal(p.copy.at[1].source, "c/d");
	assert_false(p.copy.at[1].has_mode);
	assert_string_equal(p.copy.at[1].beneath, places.dir[PROFILE_SHIPPED]);
	profile_release(&p);
}

/* What is left of the packages, with commas. */
static void leaves(const char *removal, const char *expected)
{
	struct profile p;
	struct buf left = {0};
	accept(removal, &p);
	for (size_t i = 0; i < p.packages.n; i++)
		buf_printf(&left, "%s%s", i ? ", " : "", p.packages.at[i].text);
	assert_string_equal(buf_str(&left).n ? left.p : "", expected);
	buf_release(&left);
	profile_release(&p);
}

static void test_removal(void **state)
{
	(void)state;
	leaves("Profile: bad\nInherit: root\nPackages-Remove: c\n", "a");
	leaves("Profile: bad\nInherit: root\nPackages-Remove: b (>= 1) | c, a\n", "");
	/* Whole names only, and not those of versions or architectures. */
	save("other", "Profile: other\nPackages: lib:any (>= 2.c) | c/trixie, c2 (= 1), d=1\n");
	leaves("Profile: bad\nInherit: other\nPackages-Remove: lib, d\n", "c2 (= 1)");
	leaves("Profile: bad\nInherit: other\nPackages-Remove: c\n", "c2 (= 1), d=1");
	refuse("Profile: bad\nInherit: other\nPackages-Remove: trixie\n", "'trixie' is not inherited", NULL);
}

static void test_config(void **state)
{
	struct profile p;
	(void)state;
	accept("Profile: bad\nInherit: root\nCmd: [\"a b\", \"\"]\nLabel: a.b=c d\nWorkdir: /x//y/\nUser: www-data:0\n", &p);
	assert_string_equal(p.config.entrypoint.word.at[0], "/bin/x");
	assert_int_equal(p.config.cmd.word.n, 2);
	assert_string_equal(p.config.cmd.word.at[0], "a b");
	assert_string_equal(p.config.cmd.word.at[1], "");
	assert_string_equal(p.config.label.at[0].text, "a.b=c d");
	assert_string_equal(p.config.workdir.text, "/x/y");
	assert_string_equal(p.config.user.text, "www-data:0");
	profile_release(&p);
	/* Another program does not get the arguments of the inherited one. */
	accept("Profile: bad\nInherit: root\nEntrypoint: /bin/y -a,b\n", &p);
	assert_int_equal(p.config.entrypoint.word.n, 2);
	assert_string_equal(p.config.entrypoint.word.at[1], "-a,b");
	assert_int_equal(p.config.cmd.word.n, 0);
	assert_null(p.config.cmd.from);
	profile_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inheritance), cmocka_unit_test(test_matches),
		cmocka_unit_test(test_places),	    cmocka_unit_test(test_names),
		cmocka_unit_test(test_order),	    cmocka_unit_test(test_loops),
		cmocka_unit_test(test_fields),	    cmocka_unit_test(test_accounts_refused),
		cmocka_unit_test(test_groups),	    cmocka_unit_test(test_objects_refused),
		cmocka_unit_test(test_copies),	    cmocka_unit_test(test_removal),
		cmocka_unit_test(test_config),
	};
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
