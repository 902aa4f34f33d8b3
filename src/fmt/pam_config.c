/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/pam_config.h"

#include <stdlib.h>
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

static struct pam_field *pam_field_named(struct pam_config *config, struct str name)
{
	for (size_t i = 0; i < config->field.n; i++)
		if (str_is(name, config->field.at[i].name))
			return &config->field.at[i];
	if (config->field.n == FIELDS_MOST)
		return NULL;
	vec_push(&config->field, ((struct pam_field){.name = mem_strndup(name.p, name.n)}));
	return &config->field.at[config->field.n - 1];
}

/* pam_tally no longer exists. */
static bool names_tally(struct str text)
{
	return text.n && memmem(text.p, text.n, "pam_tally", strlen("pam_tally"));
}

void pam_config_parse(struct str text, struct pam_config *out)
{
	struct pam_field *field = NULL;
	struct str line, name, value;
	bool fresh = false;
	*out = (struct pam_config){0};
	while (str_split(&text, '\n', &line)) {
		if (split_field(line, &name, &value)) {
			field = pam_field_named(out, name);
			if (field)
				field->value.n = 0;
			fresh = true;
		} else {
			value = trim(line);
			if (field && field->value.n && value.n)
				buf_puts(&field->value, "\n");
			/* As pam-auth-update does, look for the module only when a line
			 * continues a field. */
			out->disabled |= field && (names_tally(value) || (fresh && names_tally(buf_str(&field->value))));
			fresh = false;
		}
		if (field && value.n)
			buf_add(&field->value, value.p, value.n);
	}
}

struct str pam_config_get(const struct pam_config *config, const char *name)
{
	for (size_t i = 0; i < config->field.n; i++)
		if (strcmp(config->field.at[i].name, name) == 0 && config->field.at[i].value.n)
			return buf_str(&config->field.at[i].value);
	return (struct str){"", 0};
}

void pam_config_release(struct pam_config *config)
{
	for (size_t i = 0; i < config->field.n; i++) {
		free(config->field.at[i].name);
		buf_release(&config->field.at[i].value);
	}
	vec_release(&config->field);
}
