/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/pam_config.h"

#include <string.h>

enum { FIELDS_MOST = 1000 };

static bool is_config_blank(char c)
{
	return memchr(" \t\r\f\v", c, 5) != NULL;
}

static struct str trim(struct str s)
{
	while (s.n && is_config_blank(s.p[0]))
		s = (struct str){s.p + 1, s.n - 1};
	while (s.n && is_config_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Splits "NAME:" followed by a blank or the end of the line. NAME may contain colons. */
static bool split_field(struct str line, struct str *name, struct str *value)
{
	size_t n = 0;
	while (n < line.n && !is_config_blank(line.p[n]))
		n++;
	if (n < 2 || line.p[n - 1] != ':')
		return false;
	*name = (struct str){line.p, n - 1};
	while (n < line.n && is_config_blank(line.p[n]))
		n++;
	*value = (struct str){line.p + n, line.n - n};
	if (str_ends(*name, "-Final"))
		name->n -= strlen("-Final");
	return true;
}

/* A field while its lines are read. */
struct growing {
	struct str name;
	struct buf value;
};
struct growing_list {
	VEC(struct growing) field;
};

static struct growing *field_named(struct growing_list *list, struct str name)
{
	for (size_t i = 0; i < list->field.n; i++)
		if (str_equal(name, list->field.at[i].name))
			return &list->field.at[i];
	if (list->field.n == FIELDS_MOST)
		return NULL;
	vec_push(&list->field, ((struct growing){.name = name}));
	return &list->field.at[list->field.n - 1];
}

/* pam_tally no longer exists. */
static bool names_tally(struct str text)
{
	return text.n && memmem(text.p, text.n, "pam_tally", strlen("pam_tally"));
}

/* Returns whether a line names pam_tally. */
static bool read_fields(struct str text, struct growing_list *out)
{
	struct growing *field = NULL;
	struct str line, name, value;
	bool fresh = false, tally = false;
	while (str_split(&text, '\n', &line)) {
		if (split_field(line, &name, &value)) {
			field = field_named(out, name);
			if (field)
				field->value.n = 0;
			fresh = true;
		} else {
			value = trim(line);
			if (field && field->value.n && value.n)
				buf_puts(&field->value, "\n");
			/* As pam-auth-update does, look for the module only when a line
			 * continues a field. */
			tally |= field && (names_tally(value) || (fresh && names_tally(buf_str(&field->value))));
			fresh = false;
		}
		if (field && value.n)
			buf_add(&field->value, value.p, value.n);
	}
	return tally;
}

static int read_pam_config(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct pam_config *out = record;
	struct growing_list list = {0};
	(void)question, (void)err;
	out->disabled = read_fields(body, &list);
	for (size_t i = 0; i < list.field.n; i++) {
		struct str value = buf_str(&list.field.at[i].value);
		vec_push(&out->field, ((struct pam_field){list.field.at[i].name,
							  {arena_strndup(arena, value.n ? value.p : "", value.n), value.n}}));
		buf_release(&list.field.at[i].value);
	}
	vec_release(&list.field);
	return 0;
}

static const struct shape field_shape =
	SHAPE(struct pam_field, FIELD(struct pam_field, TEXT, name), FIELD(struct pam_field, TEXT, value));
static const struct shape pam_config_shape = SHAPE(struct pam_config,
	FIELD_ITEMS(struct pam_config, field, &field_shape), FIELD(struct pam_config, BOOL, disabled));

const struct reader pam_config_reader = {"pam-config", PAM_CONFIG_LARGEST, &pam_config_shape, read_pam_config, NULL};

struct str pam_config_get(const struct pam_config *config, const char *name)
{
	for (size_t i = 0; i < config->field.n; i++)
		if (str_is(config->field.at[i].name, name) && config->field.at[i].value.n)
			return config->field.at[i].value;
	return (struct str){"", 0};
}
