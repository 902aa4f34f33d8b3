/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stage/ingest/ingest: what whole .debs give, through worker processes. What is
 * refused is in ingest_hostile.c. */
#include <dirent.h>
#include <sys/stat.h>

#include "tests/unit/support/ingest.h"

static void check_hardlink(const struct fixture *f, const char *path, const char *target, bool held)
{
	const struct member *m = member_at(f, path);
	assert_non_null(m);
	assert_int_equal(m->type, MEMBER_HARDLINK);
	assert_string_equal(m->target, target);
	assert_int_equal(m->held, held);
}

/* --- good ones ---------------------------------------------------------- */

static void test_members(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_dir(&f.data, "./");
	tar_dir(&f.data, "./usr/");
	size_t at = tar_file(&f.data, "./usr/su", "program");
	tar_patch(&f.data, at, TAR_AT_MODE, "0004755", 8);
	tar_patch(&f.data, at, TAR_AT_UID, "0001750", 8);
	tar_patch(&f.data, at, TAR_AT_GID, "0000052", 8);
	tar_symlink(&f.data, "./usr/link", "../etc//x");
	tar_hardlink(&f.data, "./usr/hard", "./usr/su");
	tar_file(&f.data, "./empty", "");
	tar_end(&f.data);
	check_taken(&f);
	assert_int_equal(f.out.member.n, 6);
	assert_ptr_equal(f.out.package, &f.package);
	assert_int_equal(f.out.id, 7);
	assert_string_equal(f.out.member.at[0].path, "");
	assert_int_equal(f.out.member.at[0].type, MEMBER_DIR);
	assert_string_equal(f.out.member.at[1].path, "usr");
	assert_int_equal(f.out.member.at[1].mode, 0755);
	check_file(&f, "usr/su", "program", false);
	const struct member *su = member_at(&f, "usr/su");
	assert_int_equal(su->mode, 04755);
	assert_int_equal(su->uid, 1000);
	assert_int_equal(su->gid, 42);
	assert_int_equal(su->mtime, 1000000000);
	assert_int_equal(su->owner, 7);
	/* A symlink's text is kept to the letter. */
	assert_string_equal(member_at(&f, "usr/link")->target, "../etc//x");
	check_hardlink(&f, "usr/hard", "usr/su", false);
	assert_int_equal(member_at(&f, "usr/hard")->mode, 04755);
	check_file(&f, "empty", "", false);
	drop(&f);
}

static void test_compressions(void **state)
{
	(void)state;
	static const enum compression kinds[] = {COMPRESSION_NONE, COMPRESSION_GZIP,
						 COMPRESSION_XZ, COMPRESSION_ZSTD};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct fixture f = plain();
		control_tar(&f.control, CONTROL_PLAIN);
		tar_file(&f.data, "a", "body");
		make_deb(&f.deb, &f.control, &f.data, kinds[i]);
		check_taken(&f);
		check_file(&f, "a", "body", false);
		drop(&f);
	}
}

static void test_control_files(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_dir(&f.control, ".");
	tar_file(&f.control, "./md5sums", "abc");
	tar_file(&f.control, "control", CONTROL_PLAIN);
	tar_file(&f.control, "./postinst", "");
	tar_end(&f.control);
	check_taken(&f);
	assert_int_equal(f.out.control.n, 3);
	assert_string_equal(f.out.control.at[0].name, "md5sums");
	assert_true(str_is(f.out.control.at[0].body, "abc"));
	assert_string_equal(f.out.control.at[1].name, "control");
	assert_true(str_is(f.out.control.at[1].body, CONTROL_PLAIN));
	assert_string_equal(f.out.control.at[2].name, "postinst");
	assert_int_equal(f.out.control.at[2].body.n, 0);
	drop(&f);
}

/* What a rule leaves out is counted for it: files and bytes, no directories. */
static void test_filter(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/usr/share/doc/*", "docs", false);
	add_rule(&f, "/usr/share/man/*", "man", true);
	tar_dir(&f.data, "./usr/share/doc/a/");
	tar_file(&f.data, "./usr/share/doc/a/x", "12345");
	tar_file(&f.data, "./usr/share/doc/a/y", "123");
	tar_symlink(&f.data, "./usr/share/doc/a/z", "y");
	tar_file(&f.data, "./usr/share/man/m", "held");
	tar_file(&f.data, "./bin/x", "kept");
	check_taken(&f);
	assert_null(member_at(&f, "usr/share/doc/a/x"));
	check_file(&f, "usr/share/man/m", "held", true);
	assert_int_equal(member_at(&f, "usr/share/man/m")->rule, 1);
	check_file(&f, "bin/x", "kept", false);
	assert_int_equal(left_out_sum(&f.out.left_out, 0).files, 3);
	assert_int_equal(left_out_sum(&f.out.left_out, 0).bytes, 8);
	assert_int_equal(left_out_sum(&f.out.left_out, 1).files, 0);
	drop(&f);
}

/* chisel needs a second pass for it: a body stays when any of its names does. */
static void test_hardlink_to_dropped(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/doc/*", "docs", false);
	tar_file(&f.data, "doc/other", "other");
	size_t at = tar_file(&f.data, "doc/a", "the body");
	tar_patch(&f.data, at, TAR_AT_MODE, "0000755", 8);
	tar_file(&f.data, "x", "x");
	tar_hardlink(&f.data, "doc/b", "doc/a");
	tar_hardlink(&f.data, "bin/c", "./doc/a");
	tar_hardlink(&f.data, "bin/d", "doc/a");
	tar_hardlink(&f.data, "bin/e", "bin/d");
	check_taken(&f);
	assert_int_equal(f.out.member.n, 4);
	check_file(&f, "bin/c", "the body", false);
	assert_int_equal(member_at(&f, "bin/c")->mode, 0755);
	check_hardlink(&f, "bin/d", "bin/c", false);
	check_hardlink(&f, "bin/e", "bin/c", false);
	check_file(&f, "x", "x", false);
	assert_int_equal(left_out_sum(&f.out.left_out, 0).files, 3);
	assert_int_equal(left_out_sum(&f.out.left_out, 0).bytes, 5);
	drop(&f);
}

/* A kept name carries the body before a held one, so that it does not depend
 * on what becomes of the held one. */
static void test_hardlink_to_held(void **state)
{
	(void)state;
	struct fixture f = plain();
	add_rule(&f, "/held/*", "held", true);
	tar_file(&f.data, "held/a", "body");
	tar_hardlink(&f.data, "held/b", "held/a");
	tar_hardlink(&f.data, "bin/c", "held/a");
	tar_file(&f.data, "held/d", "alone");
	tar_hardlink(&f.data, "held/e", "held/d");
	check_taken(&f);
	check_file(&f, "bin/c", "body", false);
	check_hardlink(&f, "held/a", "bin/c", true);
	check_hardlink(&f, "held/b", "bin/c", true);
	check_file(&f, "held/d", "alone", true);
	check_hardlink(&f, "held/e", "held/d", true);
	drop(&f);
}

/* A directory may come again; what it says last counts, as in dpkg. */
static void test_directory_twice(void **state)
{
	(void)state;
	struct fixture f = plain();
	tar_dir(&f.data, "a/");
	tar_file(&f.data, "a/b", "");
	size_t at = tar_dir(&f.data, "./a");
	tar_patch(&f.data, at, TAR_AT_MODE, "0000700", 8);
	check_taken(&f);
	assert_int_equal(f.out.member.n, 2);
	assert_int_equal(f.out.member.at[0].mode, 0700);
	drop(&f);
}

static int entries_of(const char *path)
{
	DIR *dir = opendir(path);
	int count = 0;
	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

/* Results above --memory go to TMPDIR, without a name that could be left. */
static void test_memory(void **state)
{
	(void)state;
	struct fixture f = plain();
	char *dir = mem_printf("%s/tmp", directory);
	assert_int_equal(mkdir(dir, 0700), 0);
	setenv("TMPDIR", dir, 1);
	f.memory = 0;
	tar_file(&f.data, "a", "body");
	check_taken(&f);
	check_file(&f, "a", "body", false);
	assert_int_equal(entries_of(dir), 0);
	drop(&f);
	setenv("TMPDIR", "/nonexistent", 1);
	f = plain();
	f.memory = 0;
	tar_file(&f.data, "a", "body");
	assert_int_equal(take(&f), -1);
	check_error(&f.err, STATUS_FATAL, "cannot create a temporary file in /nonexistent");
	drop(&f);
	unsetenv("TMPDIR");
	free(dir);
}

/* --- several of them ---------------------------------------------------- */

enum { SEVERAL = 6 };

struct several {
	struct package package[SEVERAL];
	struct ingest_input input[SEVERAL];
	struct package_files out[SEVERAL];
	char *text[SEVERAL][2];
};

/* Package i is called "p<i>" and has a file that says so; later ones are
 * larger, so they are started first. */
static struct several several(void)
{
	struct several s = {0};
	for (size_t i = 0; i < SEVERAL; i++) {
		struct buf control = {0}, data = {0}, deb = {0};
		char *name = s.text[i][0] = mem_printf("p%zu", i);
		char *file = mem_printf("%s.deb", name);
		char *stanza = mem_printf("Package: %s\nVersion: 1\nArchitecture: all\n", name);
		control_tar(&control, stanza);
		tar_file(&data, "name", name);
		for (size_t j = 0; j < i; j++) {
			char *more = mem_printf("more%zu", j);
			tar_file(&data, more, more);
			free(more);
		}
		make_deb(&deb, &control, &data, COMPRESSION_NONE);
		s.text[i][1] = write_deb(file, &deb);
		s.package[i] = (struct package){
			.name = name, .version = "1", .architecture = "all"};
		buf_release(&control);
		buf_release(&data);
		buf_release(&deb);
		free(file);
		free(stanza);
	}
	return s;
}

static int take_several(struct several *s, unsigned jobs, struct err *err)
{
	struct filter filter = {0};
	for (size_t i = 0; i < SEVERAL; i++)
		s->input[i] = (struct ingest_input){&s->package[i], i, s->text[i][1]};
	struct ingest_request request = {.input = s->input,
					 .n = SEVERAL,
					 .filter = &filter,
					 .limits = ample,
					 .jobs = jobs,
					 .memory = UINT64_MAX};
	return ingest_run(&request, s->out, err);
}

static void drop_several(struct several *s)
{
	for (size_t i = 0; i < SEVERAL; i++) {
		package_files_release(&s->out[i]);
		free(s->text[i][0]);
		free(s->text[i][1]);
	}
}

static void check_identity(const struct ingest_input *input, const struct filter *filter, const char *before,
			   bool same)
{
	char *now CLEANUP(mem_freep) = ingest_identity(input, filter);
	assert_int_equal(strcmp(now, before) == 0, same);
}

/* Results come in the order of the input, whatever is done first. */
static void test_several(void **state)
{
	(void)state;
	struct several s = several();
	for (unsigned jobs = 1; jobs < 5; jobs += 3) {
		struct err err = {0};
		take_several(&s, jobs, &err);
		check_no_error(&err);
		for (size_t i = 0; i < SEVERAL; i++) {
			assert_int_equal(s.out[i].member.n, i + 1);
			assert_true(str_is(s.out[i].member.at[0].body, s.package[i].name));
			assert_int_equal(s.out[i].member.at[0].owner, i);
			package_files_release(&s.out[i]);
		}
	}
	drop_several(&s);
}

/* Equal identities mean equal results: whatever changes the result changes the identity. */
static void test_identity(void **state)
{
	(void)state;
	struct package package = {.name = "demo", .version = "1", .architecture = "all", .sha256 = "00"};
	struct ingest_input input = {&package, 3, "demo.deb", false};
	struct filter filter = {0};
	char *before = ingest_identity(&input, &filter);
	input.id = 7;
	check_identity(&input, &filter, before, true);
	input.named = true;
	check_identity(&input, &filter, before, false);
	input.named = false;
	input.path = "other.deb";
	check_identity(&input, &filter, before, false);
	input.path = "demo.deb";
	package.sha256 = NULL;
	check_identity(&input, &filter, before, false);
	package.sha256 = "00";
	struct path_rule rule = {.glob = "/usr/x", .package = "other"};
	vec_push(&filter.rule, rule);
	check_identity(&input, &filter, before, true);
	filter.rule.at[0].package = NULL;
	check_identity(&input, &filter, before, false);
	filter_release(&filter);
	free(before);
}

/* One bad .deb: no result of any is left. */
static void test_one_is_bad(void **state)
{
	(void)state;
	struct several s = several();
	struct err err = {0};
	s.package[2].version = "2";
	assert_int_equal(take_several(&s, 3, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "p2.deb: control.tar: Version is 1, expected 2");
	for (size_t i = 0; i < SEVERAL; i++)
		assert_null(s.out[i].origin);
	drop_several(&s);
}

/* --- the stanza alone --------------------------------------------------- */

static void test_ingest_control(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0}, deb = {0}, control = {0}, data = {0};
	tar_file(&control, "postinst", "x");
	tar_file(&control, "control", CONTROL_PLAIN);
	buf_puts(&data, "not looked at");
	make_deb(&deb, &control, &data, COMPRESSION_NONE);
	char *path = write_deb("c.deb", &deb);
	ingest_control(path, &ample, &out, &err);
	check_no_error(&err);
	assert_string_equal(out.p, CONTROL_PLAIN);
	free(path);
	out.n = control.n = deb.n = 0;
	tar_file(&control, "control", "Package: ../../x\nVersion: 1\nArchitecture: all\n");
	make_deb(&deb, &control, &data, COMPRESSION_NONE);
	path = write_deb("c.deb", &deb);
	assert_int_equal(ingest_control(path, &ample, &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED,
		    "c.deb: control.tar: Package is not in the syntax of Debian Policy");
	free(path);
	buf_release(&out);
	buf_release(&deb);
	buf_release(&control);
	buf_release(&data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_compressions),
		cmocka_unit_test(test_control_files),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_hardlink_to_dropped),
		cmocka_unit_test(test_hardlink_to_held),
		cmocka_unit_test(test_directory_twice),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_one_is_bad),
		cmocka_unit_test(test_ingest_control),
	};
	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
