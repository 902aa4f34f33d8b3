/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers are 8 bytes in the byte order of the machine; a text or name is its size, its bytes and a
 * NUL, or ABSENT for NULL; a list is its number of items and the items. */
#include "fmt/reader.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT UINT64_MAX

const struct shape shape_text = {sizeof(struct str), (const struct field[]){{FIELD_TEXT, 0, sizeof(struct str), NULL}}, 1};

/* What VEC() declares, of any type. */
struct list {
	char *at;
	size_t n, cap;
};

/* --- to bytes --------------------------------------------------------------- */

static void put_number(struct buf *out, uint64_t value)
{
	buf_add(out, (const char *)&value, sizeof(value));
}

static void put_text(struct buf *out, struct str text)
{
	put_number(out, text.p ? text.n : ABSENT);
	if (!text.p)
		return;
	buf_add(out, text.p, text.n);
	buf_add(out, "", 1);
}

static uint64_t number_at(const char *at, size_t size)
{
	switch (size) {
	case 1: return *(const uint8_t *)at;
	case 2: return *(const uint16_t *)(const void *)at;
	case 4: return *(const uint32_t *)(const void *)at;
	default: return *(const uint64_t *)(const void *)at;
	}
}

static void encode_list(const struct shape *shape, const struct list *list, struct buf *out)
{
	put_number(out, list->n);
	for (size_t i = 0; i < list->n; i++)
		shape_encode(shape, list->at + i * shape->size, out);
}

static void encode_field(const struct field *field, const char *at, struct buf *out)
{
	const char *name;
	switch (field->kind) {
	case FIELD_NUMBER:
	case FIELD_BOOL:
		put_number(out, number_at(at, field->size));
		break;
	case FIELD_TEXT:
		put_text(out, *(const struct str *)(const void *)at);
		break;
	case FIELD_NAME:
		name = *(const char *const *)(const void *)at;
		put_text(out, name ? str_from(name) : (struct str){0});
		break;
	case FIELD_LIST:
		encode_list(field->items, (const struct list *)(const void *)at, out);
		break;
	}
}

void shape_encode(const struct shape *shape, const void *record, struct buf *out)
{
	for (size_t i = 0; i < shape->fields; i++)
		encode_field(&shape->field[i], (const char *)record + shape->field[i].at, out);
}

/* --- from bytes ------------------------------------------------------------- */

static bool get_number(struct str *rest, uint64_t *value)
{
	if (rest->n < sizeof(*value))
		return false;
	memcpy(value, rest->p, sizeof(*value));
	*rest = (struct str){rest->p + sizeof(*value), rest->n - sizeof(*value)};
	return true;
}

static bool get_text(struct str *rest, struct str *out)
{
	uint64_t n;
	*out = (struct str){0};
	if (!get_number(rest, &n))
		return false;
	if (n == ABSENT)
		return true;
	if (n >= rest->n || rest->p[n])
		return false;
	*out = (struct str){rest->p, (size_t)n};
	*rest = (struct str){rest->p + n + 1, rest->n - (size_t)n - 1};
	return true;
}

static bool set_number(char *at, size_t size, uint64_t value)
{
	switch (size) {
	case 1: *(uint8_t *)at = (uint8_t)value; break;
	case 2: *(uint16_t *)(void *)at = (uint16_t)value; break;
	case 4: *(uint32_t *)(void *)at = (uint32_t)value; break;
	default: *(uint64_t *)(void *)at = value; return true;
	}
	return value >> (8 * size) == 0;
}

static bool decode_name(struct str *rest, const char **out)
{
	struct str text;
	if (!get_text(rest, &text) || (text.n && memchr(text.p, 0, text.n)))
		return false;
	*out = text.p;
	return true;
}

static bool decode_shape(const struct shape *shape, struct str *rest, struct arena *arena, char *record);

/* Each item takes at least the 8 bytes of its first field. */
static bool decode_list(const struct shape *shape, struct str *rest, struct arena *arena, struct list *out)
{
	uint64_t n;
	*out = (struct list){0};
	if (!get_number(rest, &n) || n > rest->n / sizeof(uint64_t))
		return false;
	if (!n)
		return true;
	*out = (struct list){arena_alloc(arena, (size_t)n * shape->size), (size_t)n, (size_t)n};
	for (size_t i = 0; i < out->n; i++)
		if (!decode_shape(shape, rest, arena, out->at + i * shape->size))
			return false;
	return true;
}

static bool decode_field(const struct field *field, struct str *rest, struct arena *arena, char *at)
{
	uint64_t value;
	switch (field->kind) {
	case FIELD_NUMBER:
		return get_number(rest, &value) && set_number(at, field->size, value);
	case FIELD_BOOL:
		return get_number(rest, &value) && value <= 1 && set_number(at, field->size, value);
	case FIELD_TEXT:
		return get_text(rest, (struct str *)(void *)at);
	case FIELD_NAME:
		return decode_name(rest, (const char **)(void *)at);
	case FIELD_LIST:
		return decode_list(field->items, rest, arena, (struct list *)(void *)at);
	}
	return false;
}

static bool decode_shape(const struct shape *shape, struct str *rest, struct arena *arena, char *record)
{
	for (size_t i = 0; i < shape->fields; i++)
		if (!decode_field(&shape->field[i], rest, arena, record + shape->field[i].at))
			return false;
	return true;
}

int reader_accept(const struct reader *reader, struct str bytes, struct arena *arena, void *record, struct err *err)
{
	memset(record, 0, reader->shape->size);
	if (decode_shape(reader->shape, &bytes, arena, record) && !bytes.n &&
	    (!reader->holds || reader->holds(record)))
		return 0;
	memset(record, 0, reader->shape->size);
	return err_set(err, STATUS_UNTRUSTED, "the record of a %s is malformed", reader->name);
}

/* --- a reader --------------------------------------------------------------- */

void shape_release(const struct shape *shape, void *record)
{
	for (size_t i = 0; i < shape->fields; i++) {
		const struct field *field = &shape->field[i];
		if (field->kind != FIELD_LIST)
			continue;
		struct list *list = (struct list *)(void *)((char *)record + field->at);
		for (size_t k = 0; k < list->n; k++)
			shape_release(field->items, list->at + k * field->items->size);
		free(list->at);
		*list = (struct list){0};
	}
}

int reader_run(const struct reader *reader, struct str body, const void *question, struct arena *arena,
	       void *record, struct err *err)
{
	struct arena own CLEANUP(arena_release) = {0};
	struct buf bytes CLEANUP(buf_release) = {0};
	memset(record, 0, reader->shape->size);
	if (body.n > reader->largest)
		return err_set(err, STATUS_UNTRUSTED, "%s of more than %llu bytes", reader->name,
			       (unsigned long long)reader->largest);
	int status = reader->read(body, question, &own, record, err);
	if (!status)
		shape_encode(reader->shape, record, &bytes);
	shape_release(reader->shape, record);
	memset(record, 0, reader->shape->size);
	struct str kept = {bytes.n ? arena_strndup(arena, bytes.p, bytes.n) : "", bytes.n};
	return status ? -1 : reader_accept(reader, kept, arena, record, err);
}
