/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/left_out.h"

#include "base/log.h"
#include "report/facts.h"

static json_t *rule_value_in_force(const struct build *b, size_t rule)
{
	return facts_text(size_rules_value(&b->plan.rules.size, b->filter.names.at[rule]));
}

static json_t *spared_facts(const struct build *b, size_t package, size_t rule)
{
	return json_pack("{s:o, s:o, s:o, s:I}", "package", facts_text(b->package[package].package->name), "rule",
			 facts_text(b->filter.names.at[rule]), "value", rule_value_in_force(b, rule), "bytes",
			 (json_int_t)b->package[package].spared[rule]);
}

/* Rules that would have emptied a package that was asked for. */
static json_t *gave_way_facts(const struct build *b)
{
	json_t *list = json_array();
	for (size_t p = 0; p < b->packages; p++)
		for (size_t i = 0; i < b->filter.names.n; i++)
			if (b->package[p].spared[i])
				json_array_append_new(list, spared_facts(b, p, i));
	return list;
}

static json_t *dropped_facts(const struct build *b)
{
	json_t *list = json_array();
	for (size_t i = 0; i < b->filter.names.n; i++) {
		struct left_out_sum sum = left_out_sum(&b->left_out, (uint32_t)i);
		if (sum.files)
			json_array_append_new(list, json_pack("{s:o, s:o, s:I, s:I}", "rule",
							      facts_text(b->filter.names.at[i]), "value",
							      rule_value_in_force(b, i), "files", (json_int_t)sum.files,
							      "bytes", (json_int_t)sum.bytes));
	}
	return list;
}

/* Absolute; a directory ends with "/". Names that differ in bytes that are not UTF-8 are one. */
static void add_left_out(json_t *paths, const struct left_out *one)
{
	struct buf path CLEANUP(buf_release) = {0};
	buf_puts(&path, "/");
	facts_add_clean(&path, str_from(one->path));
	buf_puts(&path, one->type == MEMBER_DIR ? "/" : "");
	json_int_t bytes = json_integer_value(json_object_get(paths, path.p)) + (json_int_t)one->bytes;
	json_object_set_new(paths, path.p, json_integer(bytes));
}

/* One entry for each package and rule, by their names' order in the packages and the filter. */
static json_t *left_out_by_name(const struct build *b)
{
	json_t *list = json_array();
	for (size_t p = 0; p < b->packages; p++) {
		size_t n, i = 0;
		const struct left_out *all = left_out_of(&b->left_out, b->package[p].id, &n);
		while (i < n) {
			uint32_t rule = all[i].rule;
			json_t *paths = json_object();
			for (; i < n && all[i].rule == rule; i++)
				add_left_out(paths, &all[i]);
			json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o}", "package",
							      facts_text(b->package[p].package->name), "rule",
							      facts_text(b->filter.names.at[rule]), "value",
							      rule_value_in_force(b, rule), "paths", paths));
		}
	}
	return list;
}

/* What no rule had to leave out, as no package ships it. */
static json_t *unneeded_facts(const struct build *b)
{
	const struct rules *rules = &b->plan.rules;
	struct names image = {0};
	json_t *list = json_array();
	for (size_t i = 0; i < b->packages; i++)
		vec_push(&image, b->package[i].package->name);
	for (size_t i = 0; i < rules->unneeded.n && !b->plan.options->raw; i++) {
		const struct unneeded_rule *rule = &rules->unneeded.at[i];
		if (rules_unneeded_holds(rules, rule, &image))
			json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "rule", facts_text(rule->name),
							      "paths", facts_words(&rule->paths), "reason",
							      facts_text(rule->reason)));
	}
	vec_release(&image);
	return list;
}

static json_t *unstarted_facts(const struct build *b)
{
	json_t *list = json_array();
	for (size_t i = 0; i < b->unstarted.n; i++) {
		const struct unstarted *one = &b->unstarted.at[i];
		json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o}", "path", facts_text(one->path), "package",
						      facts_text(one->package), "interpreter",
						      facts_text(one->interpreter), "mend",
						      one->mend ? json_sprintf("--include %s", one->mend)
								: json_null()));
	}
	return list;
}

void left_out_add_facts(const struct build *b, bool by_name, json_t *document)
{
	json_object_set_new(document, "dropped", dropped_facts(b));
	if (by_name)
		json_object_set_new(document, "left_out", left_out_by_name(b));
	json_object_set_new(document, "unstarted", unstarted_facts(b));
	json_object_set_new(document, "unneeded", unneeded_facts(b));
	json_object_set_new(document, "gave_way", gave_way_facts(b));
}

static void say_dropped(const json_t *dropped)
{
	const char *value = fact_text(dropped, "value");
	struct buf size CLEANUP(buf_release) = {0};
	buf_add_size(&size, fact_number(dropped, "bytes"));
	log_info("%s%s%s left out %llu files, %s", fact_text(dropped, "rule"), value ? "=" : "", value ? value : "",
		 (unsigned long long)fact_number(dropped, "files"), size.p);
}

static void say_gave_way(const json_t *spared)
{
	struct buf size CLEANUP(buf_release) = {0};
	buf_add_size(&size, fact_number(spared, "bytes"));
	log_note("%s: the rule %s=%s gives way: it would leave out %s of a package that was asked for",
		 fact_text(spared, "package"), fact_text(spared, "rule"), fact_text(spared, "value"), size.p);
}

static void say_unstarted(const json_t *document)
{
	size_t n = facts_count(document, "unstarted");
	const json_t *first = json_array_get(fact_of(document, "unstarted"), 0);
	const char *mend = fact_text(first, "mend"), *keeps = n == 1 ? "it" : "those that need it";
	struct buf end CLEANUP(buf_release) = {0};
	buf_puts(&end, "");
	if (mend)
		buf_printf(&end, "; %s keeps %s", mend, keeps);
	if (n == 1)
		log_note("%s is left out: nothing in the image starts it, and its interpreter %s is missing%s",
			 fact_text(first, "path"), fact_text(first, "interpreter"), end.p);
	else if (n)
		log_note("%zu scripts are left out: nothing in the image starts them, and their interpreter is missing, such as %s for %s%s",
			 n, fact_text(first, "interpreter"), fact_text(first, "path"), end.p);
}

void left_out_say(const json_t *document)
{
	size_t i;
	json_t *one;
	json_array_foreach(fact_of(document, "dropped"), i, one)
		say_dropped(one);
	json_array_foreach(fact_of(document, "gave_way"), i, one)
		say_gave_way(one);
	say_unstarted(document);
}
