/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What no real tool can show: what slimming drops, fixed accounts only where
 * they are needed, hostile paths, clashes. The rest is compared with the real
 * tools by tests/archive/effects.sh. */
#include "stage/effect/effect.h"

#include "stage/compose.h"
#include "stage/generate/generate.h"
#include "tests/unit/support/test.h"

static const struct account_rule fixed[] = {
	{.name = "root", .id = 0, .gid = 0, .gecos = "root", .home = "/root", .shell = "/bin/bash"},
	{.name = "www-data", .id = 33, .gid = 33, .gecos = "www-data", .home = "/var/www", .shell = "/usr/sbin/nologin"},
	{.name = "root", .group = true, .id = 0},
	{.name = "mail", .group = true, .id = 8},
	{.name = "www-data", .group = true, .id = 33},
	{.name = "shadow", .group = true, .id = 42},
	{.name = "users", .group = true, .id = 100},
	{.name = "nogroup", .group = true, .id = 65534},
};

struct fixture {
	struct fileset files;
	struct rules rules;
	struct profile profile;
	struct package package[2];
	struct package_files ingested[2];
	struct effect_input effects;
	struct effect_state *state;
	struct err err;
};

static void begin(struct fixture *f, const char *a, const char *b)
{
	static const struct account accounts[] = {
		{.name = "root", .id = 0, .gecos = "root", .home = "/root", .shell = "/sbin/nologin", .home_mode = 0700},
		{.name = "nobody", .id = 65534, .gecos = "nobody", .home = "/nonexistent", .shell = "/sbin/nologin"},
	};
	*f = (struct fixture){.package = {{.name = a}, {.name = b}}};
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		vec_push(&f->rules.account, fixed[i]);
	for (size_t i = 0; i < ARRAY_LEN(accounts); i++)
		vec_push(&f->profile.account, accounts[i]);
	for (size_t i = 0; i < 2; i++) {
		f->ingested[i].package = &f->package[i];
		f->ingested[i].id = 1 + i;
	}
	f->effects = (struct effect_input){&f->profile, &f->rules, NULL, f->ingested, 2, 86400 * 5};
	f->state = effect_begin(&f->effects, &f->files, &f->err);
	check_no_error(&f->err);
}

static void end(struct fixture *f)
{
	effect_end(f->state);
	vec_release(&f->rules.account);
	vec_release(&f->profile.account);
	fileset_release(&f->files);
	err_release(&f->err);
}

static struct member *put(struct fixture *f, const char *path, enum member_type type, const char *text)
{
	struct member m = {.path = path, .type = type, .mode = 0755, .owner = 1};
	if (type == MEMBER_FILE)
		m.body = str_from(text);
	else if (type != MEMBER_DIR)
		m.target = text;
	return fileset_put(&f->files, &m);
}

static void apply(struct fixture *f, struct effect e)
{
	e.owner = 1;
	assert_int_equal(effect_apply(f->state, &e, &f->files, &f->err), 0);
	check_no_error(&f->err);
}

static void refuse(struct fixture *f, struct effect e, enum status status, const char *part)
{
	e.owner = 1;
	assert_int_equal(effect_apply(f->state, &e, &f->files, &f->err), -1);
	check_error(&f->err, status, part);
}

static void finish(struct fixture *f)
{
	assert_int_equal(effect_finish(f->state, &f->files, &f->err), 0);
	check_no_error(&f->err);
}

static void check_text(const struct fixture *f, const char *path, const char *text)
{
	const struct member *m = fileset_get(&f->files, path);
	if (!m || m->type != MEMBER_FILE || !str_is(m->body, text))
		fail_msg("%s: %.*s", path, m ? (int)m->body.n : 6, m ? m->body.p : "absent");
}

static void check_link(const struct fixture *f, const char *path, const char *target)
{
	const struct member *m = fileset_get(&f->files, path);
	if (!target) {
		assert_null(m);
		return;
	}
	assert_non_null(m);
	assert_int_equal(m->type, MEMBER_SYMLINK);
	assert_string_equal(m->target, target);
}

/* A manual page that may be dropped is no target; a program that is not there no
 * choice. No link dangles. */
static void test_alternative_dropped(void **state)
{
	struct effect_slave man = {"/usr/share/man/man1/tool.1.gz", "tool.1.gz", "/usr/share/man/man1/a.1.gz"};
	struct effect e = {.kind = EFFECT_ALTERNATIVE, .name = "tool", .path = "/usr/bin/tool",
			   .target = "/usr/bin/a", .priority = 1, .slave = {&man, 1, 1}};
	struct fixture f;
	(void)state;
	begin(&f, "tool", "dpkg");
	put(&f, "bin", MEMBER_SYMLINK, "usr/bin")->held = true;
	put(&f, "usr/bin/a", MEMBER_FILE, "");
	put(&f, "usr/share/man/man1/a.1.gz", MEMBER_FILE, "")->held = true;
	apply(&f, e);
	e.target = "/usr/bin/absent";
	e.priority = 9;
	apply(&f, e);
	check_link(&f, "usr/bin/tool", "/etc/alternatives/tool");
	check_link(&f, "etc/alternatives/tool", "/usr/bin/a");
	check_link(&f, "etc/alternatives/tool.1.gz", NULL);
	check_link(&f, "usr/share/man/man1/tool.1.gz", NULL);
	/* Through the links of merged /usr, both ways. */
	apply(&f, (struct effect){.kind = EFFECT_ALTERNATIVE, .name = "x", .path = "/bin/x", .target = "/bin/a"});
	check_link(&f, "usr/bin/x", "/etc/alternatives/x");
	refuse(&f, (struct effect){.kind = EFFECT_ALTERNATIVE, .name = "y", .path = "/bin/x", .target = "/bin/a"},
	       STATUS_FATAL, "already managed by x");
	refuse(&f, (struct effect){.kind = EFFECT_ALTERNATIVE, .name = "../y", .path = "/bin/y", .target = "/bin/a"},
	       STATUS_FATAL, "bad name");
	finish(&f);
	check_text(&f, "var/lib/dpkg/alternatives/tool",
		   "auto\n/usr/bin/tool\ntool.1.gz\n/usr/share/man/man1/tool.1.gz\n\n"
		   "/usr/bin/a\n1\n/usr/share/man/man1/a.1.gz\n\n");
	end(&f);
}

/* Fixed accounts come in by name and by what they own, under ids that no other
 * gets; nobody's group is nogroup. */
static void test_fixed_accounts(void **state)
{
	struct fixture f;
	uint32_t id;
	(void)state;
	begin(&f, "a", "b");
	put(&f, "var", MEMBER_DIR, NULL);
	put(&f, "var/mail", MEMBER_DIR, NULL)->gid = 8;
	put(&f, "var/held", MEMBER_DIR, NULL);
	fileset_get(&f.files, "var/held")->gid = 42;
	fileset_get(&f.files, "var/held")->held = true;
	apply(&f, (struct effect){.kind = EFFECT_OWNER, .path = "/var", .user = "www-data", .group = "nogroup"});
	apply(&f, (struct effect){.kind = EFFECT_USER, .name = "own", .group = "own", .id = ID_ANY});
	apply(&f, (struct effect){.kind = EFFECT_USER, .name = "lone", .id = ID_ANY});
	assert_int_equal(fileset_get(&f.files, "var")->gid, 65534);
	assert_true(effect_user_id(f.state, "www-data", &id) && id == 33);
	assert_true(effect_group_id(f.state, "4711", &id) && id == 4711);
	assert_false(effect_group_id(f.state, "nobody-knows", &id));
	finish(&f);
	check_text(&f, "etc/passwd",
		   "root:x:0:0:root:/root:/sbin/nologin\n"
		   "nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n"
		   "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n"
		   "own:x:100:101::/nonexistent:/usr/sbin/nologin\n"
		   "lone:x:101:65534::/nonexistent:/usr/sbin/nologin\n");
	check_text(&f, "etc/group", "root:x:0:\nnobody:x:65534:\nwww-data:x:33:\nown:x:101:\nmail:x:8:\n");
	assert_null(fileset_get(&f.files, "etc/shadow"));
	end(&f);
}

static void test_clashes(void **state)
{
	struct fixture f;
	(void)state;
	begin(&f, "a", "b");
	apply(&f, (struct effect){.kind = EFFECT_USER, .name = "one", .id = 150, .group = "one"});
	apply(&f, (struct effect){.kind = EFFECT_USER, .name = "one", .id = ID_ANY});
	refuse(&f, (struct effect){.kind = EFFECT_USER, .name = "one", .id = 151, .script = "postinst", .line = 3},
	       STATUS_FATAL, "a: postinst line 3: user one has the id 150 and would get 151");
	refuse(&f, (struct effect){.kind = EFFECT_USER, .name = "two", .id = 150}, STATUS_FATAL, "which is that of one");
	refuse(&f, (struct effect){.kind = EFFECT_GROUP, .name = "two", .id = 150}, STATUS_FATAL, "which is that of one");
	refuse(&f, (struct effect){.kind = EFFECT_GROUP, .name = "a:b", .id = ID_ANY}, STATUS_FATAL, "bad name");
	refuse(&f, (struct effect){.kind = EFFECT_USER, .name = "c", .id = ID_ANY, .gecos = "x:0:0"}, STATUS_FATAL, "bad name");
	refuse(&f, (struct effect){.kind = EFFECT_MEMBER, .name = "one", .group = "none"}, STATUS_FATAL, "no group 'none'");
	refuse(&f, (struct effect){.kind = EFFECT_OWNER, .path = "/", .user = "none"}, STATUS_FATAL, "no user 'none'");
	end(&f);
}

/* base-passwd's lists, whole; the profile's accounts that it has are its own. */
static void test_masters(void **state)
{
	struct fixture f;
	(void)state;
	begin(&f, "a", "b");
	effect_end(f.state);
	put(&f, "usr/share/base-passwd/passwd.master", MEMBER_FILE,
	    "root:*:0:0:root:/root:/bin/bash\nnobody:*:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
	put(&f, "usr/share/base-passwd/group.master", MEMBER_FILE, "root:*:0:\nshadow:*:42:\nnogroup:*:65534:\n");
	f.package[0].name = "base-passwd";
	f.package[1].name = "passwd";
	f.state = effect_begin(&f.effects, &f.files, &f.err);
	check_no_error(&f.err);
	apply(&f, (struct effect){.kind = EFFECT_GROUP, .name = "free", .id = ID_ANY});
	finish(&f);
	check_text(&f, "etc/passwd", "root:x:0:0:root:/root:/bin/bash\n"
		   "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
	check_text(&f, "etc/group", "root:x:0:\nshadow:x:42:\nnogroup:x:65534:\nfree:x:100:\n");
	check_text(&f, "etc/shadow", "root:*:5:0:99999:7:::\nnobody:*:5:0:99999:7:::\n");
	check_text(&f, "etc/gshadow", "root:*::\nshadow:*::\nnogroup:*::\nfree:!::\n");
	assert_int_equal(fileset_get(&f.files, "etc/shadow")->mode, 0640);
	assert_int_equal(fileset_get(&f.files, "etc/gshadow")->gid, 42);
	end(&f);
}

/* Nothing is written where a name climbs out, nor through a link to the host. */
static void test_hostile(void **state)
{
	struct fixture f;
	(void)state;
	begin(&f, "a", "b");
	put(&f, "out", MEMBER_SYMLINK, "../../../../etc");
	put(&f, "loop", MEMBER_SYMLINK, "loop");
	put(&f, "etc", MEMBER_DIR, NULL);
	refuse(&f, (struct effect){.kind = EFFECT_FILE, .path = "/a/../../b"}, STATUS_UNTRUSTED, "climbs out");
	refuse(&f, (struct effect){.kind = EFFECT_FILE, .path = "relative"}, STATUS_UNTRUSTED, "not an absolute path");
	refuse(&f, (struct effect){.kind = EFFECT_DIRECTORY, .path = "/loop/x", .mode = MODE_KEEP}, STATUS_UNTRUSTED, "too many levels");
	refuse(&f, (struct effect){.kind = EFFECT_REMOVE, .path = "/", .deep = true}, STATUS_FATAL, "remove the root");
	refuse(&f, (struct effect){.kind = EFFECT_MOVE, .path = "/etc/below", .target = "/etc"}, STATUS_FATAL, "cannot go into itself");
	refuse(&f, (struct effect){.kind = EFFECT_DIRECTORY, .path = "/etc/x/y\nz"}, STATUS_UNTRUSTED, "newline");
	apply(&f, (struct effect){.kind = EFFECT_FILE, .path = "/out/x", .content = str_from("1"), .mode = MODE_KEEP});
	check_text(&f, "etc/x", "1");
	apply(&f, (struct effect){.kind = EFFECT_APPEND, .path = "/out/x", .content = str_from("2")});
	check_text(&f, "etc/x", "12");
	assert_int_equal(fileset_get(&f.files, "etc/x")->mode, 0644);
	assert_int_equal(compose_finish(&f.files, 0, &f.err), 0);
	end(&f);
}

/* A file that is replaced, moved or removed leaves its other names whole. */
static void test_hard_links(void **state)
{
	struct fixture f;
	(void)state;
	begin(&f, "a", "b");
	put(&f, "a", MEMBER_FILE, "body");
	put(&f, "b", MEMBER_HARDLINK, "a");
	put(&f, "c", MEMBER_HARDLINK, "a");
	apply(&f, (struct effect){.kind = EFFECT_MODE, .path = "/b", .mode = 0600});
	assert_int_equal(fileset_get(&f.files, "a")->mode, 0600);
	assert_int_equal(fileset_get(&f.files, "c")->mode, 0600);
	apply(&f, (struct effect){.kind = EFFECT_MOVE, .path = "/z", .target = "/a"});
	assert_string_equal(fileset_get(&f.files, "b")->target, "z");
	apply(&f, (struct effect){.kind = EFFECT_REMOVE, .path = "/z"});
	check_text(&f, "b", "body");
	assert_string_equal(fileset_get(&f.files, "c")->target, "b");
	apply(&f, (struct effect){.kind = EFFECT_COPY, .path = "/d", .target = "/c"});
	check_text(&f, "d", "body");
	refuse(&f, (struct effect){.kind = EFFECT_COPY, .path = "/e", .target = "/not/there"}, STATUS_FATAL,
	       "/not/there is not in the image");
	assert_null(fileset_get(&f.files, "e"));
	end(&f);
}

static void test_diversion(void **state)
{
	struct fixture f;
	(void)state;
	begin(&f, "own", "dpkg");
	put(&f, "bin/own", MEMBER_FILE, "own");
	put(&f, "bin/other", MEMBER_FILE, "other")->owner = 2;
	apply(&f, (struct effect){.kind = EFFECT_DIVERSION, .path = "/bin/own", .target = "/bin/own.old", .for_package = "own"});
	apply(&f, (struct effect){.kind = EFFECT_DIVERSION, .path = "/bin/other", .target = "/bin/other.old", .for_package = "own"});
	check_text(&f, "bin/own", "own");
	check_text(&f, "bin/other.old", "other");
	assert_null(fileset_get(&f.files, "bin/other"));
	refuse(&f, (struct effect){.kind = EFFECT_DIVERSION, .path = "/bin/other", .target = "/bin/x", .for_package = "own"},
	       STATUS_FATAL, "clashes");
	finish(&f);
	check_text(&f, "var/lib/dpkg/diversions",
		   "/bin/other\n/bin/other.old\nown\n/bin/own\n/bin/own.old\nown\n");
	end(&f);
}

/* One file that is asked for by name must be right; of all, only its bad lines
 * are left out. Files of /etc hide those of /usr/lib. */
static void test_dropins(void **state)
{
	const struct effect all = {.kind = EFFECT_GENERATE, .name = "sysusers"};
	const struct effect one = {.kind = EFFECT_GENERATE, .name = "sysusers", .path = "bad.conf"};
	struct fixture f;
	(void)state;
	begin(&f, "a", "b");
	put(&f, "usr/lib/sysusers.d/bad.conf", MEMBER_FILE, "u good 200\nq what\nu machine-%m -\nu x 1:2:3\n");
	put(&f, "usr/lib/sysusers.d/hidden.conf", MEMBER_FILE, "u hidden -\n");
	put(&f, "etc/sysusers.d/hidden.conf", MEMBER_SYMLINK, "/dev/null");
	refuse(&f, one, STATUS_UNTRUSTED, "bad.conf");
	assert_false(effect_has_user(f.state, "good"));
	apply(&f, all);
	assert_true(effect_has_user(f.state, "good"));
	assert_false(effect_has_user(f.state, "hidden"));
	put(&f, "usr/lib/tmpfiles.d/t.conf", MEMBER_FILE, "d /run/t 0750 good good\np /run/fifo\nL /etc/t - - - - %t/t\n"
	    "f^ /root/.ssh/keys - - - - ssh.keys\n");
	apply(&f, (struct effect){.kind = EFFECT_GENERATE, .name = "tmpfiles", .path = "/usr/lib/tmpfiles.d/t.conf"});
	assert_int_equal(fileset_get(&f.files, "run/t")->uid, 200);
	check_link(&f, "etc/t", "/run/t");
	assert_null(fileset_get(&f.files, "root/.ssh/keys"));
	apply(&f, (struct effect){.kind = EFFECT_GENERATE, .name = "ca-bundle"});
	assert_true(effect_asked(f.state, "ca-bundle"));
	assert_false(effect_asked(f.state, "ld.so.cache"));
	end(&f);
}

static void test_machine_id(void **state)
{
	struct fixture f;
	(void)state;
	begin(&f, "a", "b");
	const struct generate_input input = {.profile = &f.profile};
	assert_int_equal(generate(&input, &f.files, &f.err), 0);
	assert_null(fileset_get(&f.files, "etc/machine-id"));
	put(&f, "usr/bin/dbus-daemon", MEMBER_FILE, "");
	put(&f, "etc/machine-id", MEMBER_FILE, "0123456789abcdef0123456789abcdef\n");
	assert_int_equal(generate(&input, &f.files, &f.err), 0);
	check_text(&f, "etc/machine-id", "");
	assert_int_equal(fileset_get(&f.files, "etc/machine-id")->mode, 0444);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alternative_dropped), cmocka_unit_test(test_fixed_accounts),
		cmocka_unit_test(test_clashes),		    cmocka_unit_test(test_masters),
		cmocka_unit_test(test_hostile),		    cmocka_unit_test(test_hard_links),
		cmocka_unit_test(test_diversion),	    cmocka_unit_test(test_dropins),
		cmocka_unit_test(test_machine_id),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
