/* SPDX-License-Identifier: GPL-2.0-or-later */
/* io/decompress: every decoder reads to the end of its input, and takes
 * nothing that is not exactly one stream. */
#include "io/decompress.h"

#include <lzma.h>
#include <zstd.h>

#include "tests/unit/support/archive.h"

static const struct decompress_limits ample = {128 << 20, 1 << 30};
static const enum compression packed_kinds[] = {COMPRESSION_GZIP, COMPRESSION_XZ,
						 COMPRESSION_ZSTD};

/* Bytes that are neither trivial nor random. */
static void make_plain(struct buf *plain, size_t size)
{
	for (size_t i = 0; plain->n < size; i++)
		buf_printf(plain, "%zu,%zu;", i, i * i % 977);
	plain->n = size;
}

static int unpack(enum compression kind, struct str packed, size_t step,
		  const struct decompress_limits *limits, struct buf *out, struct err *err)
{
	char *room = mem_alloc(step);
	ssize_t n = -1;
	struct source *source = decompress_open(kind, source_memory(packed), limits, err);
	while (source && (n = source->read(source, room, step, err)) > 0)
		buf_add(out, room, (size_t)n);
	source_close(source);
	free(room);
	return (int)n;
}

static void check_refused(enum compression kind, struct str packed, const char *text)
{
	struct err err = {0};
	struct buf out = {0};
	assert_int_equal(unpack(kind, packed, 1000, &ample, &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, text);
	buf_release(&out);
}

static void test_round_trip(void **state)
{
	(void)state;
	static const enum compression kinds[] = {COMPRESSION_NONE, COMPRESSION_GZIP,
						 COMPRESSION_XZ, COMPRESSION_ZSTD};
	static const size_t sizes[] = {0, 1, 1000, 1000000}, steps[] = {1000, 300000};
	for (size_t k = 0; k < 4 * 4 * 2; k++) {
		struct err err = {0};
		struct buf plain = {0}, packed = {0}, out = {0};
		enum compression kind = kinds[k % 4];
		make_plain(&plain, sizes[k / 4 % 4]);
		pack(kind, buf_str(&plain), &packed);
		unpack(kind, buf_str(&packed), steps[k / 16], &ample, &out, &err);
		check_no_error(&err);
		assert_true(str_equal(buf_str(&plain), buf_str(&out)));
		buf_release(&plain);
		buf_release(&packed);
		buf_release(&out);
	}
}

static void test_suffixes(void **state)
{
	(void)state;
	struct err err = {0};
	enum compression kind = COMPRESSION_XZ;
	assert_int_equal(compression_from_suffix(STR(""), &kind, &err), 0);
	assert_int_equal(kind, COMPRESSION_NONE);
	assert_int_equal(compression_from_suffix(STR(".zst"), &kind, &err), 0);
	assert_int_equal(kind, COMPRESSION_ZSTD);
	compression_from_suffix(STR(".bz2"), &kind, &err);
	check_error(&err, STATUS_UNTRUSTED, ".bz2 is not taken");
	compression_from_suffix(STR(".lzma"), &kind, &err);
	check_error(&err, STATUS_UNTRUSTED, ".lzma is not taken");
	compression_from_suffix(STR(".gz.xz"), &kind, &err);
	check_error(&err, STATUS_UNTRUSTED, "unknown compression");
}

/* dpkg 1.21.22 ignored a second zstd frame or xz stream: half a tree. */
static void test_second_stream(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(packed_kinds); i++) {
		struct buf packed = {0};
		pack(packed_kinds[i], STR("first"), &packed);
		pack(packed_kinds[i], STR("second"), &packed);
		check_refused(packed_kinds[i], buf_str(&packed), "something follows");
		buf_release(&packed);
	}
}

/* Any byte after the stream is an error, zeros (stream padding) too. */
static void test_left_over(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(packed_kinds); i++) {
		struct buf packed = {0};
		pack(packed_kinds[i], STR("first"), &packed);
		buf_add(&packed, "\0\0\0\0", 4);
		check_refused(packed_kinds[i], buf_str(&packed), "something follows");
		buf_release(&packed);
	}
}

/* dpkg CVE-2026-2219: cut zstd data made an endless loop. */
static void test_cut_anywhere(void **state)
{
	(void)state;
	struct buf plain = {0};
	make_plain(&plain, 3000);
	for (size_t i = 0; i < ARRAY_LEN(packed_kinds); i++) {
		struct buf packed = {0};
		pack(packed_kinds[i], buf_str(&plain), &packed);
		for (size_t n = 0; n < packed.n; n++) {
			struct err err = {0};
			struct buf out = {0};
			struct str cut = {packed.p, n};
			assert_int_equal(unpack(packed_kinds[i], cut, 512, &ample, &out, &err), -1);
			assert_int_equal(err.status, STATUS_UNTRUSTED);
			err_release(&err);
			buf_release(&out);
		}
		buf_release(&packed);
	}
	buf_release(&plain);
}

/* libarchive took a wrong CRC in gzip; here the check of every format counts. */
static void test_wrong_check(void **state)
{
	(void)state;
	static const char *const text[] = {[COMPRESSION_GZIP] = "gzip: incorrect data check",
					   [COMPRESSION_XZ] = "xz: damaged data",
					   [COMPRESSION_ZSTD] = "zstd: "};
	static const size_t from_end[] = {
		[COMPRESSION_GZIP] = 8, /* CRC32, then ISIZE */
		[COMPRESSION_XZ] = 36,  /* CRC64, then index (12) and footer (12) */
		[COMPRESSION_ZSTD] = 4, /* XXH64 */
	};
	for (size_t i = 0; i < ARRAY_LEN(packed_kinds); i++) {
		struct buf packed = {0};
		enum compression kind = packed_kinds[i];
		pack(kind, STR("some text"), &packed);
		packed.p[packed.n - from_end[kind] + (kind == COMPRESSION_XZ ? 8 : 0)] ^= 1;
		check_refused(kind, buf_str(&packed), text[kind]);
		buf_release(&packed);
	}
}

static void test_wrong_length(void **state)
{
	(void)state;
	struct buf packed = {0};
	pack(COMPRESSION_GZIP, STR("some text"), &packed);
	packed.p[packed.n - 4] ^= 1;
	check_refused(COMPRESSION_GZIP, buf_str(&packed), "gzip: incorrect length check");
	buf_release(&packed);
}

/* The member's name says what it is: no decoder guesses. */
static void test_other_format(void **state)
{
	(void)state;
	for (size_t i = 0; i < 9; i++) {
		struct err err = {0};
		struct buf packed = {0}, out = {0};
		pack(packed_kinds[i / 3], STR("text"), &packed);
		int got = unpack(packed_kinds[i % 3], buf_str(&packed), 512, &ample, &out, &err);
		assert_int_equal(got, i / 3 == i % 3 ? 0 : -1);
		err_release(&err);
		buf_release(&packed);
		buf_release(&out);
	}
}

/* A small file that unpacks to a huge one stops at the limit. */
static void test_output_limit(void **state)
{
	(void)state;
	static const enum compression kinds[] = {COMPRESSION_NONE, COMPRESSION_GZIP,
						 COMPRESSION_XZ, COMPRESSION_ZSTD};
	struct buf plain = {0};
	make_plain(&plain, 100000);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct err err = {0};
		struct buf packed = {0}, out = {0};
		struct decompress_limits limits = {128 << 20, 100000};
		pack(kinds[i], buf_str(&plain), &packed);
		unpack(kinds[i], buf_str(&packed), 4096, &limits, &out, &err);
		check_no_error(&err);
		limits.output--;
		out.n = 0;
		assert_int_equal(unpack(kinds[i], buf_str(&packed), 4096, &limits, &out, &err), -1);
		assert_non_null(strstr(err.hint, "--limit output="));
		check_error(&err, STATUS_UNTRUSTED, "unpacks to more than 99999 bytes");
		buf_release(&packed);
		buf_release(&out);
	}
	buf_release(&plain);
}

static void pack_xz(struct str plain, uint32_t dictionary, lzma_check check, struct buf *out)
{
	lzma_options_lzma options;
	lzma_lzma_preset(&options, 0);
	options.dict_size = dictionary;
	lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
	size_t n = 0;
	buf_reserve(out, plain.n + 1000);
	assert_int_equal(lzma_stream_buffer_encode(filters, check, NULL, (const uint8_t *)plain.p,
						   plain.n, (uint8_t *)out->p, &n, plain.n + 1000),
			 LZMA_OK);
	out->n = n;
}

/* A dictionary larger than the limit is refused before it is allocated. */
static void test_memory_limit_xz(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf packed = {0}, out = {0};
	struct decompress_limits limits = {8 << 20, 1 << 30};
	pack_xz(STR("text"), 64 << 20, LZMA_CHECK_CRC64, &packed);
	assert_int_equal(unpack(COMPRESSION_XZ, buf_str(&packed), 512, &limits, &out, &err), -1);
	assert_non_null(strstr(err.hint, "--limit memory="));
	check_error(&err, STATUS_UNTRUSTED, "needs more than 8388608 bytes of memory");
	unpack(COMPRESSION_XZ, buf_str(&packed), 512, &ample, &out, &err);
	check_no_error(&err);
	buf_release(&packed);
	buf_release(&out);
}

static void test_memory_limit_zstd(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf packed = {0}, out = {0}, plain = {0};
	struct decompress_limits limits = {1 << 20, 1 << 30};
	ZSTD_CCtx *context = ZSTD_createCCtx();
	make_plain(&plain, 3 << 20);
	buf_reserve(&packed, ZSTD_compressBound(plain.n));
	ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 24);
	packed.n = ZSTD_compress2(context, packed.p, packed.cap, plain.p, plain.n);
	assert_false(ZSTD_isError(packed.n));
	assert_int_equal(unpack(COMPRESSION_ZSTD, buf_str(&packed), 512, &limits, &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "needs more than 1048576 bytes of memory");
	out.n = 0;
	unpack(COMPRESSION_ZSTD, buf_str(&packed), 512, &ample, &out, &err);
	check_no_error(&err);
	ZSTD_freeCCtx(context);
	buf_release(&packed);
	buf_release(&out);
	buf_release(&plain);
}

/* A check of a kind that liblzma does not know would not be verified. */
static void test_unknown_check(void **state)
{
	(void)state;
	struct buf packed = {0};
	pack_xz(STR("text"), 1 << 16, LZMA_CHECK_SHA256, &packed);
	/* .xz format, 2.1.1.2: stream flags and their CRC32; 5 is reserved. */
	packed.p[7] = 5;
	uint32_t crc = lzma_crc32((const uint8_t *)packed.p + 6, 2, 0);
	for (size_t i = 0; i < 4; i++)
		packed.p[8 + i] = (char)(crc >> (8 * i));
	check_refused(COMPRESSION_XZ, buf_str(&packed), "unknown kind of check");
	buf_release(&packed);
}

/* libzstd would also read skippable frames and formats from before RFC 8878. */
static void test_zstd_other_frames(void **state)
{
	(void)state;
	struct buf packed = {0};
	buf_add(&packed, "\x50\x2a\x4d\x18\x04\0\0\0abcd", 12);
	pack(COMPRESSION_ZSTD, STR("text"), &packed);
	check_refused(COMPRESSION_ZSTD, buf_str(&packed), "this is no zstd data");
	check_refused(COMPRESSION_ZSTD, STR("\x27\xb5\x2f\xfd\0\0\0\0\0\0\0\0"),
		      "this is no zstd data");
	buf_release(&packed);
}

/* What goes wrong below is not hidden by the decoder. */
static void test_error_of_input(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf packed = {0}, plain = {0};
	char room[1000];
	ssize_t n;
	make_plain(&plain, 100000);
	pack(COMPRESSION_XZ, buf_str(&plain), &packed);
	int fd = file_of((struct str){packed.p, packed.n / 2});
	struct source *source = decompress_open(COMPRESSION_XZ, source_range(fd, 0, packed.n),
						&ample, &err);
	while ((n = source->read(source, room, sizeof(room), &err)) > 0)
		;
	assert_int_equal(n, -1);
	check_error(&err, STATUS_UNTRUSTED, "truncated");
	source_close(source);
	close(fd);
	buf_release(&packed);
	buf_release(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_suffixes),
		cmocka_unit_test(test_second_stream),
		cmocka_unit_test(test_left_over),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_wrong_check),
		cmocka_unit_test(test_wrong_length),
		cmocka_unit_test(test_other_format),
		cmocka_unit_test(test_output_limit),
		cmocka_unit_test(test_memory_limit_xz),
		cmocka_unit_test(test_memory_limit_zstd),
		cmocka_unit_test(test_unknown_check),
		cmocka_unit_test(test_zstd_other_frames),
		cmocka_unit_test(test_error_of_input),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
