/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/pem: blocks and base64, strictly. */
#include "fmt/pem.h"

#include "tests/unit/support/test.h"

static int first_block(const char *text, struct pem_block *out, struct err *err)
{
	struct pem_reader reader = {.rest = str_from(text)};
	return pem_next(&reader, out, err);
}

static void test_blocks(void **state)
{
	(void)state;
	struct err err = {0};
	struct pem_block block;
	struct pem_reader reader = {.rest = STR("text\n-----BEGIN A B-----\r\nAAAA\r\n-----END A B-----\r\n"
						" -----BEGIN C-----\nmore\n-----BEGIN D-----\n-----END D-----")};
	assert_int_equal(pem_next(&reader, &block, &err), 1);
	assert_true(str_is(block.label, "A B") && str_is(block.body, "AAAA\r\n"));
	assert_int_equal(block.line, 2);
	assert_int_equal(pem_next(&reader, &block, &err), 1);
	assert_true(str_is(block.label, "D") && block.body.n == 0);
	assert_int_equal(block.line, 7);
	assert_int_equal(pem_next(&reader, &block, &err), 0);
	check_no_error(&err);
}

static void test_bad_blocks(void **state)
{
	(void)state;
	struct err err = {0};
	struct pem_block block;
	assert_int_equal(first_block("\n-----BEGIN A-----\nAAAA\n", &block, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "line 2: the block has no end");
	assert_int_equal(first_block("-----BEGIN A-----\n-----END B-----\n", &block, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "line 2: not the end of the block of line 1");
	assert_int_equal(first_block("-----BEGIN A-----\n-----BEGIN A-----\n-----END A-----\n", &block, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "line 2: not the end");
	assert_int_equal(first_block("", &block, &err), 0);
	assert_int_equal(first_block("-----BEGIN A----\nAAAA\n-----END A----\n", &block, &err), 0);
}

static const char *decode(const char *base64, struct buf *out, struct err *err)
{
	const struct pem_block block = {.body = str_from(base64), .line = 1};
	out->n = 0;
	buf_puts(out, "");
	return pem_decode(&block, out, err) ? NULL : out->p;
}

/* The vectors of RFC 4648, section 10. */
static void test_base64(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf out = {0};
	assert_string_equal(decode("", &out, &err), "");
	assert_string_equal(decode("Zg==\n", &out, &err), "f");
	assert_string_equal(decode("Zm8=", &out, &err), "fo");
	assert_string_equal(decode("Zm9v", &out, &err), "foo");
	assert_string_equal(decode("Zm9vYg==", &out, &err), "foob");
	assert_string_equal(decode("Zm9\t \r\nvYm\nFy\n\n", &out, &err), "foobar");
	check_no_error(&err);
	buf_release(&out);
}

static void test_bad_base64(void **state)
{
	(void)state;
	static const struct {
		const char *text, *error;
	} cases[] = {
		{"Zm9v\nZ", "line 3: the base64 ends too early"}, {"Zg=", "ends too early"},
		{"Zh==", "line 2: not base64"},	  /* stray bits */
		{"Zm9=", "not base64"},		  {"Zg==Zg==", "not base64"},
		{"Z===", "not base64"},		  {"====", "not base64"},
		{"Zg=v", "not base64"},		  {"Zm 9v", "not base64"},
		{"Zm9v\nZm-v", "line 3: not base64"}, {"Proc-Type: 4", "not base64"},
	};
	struct err err = {0};
	struct buf out = {0};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_null(decode(cases[i].text, &out, &err));
		check_error(&err, STATUS_UNTRUSTED, cases[i].error);
	}
	const struct pem_block nul = {.body = {"Zm\0v", 4}, .line = 1};
	assert_int_equal(pem_decode(&nul, &out, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "not base64");
	buf_release(&out);
}

static void test_encode(void **state)
{
	(void)state;
	static const char bytes[100] = "foobar";
	struct err err = {0};
	struct buf text = {0}, back = {0};
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		struct pem_block block;
		struct pem_reader reader = {0};
		text.n = back.n = 0;
		pem_encode("X", (struct str){bytes, n}, &text);
		reader.rest = buf_str(&text);
		assert_int_equal(pem_next(&reader, &block, &err), 1);
		assert_int_equal(pem_decode(&block, &back, &err), 0);
		assert_int_equal(back.n, n);
		assert_memory_equal(n ? back.p : "", bytes, n);
	}
	text.n = 0;
	pem_encode("X", (struct str){"foobarfoobarfoobarfoobarfoobarfoobarfoobarfoobarf", 49}, &text);
	assert_string_equal(text.p, "-----BEGIN X-----\n"
				    "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy\n"
				    "Zg==\n-----END X-----\n");
	buf_release(&text);
	buf_release(&back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),	   cmocka_unit_test(test_bad_blocks),
		cmocka_unit_test(test_base64),	   cmocka_unit_test(test_bad_base64),
		cmocka_unit_test(test_encode),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
