/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fmt/reader: what a reader answers arrives whole, and no byte of it is believed. */
#include "fmt/reader.h"

#include <stdlib.h>

#include "tests/unit/support/test.h"

struct item {
	uint16_t number;
	struct str text;
};

struct answer {
	bool yes;
	uint8_t small;
	uint64_t large;
	const char *name, *none;
	struct str bytes;
	VEC(struct item) item;
	VEC(struct str) text;
};

static const struct shape item_shape =
	SHAPE(struct item, FIELD(struct item, NUMBER, number), FIELD(struct item, TEXT, text));
static const struct shape answer_shape = SHAPE(struct answer,
	FIELD(struct answer, BOOL, yes), FIELD(struct answer, NUMBER, small), FIELD(struct answer, NUMBER, large),
	FIELD(struct answer, NAME, name), FIELD(struct answer, NAME, none), FIELD(struct answer, TEXT, bytes),
	FIELD_ITEMS(struct answer, item, &item_shape), FIELD_ITEMS(struct answer, text, &shape_text));

/* Answers with what is in the body; refuses one that begins with "-". */
static int read_answer(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct answer *a = record;
	vec_push(&a->text, body);
	if (str_starts(body, "-"))
		return err_set(err, STATUS_UNTRUSTED, "refused");
	a->yes = true;
	a->small = 255;
	a->large = UINT64_MAX;
	a->name = question ? arena_strdup(arena, question) : NULL;
	a->bytes = (struct str){"a\0b", 3};
	vec_push(&a->item, ((struct item){65535, body}));
	vec_push(&a->item, ((struct item){0}));
	return 0;
}

static bool answer_holds(const void *record)
{
	return ((const struct answer *)record)->item.n == 2;
}

static const struct reader answers = {"test file", 20, &answer_shape, read_answer, answer_holds};

static void check_answer(const struct answer *a, const char *body)
{
	assert_true(a->yes && a->small == 255 && a->large == UINT64_MAX);
	assert_string_equal(a->name, "question");
	assert_null(a->none);
	assert_int_equal(a->bytes.n, 3);
	assert_memory_equal(a->bytes.p, "a\0b", 4);
	assert_int_equal(a->item.n, 2);
	assert_int_equal(a->item.at[0].number, 65535);
	assert_true(str_is(a->item.at[0].text, body));
	assert_int_equal(a->item.at[1].text.n, 0);
	assert_int_equal(a->text.n, 1);
}

/* Nothing of the answer lies in the body, which may be gone. */
static void test_answer(void **state)
{
	struct arena arena = {0};
	struct answer a;
	struct err err = {0};
	char *body = mem_strdup("a body");
	(void)state;
	assert_int_equal(reader_run(&answers, str_from(body), "question", &arena, &a, &err), 0);
	memset(body, 'x', strlen(body));
	free(body);
	check_answer(&a, "a body");
	arena_release(&arena);
}

static void test_refused(void **state)
{
	static const struct answer zero;
	struct arena arena = {0};
	struct answer a;
	struct err err = {0};
	(void)state;
	assert_int_equal(reader_run(&answers, STR("-"), NULL, &arena, &a, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "refused");
	assert_memory_equal(&a, &zero, sizeof(a));
	assert_int_equal(reader_run(&answers, STR("more bytes than 20 are here"), NULL, &arena, &a, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "test file of more than 20 bytes");
	arena_release(&arena);
}

static struct buf encoded(void)
{
	struct arena arena = {0};
	struct answer a = {0};
	struct err err = {0};
	struct buf out = {0};
	read_answer(STR("a body"), "question", &arena, &a, &err);
	shape_encode(&answer_shape, &a, &out);
	shape_release(&answer_shape, &a);
	arena_release(&arena);
	return out;
}

static int accept(struct str bytes)
{
	struct arena arena = {0};
	struct answer a;
	struct err err = {0};
	char *copy = mem_strndup(bytes.n ? bytes.p : "", bytes.n);
	int status = reader_accept(&answers, (struct str){copy, bytes.n}, &arena, &a, &err);
	if (status)
		check_error(&err, STATUS_UNTRUSTED, "the record of a test file is malformed");
	arena_release(&arena);
	free(copy);
	return status;
}

/* No cut and no excess is taken; a changed byte is refused or gives another record, and no byte
 * outside is read (the copy is exact, for a sanitizer). */
static void test_hostile_bytes(void **state)
{
	struct buf good = encoded();
	(void)state;
	assert_int_equal(accept(buf_str(&good)), 0);
	for (size_t n = 0; n < good.n; n++)
		assert_int_equal(accept((struct str){good.p, n}), -1);
	buf_add(&good, "", 1);
	assert_int_equal(accept(buf_str(&good)), -1);
	good.n--;
	for (size_t i = 0; i < good.n; i++)
		for (unsigned value = 0; value < 256; value += value < 3 ? 1 : 84) {
			char kept = good.p[i];
			good.p[i] = (char)value;
			accept(buf_str(&good));
			good.p[i] = kept;
		}
	buf_release(&good);
}

/* Fields in their order: yes at 0, small at 8, large at 16, name at 24. */
static void test_wrong_values(void **state)
{
	static const struct { size_t at; uint64_t value; } wrong[] = {{0, 2}, {8, 256}, {24, UINT64_MAX - 1}, {24, 1000}};
	struct buf good = encoded();
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		uint64_t kept;
		memcpy(&kept, good.p + wrong[i].at, sizeof(kept));
		memcpy(good.p + wrong[i].at, &wrong[i].value, sizeof(kept));
		assert_int_equal(accept(buf_str(&good)), -1);
		memcpy(good.p + wrong[i].at, &kept, sizeof(kept));
	}
	good.p[32] = 0; /* a NUL within the name */
	assert_int_equal(accept(buf_str(&good)), -1);
	buf_release(&good);
}

/* What the shape allows and no honest reader says. */
static void test_holds(void **state)
{
	struct answer a = {0};
	struct buf bytes = {0};
	(void)state;
	shape_encode(&answer_shape, &a, &bytes);
	assert_int_equal(accept(buf_str(&bytes)), -1);
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answer),	     cmocka_unit_test(test_refused),
		cmocka_unit_test(test_hostile_bytes), cmocka_unit_test(test_wrong_values),
		cmocka_unit_test(test_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
