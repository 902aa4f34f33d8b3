/* SPDX-License-Identifier: GPL-2.0-or-later */
/* io/compress: the same bytes each time, whatever the caller does. */
#include "io/compress.h"

#include <stdlib.h>

#include "tests/unit/support/archive.h"

static const enum compression kinds[] = {COMPRESSION_GZIP, COMPRESSION_XZ, COMPRESSION_ZSTD};

static void pack_with(enum compression kind, int level, unsigned jobs, struct str plain, size_t step,
		 struct buf *out)
{
	struct err err = {0};
	struct sink *sink = compress_open(kind, level, jobs, sink_buf(out), &err);
	check_no_error(&err);
	for (size_t at = 0; at < plain.n; at += step) {
		size_t n = step < plain.n - at ? step : plain.n - at;
		assert_int_equal(sink_write(sink, plain.p + at, n, &err), 0);
	}
	assert_int_equal(sink_finish(sink, &err), 0);
	sink_close(sink);
}

static void pack_in_steps(enum compression kind, int level, struct str plain, size_t step,
			  struct buf *out)
{
	pack_with(kind, level, 1, plain, step, out);
}

static void unpack(enum compression kind, struct str packed, struct buf *out)
{
	const struct decompress_limits limits = {128 << 20, 64 << 20};
	struct err err = {0};
	char piece[65536];
	ssize_t n;
	struct source *source = decompress_open(kind, source_memory(packed), &limits, &err);
	check_no_error(&err);
	while ((n = source->read(source, piece, sizeof(piece), &err)) > 0)
		buf_add(out, piece, (size_t)n);
	check_no_error(&err);
	source_close(source);
}

static void make_plain(struct buf *plain)
{
	unsigned seed = 1;
	for (size_t i = 0; i < 60000; i++) {
		seed = seed * 1103515245 + 12345;
		buf_printf(plain, "%u %zu\n", seed >> 24, i / 7);
	}
}

/* The digest of an image must not depend on how its writer cuts its writes. */
static void test_independent_of_writes(void **state)
{
	(void)state;
	struct buf plain = {0};
	make_plain(&plain);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct buf whole = {0};
		int level = kinds[i] == COMPRESSION_GZIP ? COMPRESS_LEVEL_DEFAULT : 3;
		pack_in_steps(kinds[i], level, buf_str(&plain), plain.n, &whole);
		for (size_t step = 1; step < plain.n; step = step * 37 + 1) {
			struct buf out = {0};
			pack_in_steps(kinds[i], level, buf_str(&plain), step, &out);
			assert_true(str_equal(buf_str(&whole), buf_str(&out)));
			buf_release(&out);
		}
		buf_release(&whole);
	}
	buf_release(&plain);
}

/* Several blocks of gzip and several jobs of zstd, in any number of threads, and
 * what comes back is what went in. */
static void test_independent_of_jobs(void **state)
{
	(void)state;
	static const size_t lengths[] = {0, 1, 512 * 1024, 512 * 1024 + 1, 9 * 1024 * 1024};
	static const unsigned jobs[] = {2, 3, 16};
	struct buf plain = {0};
	while (plain.n < 9 * 1024 * 1024)
		make_plain(&plain);
	for (size_t k = 0; k < ARRAY_LEN(kinds) * ARRAY_LEN(lengths); k++) {
		enum compression kind = kinds[k % ARRAY_LEN(kinds)];
		struct str part = {plain.p, lengths[k / ARRAY_LEN(kinds)]};
		struct buf one = {0}, back = {0};
		pack_with(kind, 1, 1, part, 100000, &one);
		for (size_t i = 0; i < ARRAY_LEN(jobs); i++) {
			struct buf out = {0};
			pack_with(kind, 1, jobs[i], part, 65536, &out);
			assert_true(str_equal(buf_str(&one), buf_str(&out)));
			buf_release(&out);
		}
		unpack(kind, buf_str(&one), &back);
		assert_int_equal(back.n, part.n);
		assert_memory_equal(back.p ? back.p : "", part.p, part.n);
		buf_release(&one);
		buf_release(&back);
	}
	buf_release(&plain);
}

/* RFC 1952: no time, no name, OS unknown. */
static void test_gzip_header(void **state)
{
	(void)state;
	struct buf out = {0};
	pack_in_steps(COMPRESSION_GZIP, 6, STR("text"), 4, &out);
	assert_memory_equal(out.p, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
	buf_release(&out);
}

/* .xz format, 2.1.1.2: check 4 is CRC64. */
static void test_xz_header(void **state)
{
	(void)state;
	struct buf out = {0};
	pack_in_steps(COMPRESSION_XZ, 0, STR("text"), 4, &out);
	assert_memory_equal(out.p, "\xfd" "7zXZ\0\0\x04", 8);
	buf_release(&out);
}

/* RFC 8878, 3.1.1.1.1: bit 2 of the descriptor is the checksum flag. */
static void test_zstd_header(void **state)
{
	(void)state;
	struct buf out = {0};
	pack_in_steps(COMPRESSION_ZSTD, 1, STR("text"), 4, &out);
	assert_memory_equal(out.p, "\x28\xb5\x2f\xfd", 4);
	assert_int_equal(out.p[4] & 4, 4);
	buf_release(&out);
}

static void test_none(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	struct sink *inner = sink_buf(&out);
	struct sink *sink = compress_open(COMPRESSION_NONE, COMPRESS_LEVEL_DEFAULT, 1, inner, &err);
	assert_ptr_equal(sink, inner);
	sink_close(sink);
}

static void test_levels(void **state)
{
	(void)state;
	static const struct {
		enum compression kind;
		int level;
		const char *text;
	} wrong[] = {
		{COMPRESSION_GZIP, 10, "gzip has no level 10"},
		{COMPRESSION_GZIP, 0, "gzip has no level 0"},
		{COMPRESSION_XZ, 10, "xz has no level 10"},
		{COMPRESSION_ZSTD, 23, "zstd has no level 23"},
		{COMPRESSION_ZSTD, -2, "zstd has no level -2"},
	};
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct err err = {0};
		struct buf out = {0};
		assert_null(compress_open(wrong[i].kind, wrong[i].level, 1, sink_buf(&out), &err));
		assert_non_null(err.hint);
		check_error(&err, STATUS_FATAL, wrong[i].text);
	}
	struct buf plain = {0}, best = {0}, preset = {0};
	make_plain(&plain);
	pack_in_steps(COMPRESSION_GZIP, 9, buf_str(&plain), plain.n, &best);
	pack_in_steps(COMPRESSION_GZIP, COMPRESS_LEVEL_DEFAULT, buf_str(&plain), plain.n, &preset);
	assert_true(str_equal(buf_str(&best), buf_str(&preset)));
	buf_release(&plain);
	buf_release(&best);
	buf_release(&preset);
}

static int full_write(struct sink *sink, const void *data, size_t n, struct err *err)
{
	(void)sink;
	(void)data;
	return n ? err_set(err, STATUS_FATAL, "the disk is full") : 0;
}

static int full_finish(struct sink *sink, struct err *err)
{
	(void)sink;
	(void)err;
	return 0;
}

static void full_close(struct sink *sink)
{
	(void)sink;
}

/* What the sink below says comes up, if only at the end. */
static void test_error_of_output(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct err err = {0};
		struct sink full = {full_write, full_finish, full_close};
		struct sink *sink = compress_open(kinds[i], 1, 1, &full, &err);
		int ret = sink_write(sink, "text", 4, &err);
		if (ret == 0)
			ret = sink_finish(sink, &err);
		assert_int_equal(ret, -1);
		check_error(&err, STATUS_FATAL, "the disk is full");
		sink_close(sink);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_independent_of_writes),
		cmocka_unit_test(test_independent_of_jobs),
		cmocka_unit_test(test_gzip_header),
		cmocka_unit_test(test_xz_header),
		cmocka_unit_test(test_zstd_header),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_error_of_output),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
