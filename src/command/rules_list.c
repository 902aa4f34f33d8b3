/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/rules_list.h"

#include <string.h>

#include "command/report.h"
#include "model/rules.h"

static json_t *rule_json(const struct size_rule *rule)
{
	return json_pack("{s:s, s:s, s:b, s:s}", "rule", rule->name, "value", rule->value, "default",
			 rule->is_default, "reason", rule->reason);
}

static void add_text(struct buf *out, const struct size_rule *rule, size_t width)
{
	char *setting CLEANUP(mem_freep) = mem_printf("%s=%s", rule->name, rule->value);
	struct str rest = str_from(rule->reason), line;
	buf_printf(out, "%-*s %s ", (int)width, setting, rule->is_default ? "*" : " ");
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		buf_printf(out, " %.*s", STR_ARG(line));
	}
	buf_puts(out, "\n");
}

int rules_list(const char *data_dir, bool json, struct err *err)
{
	char *dir CLEANUP(mem_freep) = mem_printf("%s/rules", data_dir);
	struct buf out CLEANUP(buf_release) = {0};
	struct rules rules;
	size_t width = 0;
	if (rules_load(dir, &rules, err))
		return -1;
	json_t *array = json_array();
	for (size_t i = 0; i < rules.size.list.n; i++) {
		const struct size_rule *rule = &rules.size.list.at[i];
		size_t n = strlen(rule->name) + strlen(rule->value) + 1;
		width = n > width ? n : width;
		json_array_append_new(array, rule_json(rule));
	}
	for (size_t i = 0; i < rules.size.list.n; i++)
		add_text(&out, &rules.size.list.at[i], width);
	buf_puts(&out, "\n* is the default; --rule NAME=VALUE changes it.\n");
	int status = json ? report_json(json_incref(array), err) : report_text(&out, err);
	json_decref(array);
	rules_release(&rules);
	return status;
}
