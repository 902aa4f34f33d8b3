/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/image_config.h"

#include <jansson.h>
#include <stdint.h>
#include <string.h>

#include "base/path.h"

bool text_is_utf8(struct str text)
{
	json_t *probe = json_stringn(text.p, text.n);
	json_decref(probe);
	return probe && !memchr(text.p, 0, text.n);
}

bool image_config_assign(struct sourced_list *list, struct arena *arena, struct str text,
			 const char *from)
{
	const char *sign = text.n ? memchr(text.p, '=', text.n) : NULL;
	size_t name = sign ? (size_t)(sign - text.p) : 0, i = 0;
	if (!name || !text_is_utf8(text))
		return false;
	for (size_t c = 0; c < name; c++)
		if ((unsigned char)text.p[c] <= ' ' || text.p[c] == 0x7f)
			return false;
	while (i < list->n && strncmp(list->at[i].text, text.p, name + 1) != 0)
		i++;
	if (i == list->n)
		vec_push(list, (struct sourced){0});
	list->at[i] = (struct sourced){arena_strndup(arena, text.p, text.n), from};
	return true;
}

static bool read_words_of_json(struct names *out, struct arena *arena, struct str text)
{
	json_t *array = json_loadb(text.p, text.n, 0, NULL), *word;
	bool good = json_is_array(array);
	size_t i;
	json_array_foreach(array, i, word) {
		good = good && json_is_string(word);
		if (good)
			vec_push(out, arena_strndup(arena, json_string_value(word), json_string_length(word)));
	}
	json_decref(array);
	return good;
}

static void split_words(struct names *out, struct arena *arena, struct str rest)
{
	for (rest = str_trim(rest); rest.n; rest = str_trim(rest)) {
		size_t n = 0;
		while (n < rest.n && !strchr(" \t\n", rest.p[n]))
			n++;
		vec_push(out, arena_strndup(arena, rest.p, n));
		rest = (struct str){rest.p + n, rest.n - n};
	}
}

bool image_config_command(struct sourced_words *command, struct arena *arena, struct str text,
			  const char *from)
{
	struct str all = str_trim(text);
	command->word.n = 0;
	command->from = from;
	if (!text_is_utf8(text))
		return false;
	if (str_starts(all, "["))
		return read_words_of_json(&command->word, arena, all);
	split_words(&command->word, arena, all);
	return true;
}

/* Whether the text is a number or the name of an account. */
static bool is_principal(struct str s)
{
	unsigned long long id;
	if (s.n && s.p[0] >= '0' && s.p[0] <= '9')
		return str_number(s, 10, UINT32_MAX - 1, &id);
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789_-.", s.p[i]))
			return false;
	return s.n && s.p[0] != '-';
}

bool image_config_user(struct sourced *user, struct arena *arena, struct str text, const char *from)
{
	struct str rest = text, name, group;
	if (!str_split(&rest, ':', &name) || !is_principal(name))
		return false;
	if (name.n != text.n && (!str_split(&rest, ':', &group) || !is_principal(group) || rest.n))
		return false;
	*user = (struct sourced){arena_strndup(arena, text.p, text.n), from};
	return true;
}

bool image_config_workdir(struct sourced *workdir, struct arena *arena, struct str text,
			  const char *from)
{
	char normal[PATH_LONGEST + 1];
	struct err err = {0};
	bool good = text.n && text.p[0] == '/' && text_is_utf8(text) && path_normalise(text, normal, &err) == 0;
	err_release(&err);
	if (good)
		*workdir = (struct sourced){arena_printf(arena, "/%s", normal), from};
	return good;
}

void image_config_release(struct image_config *config)
{
	vec_release(&config->env);
	vec_release(&config->label);
	vec_release(&config->entrypoint.word);
	vec_release(&config->cmd.word);
}
