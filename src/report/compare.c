/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/compare.h"

#include "report/facts.h"

static bool apt_has(const struct universe *apt, const char *name)
{
	for (size_t i = 0; i < apt->package.n; i++)
		if (strcmp(apt->package.at[i].name, name) == 0)
			return true;
	return false;
}

static void chosen_names(const struct plan *plan, struct names *out)
{
	for (size_t i = 0; i < plan->solution.chosen.n; i++)
		vec_push(out, plan->universe.package.at[plan->solution.chosen.at[i].id].name);
}

static json_t *only_apt_facts(const struct universe *apt, const struct names *here)
{
	json_t *array = json_array();
	for (size_t i = 0; i < apt->package.n; i++)
		if (!names_hold(here, apt->package.at[i].name))
			json_array_append_new(array, facts_text(apt->package.at[i].name));
	return array;
}

static json_t *only_here_facts(const struct universe *apt, const struct names *here)
{
	json_t *array = json_array();
	for (size_t i = 0; i < here->n; i++)
		if (!apt_has(apt, here->at[i]))
			json_array_append_new(array, facts_text(here->at[i]));
	return array;
}

json_t *comparison_facts(const struct plan *plan, const struct universe *apt)
{
	struct names here = {0};
	uint64_t size = 0;
	chosen_names(plan, &here);
	for (size_t i = 0; i < apt->package.n; i++)
		size += package_size(&apt->package.at[i]);
	json_t *facts = json_pack("{s:I, s:I, s:o, s:o}", "packages", (json_int_t)apt->package.n,
				  "installed_size", (json_int_t)size, "only_apt", only_apt_facts(apt, &here),
				  "only_here", only_here_facts(apt, &here));
	vec_release(&here);
	return facts;
}

json_t *comparison_failed_facts(const struct err *why)
{
	return json_pack("{s:o}", "error", facts_text(why->text));
}

static void add_only(struct buf *out, const char *label, const json_t *names)
{
	size_t i;
	json_t *name;
	if (json_array_size(names))
		buf_printf(out, "  only %s:", label);
	json_array_foreach(names, i, name)
		buf_printf(out, " %s", json_string_value(name));
	if (json_array_size(names))
		buf_puts(out, "\n");
}

void comparison_text(const json_t *plan, struct buf *out)
{
	const json_t *apt = fact_of(plan, "apt"), *totals = fact_of(plan, "totals");
	if (!apt)
		return;
	if (fact_of(apt, "error")) {
		buf_printf(out, "\n%s\n", fact_text(apt, "error"));
		return;
	}
	buf_printf(out, "\napt would install %llu packages, ", (unsigned long long)fact_number(apt, "packages"));
	buf_add_size(out, fact_number(apt, "installed_size"));
	buf_printf(out, "; this is %llu, ", (unsigned long long)fact_number(totals, "packages"));
	buf_add_size(out, fact_number(totals, "installed_size"));
	buf_puts(out, "\n");
	add_only(out, "apt", fact_of(apt, "only_apt"));
	add_only(out, "here", fact_of(apt, "only_here"));
}
