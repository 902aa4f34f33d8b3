/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/unit.h"

#include <string.h>

static bool take_key(struct str line, struct str *value)
{
	static const char *const keys[] = {"ExecStart", "ExecStartPre", "ExecStartPost"};
	const char *sign = line.n ? memchr(line.p, '=', line.n) : NULL;
	if (!sign)
		return false;
	struct str key = str_trim((struct str){line.p, (size_t)(sign - line.p)});
	*value = str_trim((struct str){sign + 1, line.n - (size_t)(sign + 1 - line.p)});
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (str_is(key, keys[i]))
			return true;
	return false;
}

static struct str first_word(struct str value)
{
	size_t n = 0;
	while (value.n && strchr("@-:+!", *value.p))
		value = (struct str){value.p + 1, value.n - 1};
	while (n < value.n && value.p[n] != ' ' && value.p[n] != '\t')
		n++;
	return (struct str){value.p, n};
}

static int read_unit(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct unit *out = record;
	struct str line, value;
	(void)question, (void)arena, (void)err;
	while (str_split(&body, '\n', &line)) {
		struct str command = take_key(str_trim(line), &value) ? first_word(value) : (struct str){0};
		/* An empty value takes earlier lines back. */
		if (command.n)
			vec_push(&out->start, command);
	}
	return 0;
}

static const struct shape unit_shape = SHAPE(struct unit, FIELD_ITEMS(struct unit, start, &shape_text));

const struct reader unit_reader = {"unit", UNIT_LARGEST, &unit_shape, read_unit, NULL};
