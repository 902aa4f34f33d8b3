/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/config_json.h"

#include <string.h>

static json_t *text(const char *text)
{
	json_t *value = text ? json_string(text) : NULL;
	return value ? value : json_null();
}

static json_t *words(const struct sourced_words *command)
{
	json_t *array = json_array();
	for (size_t i = 0; i < command->word.n; i++)
		json_array_append_new(array, text(command->word.at[i]));
	return array;
}

static json_t *assignments(const struct sourced_list *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, text(list->at[i].text));
	return array;
}

/* By name: the value, or the place. */
static json_t *by_name(const struct sourced_list *list, bool place)
{
	json_t *object = json_object();
	for (size_t i = 0; i < list->n; i++) {
		const char *sign = strchr(list->at[i].text, '=');
		char *name CLEANUP(mem_freep) = mem_strndup(list->at[i].text, (size_t)(sign - list->at[i].text));
		json_object_set_new(object, name, text(place ? list->at[i].from : sign + 1));
	}
	return object;
}

json_t *config_json(const struct image_config *c)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "user", text(c->user.text), "workdir",
			 text(c->workdir.text), "env", assignments(&c->env), "entrypoint",
			 words(&c->entrypoint), "cmd", words(&c->cmd), "labels", by_name(&c->label, false));
}

json_t *config_places_json(const struct image_config *c)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "user", text(c->user.from), "workdir",
			 text(c->workdir.from), "env", by_name(&c->env, true), "entrypoint",
			 text(c->entrypoint.from), "cmd", text(c->cmd.from), "labels",
			 by_name(&c->label, true));
}
