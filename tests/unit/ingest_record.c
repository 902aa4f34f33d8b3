/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stage/ingest/record: the parent believes nothing that a worker, which has
 * read a hostile package, has left in its result. */
#include "stage/ingest/record.h"

#include <unistd.h>

#include "tests/unit/support/archive.h"

enum { NAMES = 2 };

static const struct record_expect expect = {.names = NAMES, .members = 10, .owner = 3};

/* What a worker would have written: one of each kind. */
struct result {
	struct buf file;
	struct record_member member[4]; /* dir, file, symlink, hard link */
	struct record_tail tail;
	size_t members_at; /* where they truly are */
};

/* Reads back the tables, to be changed and written again. */
static void load(struct result *result)
{
	memcpy(&result->tail, result->file.p + result->file.n - sizeof(result->tail),
	       sizeof(result->tail));
	result->members_at = (size_t)result->tail.members_at;
	memcpy(result->member, result->file.p + result->members_at, sizeof(result->member));
}

static void store(struct result *result)
{
	memcpy(result->file.p + result->members_at, result->member, sizeof(result->member));
	memcpy(result->file.p + result->file.n - sizeof(result->tail), &result->tail,
	       sizeof(result->tail));
}

static struct result make(void)
{
	struct result result = {0};
	struct err err = {0};
	struct record_writer writer;
	uint64_t spared[NAMES] = {0, 20};
	char room[4096];
	ssize_t n;
	uint64_t body;
	int fd = file_of(STR(""));
	record_open(&writer, fd);
	record_begin_body(&writer, &body, &err);
	record_append(&writer, STR("body"), &err);
	struct record_member member[4] = {
		{.path = record_string(&writer, "usr"), .target = RECORD_NONE, .type = MEMBER_DIR},
		{.path = record_string(&writer, "usr/a"),
		 .target = RECORD_NONE,
		 .body = body,
		 .size = 4,
		 .type = MEMBER_FILE,
		 .mode = 04755,
		 .held = 1,
		 .rule = 1},
		{.path = record_string(&writer, "usr/b"),
		 .target = record_string(&writer, "../x"),
		 .type = MEMBER_SYMLINK},
		{.path = record_string(&writer, "usr/c"),
		 .target = record_string(&writer, "usr/a"),
		 .type = MEMBER_HARDLINK},
	};
	vec_push(&writer.control,
		 ((struct record_control){record_string(&writer, "control"), body, 4}));
	vec_push(&writer.left_out, ((struct record_left_out){record_string(&writer, "usr/b"), 7, MEMBER_FILE, 1}));
	buf_puts(&writer.list, "/.\n/usr\n/usr/a\n");
	assert_int_equal(record_finish(&writer, member, 4, spared, NAMES, &err), 0);
	record_release(&writer);
	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, room, sizeof(room))) > 0)
		buf_add(&result.file, room, (size_t)n);
	close(fd);
	load(&result);
	return result;
}

/* Takes the result. */
static void check_refused(struct result *result, const char *text)
{
	struct package_files out = {0};
	struct err err = {0};
	store(result);
	assert_int_equal(record_read(buf_str(&result->file), &expect, &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, text);
	assert_int_equal(out.member.n + out.control.n, 0);
	assert_null(out.spared);
	assert_int_equal(out.left_out.list.n, 0);
	buf_release(&result->file);
	*result = make();
}

static void test_good(void **state)
{
	(void)state;
	struct result result = make();
	struct package_files out = {0};
	struct err err = {0};
	record_read(buf_str(&result.file), &expect, &out, &err);
	check_no_error(&err);
	assert_int_equal(out.member.n, 4);
	assert_string_equal(out.member.at[1].path, "usr/a");
	assert_true(str_is(out.member.at[1].body, "body"));
	assert_true(out.member.at[1].held);
	assert_int_equal(out.member.at[1].owner, 3);
	assert_string_equal(out.member.at[2].target, "../x");
	assert_string_equal(out.control.at[0].name, "control");
	assert_int_equal(out.spared[1], 20);
	assert_int_equal(left_out_sum(&out.left_out, 1).bytes, 7);
	assert_string_equal(out.left_out.list.at[0].path, "usr/b");
	assert_true(str_is(out.list, "/.\n/usr\n/usr/a\n"));
	package_files_release(&out);
	buf_release(&result.file);
}

static void test_tail(void **state)
{
	(void)state;
	struct result r = make();
	r.tail.magic++;
	check_refused(&r, "no tail");
	r.tail.size++;
	check_refused(&r, "no tail");
	r.tail.strings = r.file.n + 1;
	check_refused(&r, "strings");
	r.tail.strings_size = UINT64_MAX - 10;
	check_refused(&r, "strings");
	r.tail.strings_size--;
	check_refused(&r, "strings");
	r.tail.members = 11;
	check_refused(&r, "members");
	r.tail.members = UINT64_MAX / sizeof(struct record_member) + 2;
	check_refused(&r, "members");
	r.tail.members_at = r.file.n - 8;
	check_refused(&r, "members");
	r.tail.controls = r.file.n;
	check_refused(&r, "control files");
	r.tail.controls_at = UINT64_MAX;
	check_refused(&r, "control files");
	r.tail.spared++;
	check_refused(&r, "what was spared");
	r.tail.spared_at = r.file.n - 8;
	check_refused(&r, "what was spared");
	r.tail.left_out = expect.members + 1;
	check_refused(&r, "what was left out");
	r.tail.left_out_at = r.file.n - 8;
	check_refused(&r, "what was left out");
	r.tail.list = r.file.n;
	check_refused(&r, "list of files");
	r.tail.list_size = UINT64_MAX;
	check_refused(&r, "list of files");
	r.tail.list_size--; /* no newline at its end */
	check_refused(&r, "list of files");
	r.tail.list++; /* no slash at its start */
	r.tail.list_size--;
	check_refused(&r, "list of files");
	buf_release(&r.file);
}

static void test_members(void **state)
{
	(void)state;
	struct result r = make();
	r.member[1].path = r.tail.strings_size;
	check_refused(&r, "name of a member");
	r.member[1].path = RECORD_NONE;
	check_refused(&r, "name of a member");
	r.member[1].path = r.member[2].target; /* ../x */
	check_refused(&r, "name of a member");
	r.member[1].type = MEMBER_HARDLINK + 1;
	check_refused(&r, "type of a member");
	r.member[1].path += strlen("usr/a");
	check_refused(&r, "type of a member");
	r.member[1].mode = 010000;
	check_refused(&r, "mode of a member");
	r.member[1].rule = NAMES;
	check_refused(&r, "rule of a member");
	r.member[1].held = 2;
	check_refused(&r, "rule of a member");
	r.member[0].rule = 1;
	check_refused(&r, "rule of a member");
	r.member[1].body = r.file.n + 1;
	check_refused(&r, "body of a file");
	r.member[1].size = UINT64_MAX;
	check_refused(&r, "body of a file");
	r.member[0].size = 1;
	check_refused(&r, "body of a member that is no file");
	r.member[2].path = r.member[1].path;
	check_refused(&r, "a path comes twice");
	buf_release(&r.file);
}

static void test_targets(void **state)
{
	(void)state;
	struct result r = make();
	r.member[1].target = 0;
	check_refused(&r, "target of a member that is no link");
	r.member[2].target = RECORD_NONE;
	check_refused(&r, "target of a member that is no link");
	r.member[2].target = r.tail.strings_size;
	check_refused(&r, "target of a link");
	r.member[2].target += strlen("../x");
	check_refused(&r, "target of a symlink");
	r.member[3].target = r.member[0].path;
	check_refused(&r, "hard link to something else than a file");
	r.member[3].target = r.member[3].path;
	check_refused(&r, "hard link to something else than a file");
	r.member[3].target = r.member[2].target;
	check_refused(&r, "target of a link");
	buf_release(&r.file);
}

static void test_strings(void **state)
{
	(void)state;
	struct result r = make();
	r.file.p[r.tail.strings + r.member[0].path] = '/';
	check_refused(&r, "name of a member");
	r.file.p[r.tail.strings + r.member[0].path] = '\n';
	check_refused(&r, "name of a member");
	r.file.p[r.tail.strings + r.member[2].target] = '\n';
	check_refused(&r, "target of a symlink");
	buf_release(&r.file);
}

static void test_controls(void **state)
{
	(void)state;
	struct result r = make();
	struct record_control *control = (void *)(r.file.p + r.tail.controls_at);
	control->name = r.member[1].path; /* usr/a */
	check_refused(&r, "control file");
	control = (void *)(r.file.p + r.tail.controls_at);
	control->size = r.file.n + 1;
	check_refused(&r, "control file");
	buf_release(&r.file);
}

static void test_left_out(void **state)
{
	(void)state;
	struct result r = make();
	struct record_left_out *left_out = (void *)(r.file.p + r.tail.left_out_at);
	left_out->path = r.tail.strings_size;
	check_refused(&r, "what was left out");
	left_out = (void *)(r.file.p + r.tail.left_out_at);
	left_out->rule = NAMES;
	check_refused(&r, "what was left out");
	left_out = (void *)(r.file.p + r.tail.left_out_at);
	left_out->type = MEMBER_HARDLINK + 1;
	check_refused(&r, "what was left out");
	left_out = (void *)(r.file.p + r.tail.left_out_at);
	left_out->type = MEMBER_SYMLINK; /* has no bytes */
	check_refused(&r, "what was left out");
	buf_release(&r.file);
}

/* A worker that died while it wrote leaves anything. */
static void test_cut_anywhere(void **state)
{
	(void)state;
	struct result r = make();
	for (size_t n = 0; n < r.file.n; n++) {
		struct package_files out = {0};
		struct err err = {0};
		struct str cut = {r.file.p, n};
		assert_int_equal(record_read(cut, &expect, &out, &err), -1);
		err_release(&err);
	}
	buf_release(&r.file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),	   cmocka_unit_test(test_tail),
		cmocka_unit_test(test_members),	   cmocka_unit_test(test_targets),
		cmocka_unit_test(test_strings),	   cmocka_unit_test(test_controls), cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_cut_anywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
