/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/licences.h"

#include <strings.h>

static bool is_licence_name(struct str a, const char *b)
{
	return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0;
}

static int add_licence_name(struct licence_rules *rules, struct licence_rule *rule,
			    struct arena *arena, const struct deb822 *file,
			    const struct deb822_field *field, struct str name, struct err *err)
{
	name = str_trim(name);
	if (!name.n || licence_id(rules, name, rule->exception))
		return deb822_fail_at(file, field, name.p, err, "'%.*s' is %s", STR_ARG(name),
				      name.n ? "the name of another one" : "no name");
	vec_push(&rule->names, arena_strndup(arena, name.p, name.n));
	return 0;
}

int licence_rules_read(struct licence_rules *rules, struct arena *arena, const struct deb822 *file,
		       const struct deb822_stanza *stanza, struct err *err)
{
	const struct deb822_field *id = &stanza->field.at[0], *names = deb822_find(stanza, "Names");
	struct licence_rule rule = {.exception = str_is(id->name, "Exception")};
	int status = 0;
	for (size_t i = 1; i < stanza->field.n; i++)
		if (!str_is(stanza->field.at[i].name, "Names"))
			return deb822_fail(file, &stanza->field.at[i], err, "unknown field '%.*s'",
					   STR_ARG(stanza->field.at[i].name));
	struct str rest = names ? names->value : (struct str){0}, name;
	status = add_licence_name(rules, &rule, arena, file, id, id->value, err);
	while (!status && str_split(&rest, ',', &name))
		status = add_licence_name(rules, &rule, arena, file, names, name, err);
	if (status) {
		vec_release(&rule.names);
		return -1;
	}
	rule.id = rule.names.at[0];
	vec_push(&rules->list, rule);
	return 0;
}

const char *licence_id(const struct licence_rules *rules, struct str name, bool exception)
{
	for (size_t i = 0; i < rules->list.n; i++) {
		const struct licence_rule *rule = &rules->list.at[i];
		for (size_t k = 0; rule->exception == exception && k < rule->names.n; k++)
			if (is_licence_name(name, rule->names.at[k]))
				return rule->id;
	}
	return NULL;
}

void licence_rules_release(struct licence_rules *rules)
{
	for (size_t i = 0; i < rules->list.n; i++)
		vec_release(&rules->list.at[i].names);
	vec_release(&rules->list);
}
