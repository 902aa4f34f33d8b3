/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/tar_write where the output fails: the error is that of the output, nothing is written after
 * it, and all memory is released. What is written otherwise is compared in tests/e2e. */
#include "fmt/tar_write.h"

#include "base/mem.h"
#include "tests/unit/support/test.h"

/* Takes `room` bytes and then fails. */
struct narrow {
	struct sink sink;
	size_t room, n;
	bool failed;
};

static int narrow_write(struct sink *sink, const void *data, size_t n, struct err *err)
{
	struct narrow *narrow = (struct narrow *)sink;
	(void)data;
	assert_false(narrow->failed);
	narrow->n += n;
	narrow->failed = narrow->n > narrow->room;
	return narrow->failed ? err_set(err, STATUS_FATAL, "no room") : 0;
}

static int write_all(struct tar_writer *tar, struct err *err)
{
	static const char bytes[3000];
	static const struct tar_write_entry entries[] = {
		{.path = "dir", .type = TAR_WRITE_DIR, .mode = 0755},
		{.path = "dir/file", .mode = 0644, .body = {bytes, sizeof(bytes)}},
		{.path = "dir/able", .mode = 0755, .body = {bytes, 1}, .capability = {bytes, 20}},
		{.path = "dir/large", .uid = 1 << 24, .body = {bytes, 600}},
		{.path = "dir/link", .type = TAR_WRITE_SYMLINK, .target = "file"},
		{.path = "dir/same", .type = TAR_WRITE_HARDLINK, .target = "dir/file"},
	};
	for (size_t i = 0; i < ARRAY_LEN(entries); i++)
		if (tar_writer_add(tar, &entries[i], err))
			return -1;
	return 0;
}

static void test_failing_output(void **state)
{
	bool failed = true;
	(void)state;
	for (size_t room = 0; failed; room += 512) {
		struct narrow narrow = {.sink = {.write = narrow_write}, .room = room};
		struct err err = {0};
		struct tar_writer *tar = tar_writer_open(&narrow.sink, "./", &err);
		assert_non_null(tar);
		failed = write_all(tar, &err) || tar_writer_finish(tar, &err);
		assert_int_equal(failed, narrow.failed);
		if (failed)
			check_error(&err, STATUS_FATAL, "no room");
		check_no_error(&err);
		tar_writer_close(tar);
		assert_true(room < 100000);
	}
}

static void test_closed_early(void **state)
{
	struct narrow narrow = {.sink = {.write = narrow_write}, .room = 100000};
	struct err err = {0};
	(void)state;
	struct tar_writer *tar = tar_writer_open(&narrow.sink, "./", &err);
	assert_non_null(tar);
	tar_writer_close(tar);
	assert_int_equal(narrow.n, 0);
	tar = tar_writer_open(&narrow.sink, "./", &err);
	assert_int_equal(write_all(tar, &err), 0);
	size_t n = narrow.n;
	tar_writer_close(tar);
	assert_int_equal(narrow.n, n);
	check_no_error(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failing_output),
		cmocka_unit_test(test_closed_early),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
