/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents of facts: text that is not UTF-8, their number, the places of an error. */
#include "support/test.h"

#include "report/error.h"
#include "report/facts.h"

static void check_text(const char *text, const char *expected)
{
	json_t *value = facts_text(text);
	assert_string_equal(json_string_value(value), expected);
	json_decref(value);
}

static void test_utf8(void **state)
{
	(void)state;
	check_text("", "");
	check_text("plain \xc3\xa4 \xf0\x9f\x90\xa7\n", "plain \xc3\xa4 \xf0\x9f\x90\xa7\n");
	/* A byte alone, a sequence that ends too early, an overlong one, half of a surrogate pair. */
	check_text("a\xff" "b", "a\xef\xbf\xbd" "b");
	check_text("\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd");
	check_text("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");
	check_text("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	/* What is well-formed beside it stays. */
	check_text("\xc3\xa4\xe4", "\xc3\xa4\xef\xbf\xbd");
}

static void test_null(void **state)
{
	(void)state;
	json_t *value = facts_text(NULL), *empty = facts_str((struct str){NULL, 0});
	assert_true(json_is_null(value));
	assert_string_equal(json_string_value(empty), "");
	json_decref(value);
	json_decref(empty);
}

static void test_document(void **state)
{
	(void)state;
	json_t *document = facts_document(json_pack("{s:i, s:n}", "b", 2, "a"));
	char *text = json_dumps(document, JSON_COMPACT);
	assert_string_equal(text, "{\"schema\":1,\"b\":2,\"a\":null}");
	assert_null(fact_of(document, "a"));
	assert_null(fact_of(document, "none"));
	assert_int_equal(fact_number(document, "b"), 2);
	free(text);
	json_decref(document);
}

static void check_context(const struct err *err, const char *expected)
{
	json_t *facts = error_facts(err);
	char *text = json_dumps(json_object_get(facts, "context"), JSON_COMPACT);
	assert_string_equal(text, expected);
	free(text);
	json_decref(facts);
}

static void test_context(void **state)
{
	(void)state;
	struct err err = {0}, moved = {0};
	err_set(&err, STATUS_UNTRUSTED, "name: bad");
	check_context(&err, "[]");
	err_wrap(&err, "member %d", 12);
	err_wrap(&err, "x.deb");
	assert_string_equal(err.text, "x.deb: member 12: name: bad");
	check_context(&err, "[\"x.deb\",\"member 12\"]");
	err_move(&moved, &err);
	check_context(&err, "[]");
	check_context(&moved, "[\"x.deb\",\"member 12\"]");
	/* Another error has no places of the one before. */
	err_set(&moved, STATUS_FATAL, "other");
	check_context(&moved, "[]");
	err_release(&moved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_null),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_context),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
