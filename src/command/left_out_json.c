/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/left_out_json.h"

#include <string.h>

#include "base/utf8.h"

static json_t *rule_value(const struct build *b, size_t rule)
{
	return json_pack("s?", size_rules_value(&b->plan.rules.size, b->filter.names.at[rule]));
}

/* Rules that would have emptied a package that was asked for. */
static json_t *gave_way_json(const struct build *b)
{
	json_t *list = json_array();
	for (size_t p = 0; p < b->input.n; p++)
		for (size_t i = 0; i < b->filter.names.n; i++)
			if (b->package[p].spared[i])
				json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:I}", "package",
								      b->input.at[p].package->name, "rule", b->filter.names.at[i], "value",
								      rule_value(b, i),
								      "bytes", (json_int_t)b->package[p].spared[i]));
	return list;
}

static json_t *dropped_json(const struct build *b)
{
	json_t *dropped = json_array();
	for (size_t i = 0; i < b->filter.names.n; i++) {
		struct left_out_sum sum = left_out_sum(&b->left_out, (uint32_t)i);
		if (sum.files)
			json_array_append_new(dropped, json_pack("{s:s, s:o, s:I, s:I}", "rule", b->filter.names.at[i],
								 "value", rule_value(b, i), "files", (json_int_t)sum.files,
								 "bytes", (json_int_t)sum.bytes));
	}
	return dropped;
}

/* Absolute; a directory ends with "/". */
static void add_left_out(json_t *paths, const struct left_out *one)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s%s", one->path, one->type == MEMBER_DIR ? "/" : "");
	struct buf clean CLEANUP(buf_release) = {0};
	utf8_add(&clean, str_from(path));
	json_object_set_new(paths, clean.p, json_integer((json_int_t)one->bytes));
}

/* One entry for each package and rule, by their names' order in the packages and the filter. */
static json_t *left_out_json(const struct build *b)
{
	json_t *list = json_array();
	for (size_t p = 0; p < b->input.n; p++) {
		size_t n, i = 0;
		const struct left_out *all = left_out_of(&b->left_out, b->input.at[p].id, &n);
		while (i < n) {
			uint32_t rule = all[i].rule;
			json_t *paths = json_object();
			for (; i < n && all[i].rule == rule; i++)
				add_left_out(paths, &all[i]);
			json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o}", "package", b->input.at[p].package->name,
							      "rule", b->filter.names.at[rule], "value", rule_value(b, rule),
							      "paths", paths));
		}
	}
	return list;
}

/* What no rule had to leave out, as no package ships it. */
static json_t *unneeded_json(const struct build *b)
{
	const struct rules *rules = &b->plan.rules;
	struct names image = {0};
	json_t *list = json_array();
	for (size_t i = 0; i < b->input.n; i++)
		vec_push(&image, b->input.at[i].package->name);
	for (size_t i = 0; i < rules->unneeded.n && !b->plan.options->raw; i++) {
		const struct unneeded_rule *rule = &rules->unneeded.at[i];
		json_t *paths = json_array();
		for (size_t k = 0; k < rule->paths.n; k++)
			json_array_append_new(paths, json_string(rule->paths.at[k]));
		json_t *entry = json_pack("{s:s, s:o, s:s}", "rule", rule->name, "paths", paths, "reason", rule->reason);
		if (rules_unneeded_holds(rules, rule, &image))
			json_array_append(list, entry);
		json_decref(entry);
	}
	vec_release(&image);
	return list;
}

void left_out_add_json(const struct build *b, json_t *root)
{
	json_object_set_new(root, "dropped", dropped_json(b));
	json_object_set_new(root, "left_out", left_out_json(b));
	json_object_set_new(root, "unneeded", unneeded_json(b));
	json_object_set_new(root, "gave_way", gave_way_json(b));
}
