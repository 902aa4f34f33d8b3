/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/suites.h"

#include <string.h>

static const char *copy_field(struct arena *arena, const struct deb822_stanza *stanza, const char *name)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	return field ? arena_strndup(arena, field->value.p, field->value.n) : NULL;
}

static int read_pockets(struct suite_rule *rule, struct arena *arena, const struct deb822 *file,
			const struct deb822_field *field, struct err *err)
{
	struct str rest = field->value, pocket;
	rule->settled = true;
	if (str_is(field->value, "none"))
		return 0;
	while (str_split(&rest, ',', &pocket)) {
		pocket = str_trim(pocket);
		if (pocket.n < 2 || *pocket.p != '-')
			return deb822_fail_at(file, field, pocket.p, err, "'%.*s' is not a pocket such as -updates",
					      STR_ARG(pocket));
		vec_push(&rule->pockets, arena_strndup(arena, pocket.p, pocket.n));
	}
	return 0;
}

int suite_rules_read(struct suite_rules *rules, struct arena *arena, const struct deb822 *file,
		     const struct deb822_stanza *stanza, struct err *err)
{
	const struct deb822_field *pockets = deb822_find(stanza, "Pockets");
	const struct deb822_field *version = deb822_find(stanza, "Version");
	unsigned long long number = 0;
	struct suite_rule rule = {.name = copy_field(arena, stanza, "Suite"),
				  .alias_of = copy_field(arena, stanza, "Alias-Of"),
				  .adds_to = copy_field(arena, stanza, "Adds-To")};
	for (size_t i = 1; i < stanza->field.n; i++)
		if (!str_is(stanza->field.at[i].name, "Pockets") && !str_is(stanza->field.at[i].name, "Version") &&
		    !str_is(stanza->field.at[i].name, "Alias-Of") &&
		    !str_is(stanza->field.at[i].name, "Adds-To"))
			return deb822_fail(file, &stanza->field.at[i], err, "unknown field '%.*s'",
					   STR_ARG(stanza->field.at[i].name));
	if (suite_rules_find(rules, rule.name))
		return deb822_fail(file, &stanza->field.at[0], err, "the suite '%s' has a stanza already", rule.name);
	if (version && !str_number(version->value, 10, 1000, &number))
		return deb822_fail(file, version, err, "a Version is a number such as 12");
	rule.version = (unsigned)number;
	if (pockets && read_pockets(&rule, arena, file, pockets, err)) {
		vec_release(&rule.pockets);
		return -1;
	}
	vec_push(&rules->list, rule);
	return 0;
}

static const struct suite_rule *find_suite_rule(const struct suite_rules *rules, struct str name)
{
	for (size_t i = 0; i < rules->list.n; i++)
		if (str_is(name, rules->list.at[i].name))
			return &rules->list.at[i];
	return NULL;
}

const struct suite_rule *suite_rules_find(const struct suite_rules *rules, const char *name)
{
	return find_suite_rule(rules, str_from(name));
}

const char *suite_rules_facts(const struct suite_rules *rules, const char *name)
{
	const struct suite_rule *own = find_suite_rule(rules,
						       (struct str){name, strcspn(name, "-/")}),
				*newest = NULL;
	if (own && own->version)
		return own->name;
	for (size_t i = 0; i < rules->list.n; i++)
		if (rules->list.at[i].version > (newest ? newest->version : 0))
			newest = &rules->list.at[i];
	return newest ? newest->name : NULL;
}

bool suite_has(const struct suite_rules *rules, const char *name, const char *pocket)
{
	const struct suite_rule *rule = suite_rules_find(rules, name);
	return rule && names_hold(&rule->pockets, pocket);
}

bool suite_lacks(const struct suite_rules *rules, const char *name, const char *pocket)
{
	const struct suite_rule *rule = suite_rules_find(rules, name);
	return rule && rule->settled && !names_hold(&rule->pockets, pocket);
}

/* The codename of a suite or of one of its pockets, which follow a "-" or "/"; NULL if
 * it cannot be told. */
static const char *release_of(const struct suite_rules *rules, const char *name, const char **adds_to)
{
	const struct suite_rule *rule =
		find_suite_rule(rules, (struct str){name, strcspn(name, "-/")});
	*adds_to = rule && rule->adds_to ? rule->adds_to : "";
	if (!rule || !rule->alias_of)
		return rule ? rule->name : NULL;
	return strcmp(rule->alias_of, "any") == 0 ? NULL : rule->alias_of;
}

bool suites_contradict(const struct suite_rules *rules, const char *name, const char *other)
{
	const char *name_to, *other_to;
	const char *a = release_of(rules, name, &name_to), *b = release_of(rules, other, &other_to);
	return a && b && strcmp(a, b) != 0 && strcmp(name_to, b) != 0 && strcmp(other_to, a) != 0;
}

void suite_rules_release(struct suite_rules *rules)
{
	for (size_t i = 0; i < rules->list.n; i++)
		vec_release(&rules->list.at[i].pockets);
	vec_release(&rules->list);
}
