/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/rules_read.h"

#include "base/str.h"

const char *rules_text(struct rules *rules, const struct deb822_field *field)
{
	return field ? arena_strndup(&rules->arena, field->value.p, field->value.n) : NULL;
}

int rules_check_fields(const struct deb822 *file, const struct deb822_stanza *stanza,
		       const char *const *known, struct err *err)
{
	for (size_t i = 0; i < stanza->field.n; i++) {
		const struct deb822_field *field = &stanza->field.at[i];
		size_t k = 0;
		while (known[k] && !str_is(field->name, known[k]))
			k++;
		if (!known[k])
			return deb822_fail(file, field, err, "unknown field '%.*s'",
					   STR_ARG(field->name));
	}
	return 0;
}

void rules_read_names(struct rules *rules, const struct deb822_field *field, struct names *out)
{
	struct str rest = field ? field->value : (struct str){0}, piece;
	while (str_split(&rest, ',', &piece)) {
		piece = str_trim(piece);
		vec_push(out, arena_strndup(&rules->arena, piece.p, piece.n));
	}
}

void rules_read_lines(struct rules *rules, const struct deb822_field *field, struct names *out)
{
	struct str rest = field ? field->value : (struct str){0}, line;
	while (field && deb822_next_line(&rest, &line)) {
		line = str_trim(line);
		if (line.n)
			vec_push(out, arena_strndup(&rules->arena, line.p, line.n));
	}
}

int rules_read_yes(const struct deb822 *file, const struct deb822_stanza *stanza, const char *name,
		   bool *out, struct err *err)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	*out = field && str_is(field->value, "yes");
	if (field && !*out)
		return deb822_fail(file, field, err, "%s is yes, or not there", name);
	return 0;
}
