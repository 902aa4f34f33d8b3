/* SPDX-License-Identifier: GPL-2.0-or-later */
/* io/stream: sources and sinks over descriptors and memory. */
#include "io/stream.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/support/archive.h"

static void read_all(struct source *source, size_t step, struct buf *out, struct err *err)
{
	char room[64];
	ssize_t n;
	while ((n = source->read(source, room, step, err)) > 0)
		buf_add(out, room, (size_t)n);
	assert_int_equal(n, err->text ? -1 : 0);
	source_close(source);
}

static void test_memory(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	read_all(source_memory(STR("hello world")), 3, &out, &err);
	assert_string_equal(out.p, "hello world");
	buf_release(&out);
	read_all(source_memory((struct str){NULL, 0}), 3, &out, &err);
	assert_int_equal(out.n, 0);
	check_no_error(&err);
}

static void test_range(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	int fd = file_of(STR("0123456789"));
	read_all(source_range(fd, 2, 5), 2, &out, &err);
	assert_string_equal(out.p, "23456");
	check_no_error(&err);
	out.n = 0;
	read_all(source_range(fd, 10, 0), 2, &out, &err);
	check_no_error(&err);
	assert_int_equal(out.n, 0);
	buf_release(&out);
	close(fd);
}

/* A length that a header claims is no length of the file. */
static void test_range_past_the_end(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	int fd = file_of(STR("0123456789"));
	read_all(source_range(fd, 5, 100), 64, &out, &err);
	check_error(&err, STATUS_UNTRUSTED, "truncated: 95 bytes are missing");
	buf_release(&out);
	close(fd);
}

static void test_read_full(void **state)
{
	(void)state;
	struct err err = {0};
	char room[8];
	struct source *source = source_memory(STR("abcdef"));
	assert_int_equal(source_read_full(source, room, 4, &err), 0);
	assert_memory_equal(room, "abcd", 4);
	assert_int_equal(source_read_full(source, room, 4, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "truncated");
	source_closep(&source);
	assert_null(source);
}

/* Small and large writes come out in order, however they are cut. */
static void test_fd_sink(void **state)
{
	(void)state;
	enum { SIZE = 1000 * 1000 };
	struct err err = {0};
	int fd = file_of(STR(""));
	char *data = mem_alloc(SIZE), *back = mem_alloc(SIZE);
	for (size_t i = 0; i < SIZE; i++)
		data[i] = (char)(i * 7 + i / 251);
	struct sink *sink = sink_fd(fd, "x");
	for (size_t at = 0, step = 1; at < SIZE; step = step * 3 % 300007) {
		size_t n = step < SIZE - at ? step : SIZE - at;
		assert_int_equal(sink_write(sink, data + at, n, &err), 0);
		at += n;
	}
	assert_int_equal(sink_finish(sink, &err), 0);
	sink_close(sink);
	assert_int_equal(pread(fd, back, SIZE, 0), SIZE);
	assert_memory_equal(data, back, SIZE);
	free(data);
	free(back);
	close(fd);
}

/* A full disk is noticed, at the latest when the sink is finished. */
static void test_no_space(void **state)
{
	(void)state;
	struct err err = {0};
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		skip_because("/dev/full cannot be opened");
	struct sink *sink = sink_fd(fd, "out.tar");
	assert_int_equal(sink_write(sink, "x", 1, &err), 0);
	assert_int_equal(sink_finish(sink, &err), -1);
	check_error(&err, STATUS_FATAL, "cannot write out.tar: No space left on device");
	sink_close(sink);
	close(fd);
}

static void test_broken_pipe(void **state)
{
	(void)state;
	struct err err = {0};
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	struct sink *sink = sink_fd(ends[1], "-");
	assert_int_equal(sink_write(sink, "x", 1, &err), 0);
	assert_int_equal(sink_finish(sink, &err), -1);
	check_error(&err, STATUS_FATAL, "Broken pipe");
	sink_close(sink);
	close(ends[1]);
}

static void test_buf_sink(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf buf = {0};
	struct sink *sink = sink_buf(&buf);
	assert_int_equal(sink_write(sink, "ab", 2, &err), 0);
	assert_int_equal(sink_write(sink, "", 0, &err), 0);
	assert_int_equal(sink_write(sink, "c", 1, &err), 0);
	assert_int_equal(sink_finish(sink, &err), 0);
	sink_closep(&sink);
	assert_null(sink);
	assert_string_equal(buf.p, "abc");
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_range_past_the_end),
		cmocka_unit_test(test_read_full),
		cmocka_unit_test(test_fd_sink),
		cmocka_unit_test(test_no_space),
		cmocka_unit_test(test_broken_pipe),
		cmocka_unit_test(test_buf_sink),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
