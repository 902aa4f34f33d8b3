/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/tar_read: what deb(5) allows, and nothing that two readers could read in
 * two ways. */
#include "fmt/tar_read.h"

#include <stdlib.h>

#include "tests/unit/support/archive.h"

/* Lists the archive as "type name[ -> link] mode uid gid mtime size=body;". */
static int list(struct str bytes, struct buf *out, struct err *err)
{
	struct tar_reader *tar = tar_open(source_memory(bytes));
	struct tar_entry entry;
	struct str piece;
	int more;
	while ((more = tar_next(tar, &entry, err)) > 0) {
		buf_printf(out, "%d %.*s", entry.type, STR_ARG(entry.name));
		if (entry.link.n)
			buf_printf(out, " -> %.*s", STR_ARG(entry.link));
		buf_printf(out, " %o %u %u %lld %llu=", entry.mode, entry.uid, entry.gid,
			   (long long)entry.mtime, (unsigned long long)entry.size);
		while ((more = tar_body(tar, &piece, err)) > 0)
			buf_add(out, piece.p, piece.n);
		buf_puts(out, ";");
		if (more < 0)
			break;
	}
	tar_close(tar);
	return more;
}

static void check_list(const struct buf *tar, const char *expected)
{
	struct err err = {0};
	struct buf out = {0};
	assert_int_equal(list(buf_str(tar), &out, &err), err.text ? -1 : 0);
	check_no_error(&err);
	assert_string_equal(buf_str(&out).p, expected);
	buf_release(&out);
}

static void check_refused(const struct buf *tar, const char *text)
{
	struct err err = {0};
	struct buf out = {0};
	assert_int_equal(list(buf_str(tar), &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, text);
	buf_release(&out);
}

static void test_all_types(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_dir(&tar, "./");
	tar_file(&tar, "./a", "hello");
	tar_add_bytes(&tar, 0, STR("./b"), "", STR("x"));
	tar_hardlink(&tar, "./c", "./a");
	tar_symlink(&tar, "./d", "../x y");
	tar_header(&tar, '3', "./e", "", 0);
	tar_header(&tar, '4', "./f", "", 0);
	tar_header(&tar, '6', "./g", "", 0);
	tar_end(&tar);
	check_list(&tar, "5 ./ 755 0 0 1000000000 0=;"
			 "0 ./a 644 0 0 1000000000 5=hello;"
			 "0 ./b 644 0 0 1000000000 1=x;"
			 "1 ./c -> ./a 644 0 0 1000000000 0=;"
			 "2 ./d -> ../x y 644 0 0 1000000000 0=;"
			 "3 ./e 644 0 0 1000000000 0=;"
			 "4 ./f 644 0 0 1000000000 0=;"
			 "6 ./g 644 0 0 1000000000 0=;");
	buf_release(&tar);
}

/* Before POSIX a directory was a file whose name ends in a slash; dpkg still
 * reads it so. */
static void test_old_directory(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_header(&tar, 0, "a/", "", 0);
	tar_header(&tar, '0', "b/", "", 0);
	tar_end(&tar);
	check_list(&tar, "5 a/ 644 0 0 1000000000 0=;5 b/ 644 0 0 1000000000 0=;");
	buf_release(&tar);
}

static void test_slash_after_link(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_symlink(&tar, "a/", "b");
	check_refused(&tar, "member 1: name ends in a slash");
	buf_release(&tar);
}

/* tokio-tar CVE-2025-62518, node-tar CVE-2026-53655: with PAX sizes and sparse
 * files one reader sees members that another does not. */
static void test_refused_types(void **state)
{
	(void)state;
	static const struct {
		char type;
		const char *text;
	} cases[] = {
		{'x', "PAX headers are not taken"}, {'g', "PAX headers are not taken"},
		{'X', "type 'X' is not taken"},     {'A', "type 'A' is not taken"},
		{'S', "type 'S' is not taken"},     {'V', "type 'V' is not taken"},
		{'M', "type 'M' is not taken"},     {'D', "type 'D' is not taken"},
		{'7', "type '7' is not taken"},     {'N', "type 'N' is not taken"},
		{1, "type 0x01 is not taken"},      {(char)0xff, "type 0xff is not taken"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf tar = {0};
		tar_file(&tar, "first", "x");
		tar_add_bytes(&tar, cases[i].type, STR("a"), "", STR("11 size=9\n"));
		tar_end(&tar);
		check_refused(&tar, cases[i].text);
		buf_release(&tar);
	}
}

static char *many(char c, size_t n)
{
	char *text = mem_alloc(n + 1);
	memset(text, c, n);
	return text;
}

/* GNU's long names, with and without the NUL that GNU tar adds. */
static void test_long_names(void **state)
{
	(void)state;
	struct buf tar = {0}, expected = {0};
	char *name = many('n', 200), *link = many('l', 3000);
	tar_long(&tar, 'K', link);
	tar_long(&tar, 'L', name);
	tar_symlink(&tar, name, link);
	tar_add_bytes(&tar, 'L', STR("././@LongLink"), "", (struct str){name, 200});
	tar_file(&tar, "short", "1");
	tar_file(&tar, "next", "2");
	tar_end(&tar);
	buf_printf(&expected,
		   "2 %s -> %s 644 0 0 1000000000 0=;0 %s 644 0 0 1000000000 1=1;"
		   "0 next 644 0 0 1000000000 1=2;",
		   name, link, name);
	check_list(&tar, expected.p);
	buf_release(&tar);
	buf_release(&expected);
	free(name);
	free(link);
}

/* apt CVE-2020-27350: a long name of any size was allocated. */
static void test_long_name_size(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_header(&tar, 'L', "././@LongLink", "", TAR_LONG_NAME_LARGEST + 1);
	check_refused(&tar, "member 1: long name of a wrong size");
	tar.n = 0;
	tar_header(&tar, 'L', "././@LongLink", "", 0);
	check_refused(&tar, "member 1: long name of a wrong size");
	buf_release(&tar);
}

/* What stands behind a NUL is a second name for a reader that takes lengths. */
static void test_nul_tails(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_add_bytes(&tar, 'L', STR("././@LongLink"), "", STR("a\0/../b"));
	tar_file(&tar, "a", "");
	check_refused(&tar, "member 1: long name that is empty or holds a NUL");
	tar.n = 0;
	tar_add_bytes(&tar, 'L', STR("././@LongLink"), "", STR("a\0\0"));
	tar_file(&tar, "a", "");
	check_refused(&tar, "member 1: long name that is empty or holds a NUL");
	tar.n = 0;
	tar_file(&tar, "a", "");
	tar_patch(&tar, 0, TAR_AT_NAME, "a\0/../b", 7);
	check_refused(&tar, "member 1: name with a tail after its NUL");
	tar.n = 0;
	tar_symlink(&tar, "a", "b");
	tar_patch(&tar, 0, TAR_AT_LINK, "b\0c", 3);
	check_refused(&tar, "member 1: name with a tail after its NUL");
	buf_release(&tar);
}

/* Two long names for one member: readers differ in which one counts. */
static void test_two_long_names(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_long(&tar, 'L', "first");
	tar_long(&tar, 'L', "second");
	tar_file(&tar, "a", "");
	check_refused(&tar, "member 1: two long names for one member");
	tar.n = 0;
	tar_long(&tar, 'K', "first");
	tar_file(&tar, "a", "");
	check_refused(&tar, "member 1: long link name for a member that is no link");
	tar.n = 0;
	tar_long(&tar, 'L', "first");
	tar_end(&tar);
	check_refused(&tar, "no member follows a long name");
	buf_release(&tar);
}

/* The prefix counts in the POSIX format alone: in GNU's the same bytes are
 * times (tar(5)). */
static void test_prefix(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_file(&tar, "a", "");
	tar_patch(&tar, 0, TAR_AT_PREFIX, "dir/sub", 7);
	tar_end(&tar);
	check_list(&tar, "0 a 644 0 0 1000000000 0=;");
	tar_patch(&tar, 0, TAR_AT_MAGIC, "ustar\0" "00", 8);
	check_list(&tar, "0 dir/sub/a 644 0 0 1000000000 0=;");
	tar_patch(&tar, 0, TAR_AT_MAGIC, "ustar\0" "01", 8);
	check_refused(&tar, "member 1: unknown version of the ustar format");
	tar_patch(&tar, 0, TAR_AT_MAGIC, "\0\0\0\0\0\0\0\0", 8);
	check_list(&tar, "0 a 644 0 0 1000000000 0=;");
	buf_release(&tar);
}

/* A field of 100 bytes has no NUL when it is full. */
static void test_full_fields(void **state)
{
	(void)state;
	struct buf tar = {0}, expected = {0};
	char *name = many('n', 100), *prefix = many('p', 155);
	tar_symlink(&tar, name, name);
	tar_patch(&tar, 0, TAR_AT_MAGIC, "ustar\0" "00", 8);
	tar_patch(&tar, 0, TAR_AT_PREFIX, prefix, 155);
	tar_end(&tar);
	buf_printf(&expected, "2 %s/%s -> %s 644 0 0 1000000000 0=;", prefix, name, name);
	check_list(&tar, expected.p);
	buf_release(&tar);
	buf_release(&expected);
	free(name);
	free(prefix);
}

/* libarchive goes on after a wrong checksum; a file was missing then. */
static void test_checksum(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_file(&tar, "first", "x");
	size_t at = tar_file(&tar, "a", "x");
	tar_end(&tar);
	tar.p[at] = 'b';
	check_refused(&tar, "member 2: wrong header checksum");
	tar_sum(&tar, at);
	memcpy(tar.p + at + TAR_AT_CHECKSUM, "zzzzzz", 6);
	check_refused(&tar, "member 2: wrong header checksum");
	buf_release(&tar);
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		size_t field;
		const char *bytes;
		size_t n;
		const char *expected; /* the line, or part of an error */
	} cases[] = {
		{TAR_AT_MTIME, "00000000000", 12, "0 a 644 0 0 0 0=;"},
		{TAR_AT_MTIME, "   17 \0    ", 12, "0 a 644 0 0 15 0=;"},
		{TAR_AT_MTIME, "777777777777", 12, "0 a 644 0 0 68719476735 0=;"},
		{TAR_AT_MTIME, "\0\0\0\0\0\0\0\0\0\0\0", 12, "0 a 644 0 0 0 0=;"},
		{TAR_AT_MTIME, "            ", 12, "mtime is no number"},
		{TAR_AT_MTIME, "-0000000001", 12, "mtime is no number"},
		{TAR_AT_MTIME, "00000000008", 12, "mtime is no number"},
		{TAR_AT_MTIME, "0000 000000", 12, "mtime is no number"},
		{TAR_AT_MTIME, "\x80\0\0\0\0\0\0\x01\0\0\0\0", 12, "0 a 644 0 0 4294967296 0=;"},
		{TAR_AT_MTIME, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12,
		 "0 a 644 0 0 -1 0=;"},
		{TAR_AT_MTIME, "\xff\xff\xff\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 12,
		 "mtime is no number"},
		{TAR_AT_MTIME, "\x80\0\0\0\x80\0\0\0\0\0\0\0", 12, "mtime is no number"},
		{TAR_AT_MTIME, "\x80\0\0\x01\0\0\0\0\0\0\0\0", 12, "mtime is no number"},
		{TAR_AT_MTIME, "\x81\0\0\0\0\0\0\0\0\0\0\0", 12, "mtime is no number"},
		{TAR_AT_UID, "0001750", 8, "0 a 644 1000 0 1000000000 0=;"},
		{TAR_AT_UID, "\x80\0\0\0\xff\xff\xff\xfe", 8,
		 "0 a 644 4294967294 0 1000000000 0=;"},
		{TAR_AT_UID, "\x80\0\0\0\xff\xff\xff\xff", 8, "uid is no number"},
		{TAR_AT_UID, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, "uid is no number"},
		{TAR_AT_GID, "0000052", 8, "0 a 644 0 42 1000000000 0=;"},
		{TAR_AT_GID, "0x00052", 8, "gid is no number"},
		{TAR_AT_MODE, "0104755", 8, "0 a 4755 0 0 1000000000 0=;"},
		{TAR_AT_MODE, "rwxr-xr", 8, "mode is no number"},
		{TAR_AT_SIZE, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12,
		 "size is no number"},
		{TAR_AT_SIZE, "-0000000060", 12, "size is no number"},
		{TAR_AT_SIZE, "\x80\0\0\0\0\0\0\x20\0\0\0\x01", 12, "larger than 128 GiB"},
		{TAR_AT_SIZE, "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", 12,
		 "larger than 128 GiB"},
		{TAR_AT_SIZE, "\x80\0\0\0\0\0\0\x20\0\0\0\0", 12, "ends within a member"},
		{TAR_AT_SIZE, "77777777777", 12, "ends within a member"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf tar = {0};
		tar_file(&tar, "a", "");
		tar_patch(&tar, 0, cases[i].field, cases[i].bytes, cases[i].n);
		if (cases[i].expected[0] == '0')
			check_list(&tar, cases[i].expected);
		else
			check_refused(&tar, cases[i].expected);
		buf_release(&tar);
	}
}

/* dpkg reads the next header right behind a directory or a link, other readers
 * skip the size first: a smuggled member. */
static void test_size_of_no_file(void **state)
{
	(void)state;
	static const char types[] = "1256";
	for (size_t i = 0; types[i]; i++) {
		struct buf tar = {0};
		tar_header(&tar, types[i], "a", "b", 512);
		tar_file(&tar, "smuggled", "");
		tar_end(&tar);
		check_refused(&tar, "member 1: a member that is no file has a size");
		buf_release(&tar);
	}
}

static void test_empty_names(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_file(&tar, "", "x");
	check_refused(&tar, "member 1: empty name");
	tar.n = 0;
	tar_symlink(&tar, "a", "");
	check_refused(&tar, "member 1: link without a target");
	tar.n = 0;
	tar_hardlink(&tar, "a", "");
	check_refused(&tar, "member 1: link without a target");
	buf_release(&tar);
}

/* dpkg takes an archive that ends between two members, with or without its
 * end marker. */
static void test_ends(void **state)
{
	(void)state;
	struct buf tar = {0};
	check_list(&tar, "");
	tar_end(&tar);
	check_list(&tar, "");
	tar.n = 0;
	tar_file(&tar, "a", "x");
	size_t one = tar.n;
	check_list(&tar, "0 a 644 0 0 1000000000 1=x;");
	tar_end(&tar);
	check_list(&tar, "0 a 644 0 0 1000000000 1=x;");
	tar.n = one + TAR_BLOCK;
	check_list(&tar, "0 a 644 0 0 1000000000 1=x;");
	for (int i = 0; i < 600; i++)
		tar_end(&tar);
	check_list(&tar, "0 a 644 0 0 1000000000 1=x;");
	buf_release(&tar);
}

/* Members behind the end marker are seen by some readers and not by others. */
static void test_after_the_end(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_end(&tar);
	tar_file(&tar, "a", "x");
	check_refused(&tar, "something follows the end of the tar archive");
	tar.n = 0;
	tar_end(&tar);
	tar.n -= TAR_BLOCK;
	tar_file(&tar, "a", "x");
	check_refused(&tar, "something follows the end of the tar archive");
	tar.n = 0;
	for (int i = 0; i < 600; i++)
		tar_end(&tar);
	buf_add(&tar, "x", 1);
	check_refused(&tar, "something follows the end of the tar archive");
	buf_release(&tar);
}

/* Cut anywhere but between members, an archive is an error. */
static void test_cut_anywhere(void **state)
{
	(void)state;
	struct buf tar = {0};
	tar_long(&tar, 'L', "a long name");
	tar_file(&tar, "a", "hello");
	tar_symlink(&tar, "b", "c");
	size_t whole = tar.n;
	for (size_t n = 1; n < whole; n++) {
		struct err err = {0};
		struct buf out = {0};
		int got = list((struct str){tar.p, n}, &out, &err);
		/* After the file, and after the file with its padding. */
		assert_int_equal(got, n == 4 * TAR_BLOCK ? 0 : -1);
		err_release(&err);
		buf_release(&out);
	}
	buf_release(&tar);
}

/* Go's tar readers stop at the end marker, so that the check of xz is never
 * read; here the source is read to its end before all is well. */
static void test_drains_the_decoder(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf tar = {0}, packed = {0};
	struct tar_entry entry;
	static const struct decompress_limits limits = {64 << 20, 1 << 20};
	tar_file(&tar, "a", "hello");
	for (int i = 0; i < 600; i++)
		tar_end(&tar);
	pack(COMPRESSION_XZ, buf_str(&tar), &packed);
	packed.p[packed.n - 1] ^= 1;
	struct tar_reader *reader = tar_open(
		decompress_open(COMPRESSION_XZ, source_memory(buf_str(&packed)), &limits, &err));
	assert_int_equal(tar_next(reader, &entry, &err), 1);
	assert_int_equal(tar_next(reader, &entry, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "xz: ");
	tar_closep(&reader);
	buf_release(&tar);
	buf_release(&packed);
}

/* Bodies larger than any buffer, read, half read and stepped over. */
static void test_large_bodies(void **state)
{
	(void)state;
	enum { SIZE = 700001 };
	struct err err = {0};
	struct buf tar = {0};
	struct tar_entry entry;
	struct str piece;
	char *body = many('b', SIZE);
	for (int i = 0; i < 3; i++)
		tar_file(&tar, "a", body);
	tar_end(&tar);
	struct tar_reader *reader = tar_open(source_memory(buf_str(&tar)));
	for (int i = 0; i < 3; i++) {
		uint64_t sum = 0, wanted = i == 0 ? 0 : i == 1 ? 1 : SIZE;
		assert_int_equal(tar_next(reader, &entry, &err), 1);
		assert_int_equal(tar_index(reader), i + 1);
		while (sum < wanted && tar_body(reader, &piece, &err) > 0) {
			assert_int_equal(piece.p[piece.n - 1], 'b');
			sum += piece.n;
		}
		assert_int_equal(sum >= wanted, 1);
	}
	assert_int_equal(tar_body(reader, &piece, &err), 0);
	assert_int_equal(tar_next(reader, &entry, &err), 0);
	assert_int_equal(tar_next(reader, &entry, &err), 0);
	check_no_error(&err);
	tar_close(reader);
	buf_release(&tar);
	free(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_types),
		cmocka_unit_test(test_old_directory),
		cmocka_unit_test(test_slash_after_link),
		cmocka_unit_test(test_refused_types),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_long_name_size),
		cmocka_unit_test(test_nul_tails),
		cmocka_unit_test(test_two_long_names),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_full_fields),
		cmocka_unit_test(test_checksum),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_size_of_no_file),
		cmocka_unit_test(test_empty_names),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_after_the_end),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_drains_the_decoder),
		cmocka_unit_test(test_large_bodies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
