/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/plan_all.h"

#include "report/facts.h"

static json_t *reasons_facts(struct str reasons)
{
	struct str line;
	json_t *list = json_array();
	reasons = str_trim(reasons);
	while (str_split(&reasons, '\n', &line))
		json_array_append_new(list, facts_str(line));
	return list;
}

json_t *plan_all_facts(const struct package *p, const struct each_result *result, struct str reasons)
{
	json_t *object = facts_document(json_pack("{s:o, s:o, s:o, s:b}", "package", facts_text(p->name),
						  "version", facts_text(p->version), "architecture",
						  facts_text(p->architecture), "solvable", result->solvable));
	if (!result->solvable) {
		json_object_set_new(object, "reasons", reasons_facts(reasons));
		return object;
	}
	json_object_set_new(object, "cost", json_integer((json_int_t)result->cost));
	json_object_set_new(object, "packages", json_integer((json_int_t)result->packages));
	json_object_set_new(object, "optimal", json_boolean(result->optimal));
	return object;
}

static void add_reasons_text(const json_t *reasons, struct buf *out)
{
	size_t i;
	json_t *reason;
	buf_puts(out, "unsolvable:");
	json_array_foreach(reasons, i, reason)
		buf_printf(out, "%s %s", i ? ";" : "", json_string_value(reason));
	buf_puts(out, "\n");
}

void plan_all_text(const json_t *facts, struct buf *out)
{
	buf_printf(out, "%s %s ", fact_text(facts, "package"), fact_text(facts, "version"));
	if (fact_is(facts, "solvable"))
		buf_printf(out, "%llu %llu %s\n", (unsigned long long)fact_number(facts, "cost"),
			   (unsigned long long)fact_number(facts, "packages"),
			   fact_is(facts, "optimal") ? "optimal" : "bound");
	else
		add_reasons_text(fact_of(facts, "reasons"), out);
}
