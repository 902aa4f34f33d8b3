/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/rules.h"

#include "report/facts.h"

static json_t *rule_value_facts(const struct size_rule *rule)
{
	return facts_document(json_pack("{s:o, s:o, s:b, s:o}", "rule", facts_text(rule->name), "value",
					facts_text(rule->value), "default", rule->is_default, "reason",
					facts_text(rule->reason)));
}

json_t *size_rules_facts(const struct size_rules *rules)
{
	json_t *array = json_array();
	for (size_t i = 0; i < rules->list.n; i++)
		json_array_append_new(array, rule_value_facts(&rules->list.at[i]));
	return array;
}

static char *rule_setting(const json_t *rule)
{
	return mem_printf("%s=%s", fact_text(rule, "rule"), fact_text(rule, "value"));
}

static void add_rule_line(struct buf *out, const json_t *rule, size_t width)
{
	char *setting CLEANUP(mem_freep) = rule_setting(rule);
	struct str rest = str_from(fact_text(rule, "reason")), line;
	buf_printf(out, "%-*s %s ", (int)width, setting, fact_is(rule, "default") ? "*" : " ");
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		buf_printf(out, " %.*s", STR_ARG(line));
	}
	buf_puts(out, "\n");
}

void size_rules_text(const json_t *facts, struct buf *out)
{
	size_t width = 0, i;
	json_t *rule;
	json_array_foreach(facts, i, rule) {
		char *setting CLEANUP(mem_freep) = rule_setting(rule);
		width = strlen(setting) > width ? strlen(setting) : width;
	}
	json_array_foreach(facts, i, rule)
		add_rule_line(out, rule, width);
	buf_puts(out, "\n* is the default; --rule NAME=VALUE changes it.\n");
}
