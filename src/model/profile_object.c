/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/profile_object.h"

#include <string.h>

#include "base/path.h"

int object_check(struct profile_reader *r, const char *const *known)
{
	for (size_t i = 0; i < r->stanza->field.n; i++) {
		const struct deb822_field *field = &r->stanza->field.at[i];
		if (profile_is_one_of(field->name, known) ||
		    profile_is_one_of(field->name, profile_conditions))
			continue;
		char *what CLEANUP(mem_freep) =
			mem_printf("field of the stanza %.*s", STR_ARG(r->stanza->field.at[0].name));
		return profile_unknown(r, what, field, known);
	}
	return 0;
}

const char *object_text(struct profile_reader *r, const char *name)
{
	const struct deb822_field *field = deb822_find(r->stanza, name);
	return field ? profile_keep(r, field->value) : NULL;
}

int object_number(struct profile_reader *r, const char *name, int base, uint32_t most, uint32_t *out)
{
	const struct deb822_field *field = deb822_find(r->stanza, name);
	unsigned long long value;
	if (!field)
		return 0;
	if (!str_number(field->value, base, most, &value)) {
		deb822_fail(r->file, field, r->err, "not a number that '%s' can be: '%.*s'", name,
			    STR_ARG(field->value));
		return base == 8 ? err_hint(r->err, "a mode is octal, such as 0755") : -1;
	}
	*out = (uint32_t)value;
	return 0;
}

int object_path(struct profile_reader *r, const struct deb822_field *field, const char **out)
{
	char path[PATH_LONGEST + 1];
	struct err inner = {0};
	bool good = field->value.n && field->value.p[0] == '/' &&
		    path_normalise(field->value, path, &inner) == 0;
	char *reason CLEANUP(mem_freep) = inner.text ? mem_printf(": %s", inner.text) : NULL;
	err_release(&inner);
	if (!good)
		return deb822_fail(r->file, field, r->err, "not an absolute path inside the image%s",
				   reason ? reason : "");
	*out = arena_strdup(&r->profile->arena, path);
	return 0;
}

/* deb-control(5), Package. */
static int check_package(struct profile_reader *r, const struct deb822_field *field)
{
	size_t n = 0;
	while (n < field->value.n && strchr("abcdefghijklmnopqrstuvwxyz0123456789+-.", field->value.p[n]))
		n++;
	if (n == field->value.n && n > 0 && !strchr("+-.", field->value.p[0]))
		return 0;
	return deb822_fail(r->file, field, r->err, "'%.*s' is not the name of a package",
			   STR_ARG(field->value));
}

static int read_part(struct profile_reader *r)
{
	static const char *const fields[] = {"Part", "Keep", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	const struct deb822_field *keeps = deb822_find(r->stanza, "Keep");
	struct part part = {.package = profile_keep(r, first->value),
			    .from = profile_from(r, first, NULL)};
	struct str rest = keeps ? keeps->value : (struct str){0}, word;
	struct profile *p = r->profile;
	size_t at = 0;
	if (object_check(r, fields) || check_package(r, first))
		return -1;
	while (profile_next_word(&rest, &word)) {
		if (word.p[0] != '/') {
			vec_release(&part.keep);
			return deb822_fail_at(r->file, keeps, word.p, r->err, "a glob starts with '/'");
		}
		vec_push(&part.keep, profile_keep(r, word));
	}
	if (!part.keep.n)
		return deb822_fail(r->file, first, r->err, "a Part needs a Keep");
	if (r->dry) {
		vec_release(&part.keep);
		return 0;
	}
	while (at < p->part.n && strcmp(p->part.at[at].package, part.package) != 0)
		at++;
	if (at == p->part.n)
		vec_push(&p->part, (struct part){0});
	vec_release(&p->part.at[at].keep);
	p->part.at[at] = part;
	return 0;
}

static const struct {
	const char *name;
	int (*read)(struct profile_reader *r);
} kinds[] = {
	{"Account", read_account}, {"Group", read_group}, {"Path", read_path},
	{"Copy", read_copy},       {"Part", read_part},
};

const char *const profile_stanzas[] = {"Match-Suites", "Match-Architectures", "Match-Tags", "Account",
				       "Group", "Path", "Copy", "Part", NULL};

int profile_apply_object(struct profile_reader *r, bool *known)
{
	struct str kind = r->stanza->field.at[0].name;
	size_t i = 0;
	while (i < ARRAY_LEN(kinds) && !str_is(kind, kinds[i].name))
		i++;
	*known = i < ARRAY_LEN(kinds);
	return *known ? kinds[i].read(r) : 0;
}
