/* SPDX-License-Identifier: GPL-2.0-or-later */
/* io/hash: digests of bytes, files and streams. The values are those of
 * RFC 1321 (A.5), RFC 3174 (7.3) and FIPS 180-2 (appendix B). */
#include "io/hash.h"

#include <unistd.h>

#include "tests/unit/support/archive.h"

#define SHA256_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static int setup(void **state)
{
	struct err err = {0};
	(void)state;
	return hash_setup(&err);
}

static void test_bytes(void **state)
{
	(void)state;
	assert_string_equal(hash_bytes(HASH_MD5, STR("abc")).text,
			    "900150983cd24fb0d6963f7d28e17f72");
	assert_string_equal(hash_bytes(HASH_SHA1, STR("abc")).text,
			    "a9993e364706816aba3e25717850c26c9cd0d89d");
	assert_string_equal(hash_bytes(HASH_SHA256, STR("abc")).text, SHA256_ABC);
	assert_string_equal(hash_bytes(HASH_SHA256, (struct str){NULL, 0}).text,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* The whole file, wherever its offset stands. */
static void test_file(void **state)
{
	(void)state;
	struct err err = {0};
	struct hash_hex hex;
	struct buf million = {0};
	int fd = file_of(STR("abc"));
	assert_int_equal(lseek(fd, 2, SEEK_SET), 2);
	assert_int_equal(hash_fd(HASH_SHA256, fd, &hex, &err), 0);
	assert_string_equal(hex.text, SHA256_ABC);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 2);
	close(fd);
	buf_reserve(&million, 1000000);
	memset(million.p, 'a', 1000000);
	million.n = 1000000;
	fd = file_of(buf_str(&million));
	assert_int_equal(hash_fd(HASH_SHA256, fd, &hex, &err), 0);
	assert_string_equal(hex.text,
			    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	close(fd);
	buf_release(&million);
	assert_int_equal(hash_fd(HASH_SHA256, -1, &hex, &err), -1);
	check_error(&err, STATUS_FATAL, "cannot read");
}

static void test_sink(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	struct hash_hex hex;
	uint64_t size;
	struct sink *sink = hash_sink(HASH_SHA256, sink_buf(&out), &hex, &size);
	assert_int_equal(sink_write(sink, "a", 1, &err), 0);
	assert_int_equal(sink_write(sink, "bc", 2, &err), 0);
	assert_int_equal(sink_finish(sink, &err), 0);
	sink_close(sink);
	assert_string_equal(out.p, "abc");
	assert_string_equal(hex.text, SHA256_ABC);
	assert_int_equal(size, 3);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_sink),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
