/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/config.h"

#include <string.h>

#include "report/facts.h"

static json_t *assignment_facts(const struct sourced_list *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, facts_text(list->at[i].text));
	return array;
}

/* By name: the value, or the place. */
static json_t *facts_by_name(const struct sourced_list *list, bool place)
{
	json_t *object = json_object();
	for (size_t i = 0; i < list->n; i++) {
		const char *sign = strchr(list->at[i].text, '=');
		char *name CLEANUP(mem_freep) = mem_strndup(list->at[i].text, (size_t)(sign - list->at[i].text));
		json_object_set_new(object, name, facts_text(place ? list->at[i].from : sign + 1));
	}
	return object;
}

json_t *config_facts(const struct image_config *c)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "user", facts_text(c->user.text), "workdir",
			 facts_text(c->workdir.text), "env", assignment_facts(&c->env), "entrypoint",
			 facts_words(&c->entrypoint.word), "cmd", facts_words(&c->cmd.word), "labels",
			 facts_by_name(&c->label, false));
}

json_t *config_places_facts(const struct image_config *c)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "user", facts_text(c->user.from), "workdir",
			 facts_text(c->workdir.from), "env", facts_by_name(&c->env, true), "entrypoint",
			 facts_text(c->entrypoint.from), "cmd", facts_text(c->cmd.from), "labels",
			 facts_by_name(&c->label, true));
}
