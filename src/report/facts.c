/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/facts.h"

#include "base/utf8.h"

static const char REPLACEMENT[] = "\xef\xbf\xbd"; /* U+FFFD */

json_t *facts_document(json_t *members)
{
	json_t *document = json_pack("{s:i}", "schema", FACTS_SCHEMA);
	json_object_update(document, members);
	json_decref(members);
	return document;
}

void facts_add_clean(struct buf *out, struct str text)
{
	for (size_t i = 0, length; i < text.n; i += length ? length : 1) {
		length = utf8_length(text.p + i, text.n - i);
		if (length)
			buf_add(out, text.p + i, length);
		else
			buf_puts(out, REPLACEMENT);
	}
}

json_t *facts_str(struct str text)
{
	json_t *value = json_stringn(text.n ? text.p : "", text.n);
	if (value)
		return value;
	struct buf clean CLEANUP(buf_release) = {0};
	facts_add_clean(&clean, text);
	return json_stringn(clean.p, clean.n);
}

json_t *facts_text(const char *text)
{
	return text ? facts_str(str_from(text)) : json_null();
}

json_t *facts_words(const struct names *words)
{
	json_t *array = json_array();
	for (size_t i = 0; i < words->n; i++)
		json_array_append_new(array, facts_text(words->at[i]));
	return array;
}

const json_t *fact_of(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	return json_is_null(value) ? NULL : value;
}

const char *fact_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

uint64_t fact_number(const json_t *object, const char *name)
{
	return (uint64_t)json_integer_value(json_object_get(object, name));
}

bool fact_is(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

size_t facts_count(const json_t *object, const char *name)
{
	return json_array_size(json_object_get(object, name));
}
