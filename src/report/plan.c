/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/plan.h"

#include "base/log.h"
#include "report/compare.h"
#include "report/facts.h"
#include "report/scripts.h"
#include "report/unmade.h"

/* PACKAGE_NONE: null. */
static json_t *package_name_facts(const struct plan *plan, package_id id)
{
	return facts_text(id == PACKAGE_NONE ? NULL : plan->universe.package.at[id].name);
}

static json_t *reason_facts(const struct plan *plan, const struct chosen *chosen)
{
	bool root = chosen->by == PACKAGE_NONE;
	const struct added *added = root ? plan_added(plan, chosen->relation) : NULL;
	if (added)
		return json_pack("{s:s, s:o, s:o}", "kind", "essential", "by", facts_text(added->by),
				 "relation", facts_text(added->use));
	return json_pack("{s:s, s:o, s:o}", "kind", root ? "root" : "depends", "by",
			 package_name_facts(plan, chosen->by), "relation", facts_text(chosen->relation->text));
}

/* No package and no .deb is empty: 0 is what an index does not say. */
static json_t *size_facts(uint64_t size)
{
	return size ? json_integer((json_int_t)size) : json_null();
}

static json_t *package_facts(const struct plan *plan, const struct chosen *chosen)
{
	const struct package *p = &plan->universe.package.at[chosen->id];
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "package", facts_text(p->name),
			 "version", facts_text(p->version), "architecture", facts_text(p->architecture), "source",
			 facts_text(p->source), "source_version", facts_text(p->source_version), "installed_size",
			 size_facts(p->installed_size), "download_size", size_facts(p->download_size), "sha256",
			 facts_text(p->sha256), "uri", facts_text(p->uri), "reason", reason_facts(plan, chosen));
}

static uint64_t download_size(const struct plan *plan)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < plan->solution.chosen.n; i++)
		sum += plan->universe.package.at[plan->solution.chosen.at[i].id].download_size;
	return sum;
}

/* The package is null where the request itself is cut. */
static json_t *cut_facts(const struct plan *plan, const struct cut *cut)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "package", package_name_facts(plan, cut->package), "relation",
			 facts_text(cut->relation->text), "rule", facts_text(cut->rule), "reason",
			 facts_text(cut->reason));
}

static json_t *substitution_facts(const struct plan *plan, const struct substitution *s)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:b}", "package", package_name_facts(plan, s->package), "relation",
			 facts_text(s->relation->text), "chosen", package_name_facts(plan, s->chosen),
			 "instead_of", package_name_facts(plan, s->first), "stand_in", s->stand_in);
}

/* The value in force of each size rule. */
static json_t *rules_in_force_facts(const struct size_rules *rules)
{
	json_t *object = json_object();
	for (size_t i = 0; i < rules->list.n; i++)
		if (rules->list.at[i].in_force)
			json_object_set_new(object, rules->list.at[i].name, facts_text(rules->list.at[i].value));
	return object;
}

json_t *warnings_facts(void)
{
	size_t n;
	const char *const *warning = log_warnings(&n);
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, facts_text(warning[i]));
	return array;
}

static json_t *solver_facts(const struct solution *s)
{
	return json_pack("{s:s, s:I, s:I, s:b, s:I}", "objective", "installed-size", "cost", (json_int_t)s->cost,
			 "lower_bound", (json_int_t)s->lower_bound, "optimal", s->optimal, "nodes",
			 (json_int_t)s->nodes);
}

json_t *plan_chosen_facts(const struct plan *plan, const struct maintscript_report *scripts)
{
	const struct solution *s = &plan->solution;
	json_t *packages = json_array(), *cuts = json_array(), *others = json_array();
	for (size_t i = 0; i < s->chosen.n; i++)
		json_array_append_new(packages, package_facts(plan, &s->chosen.at[i]));
	for (size_t i = 0; i < s->cut.n; i++)
		json_array_append_new(cuts, cut_facts(plan, &s->cut.at[i]));
	for (size_t i = 0; i < s->substitution.n; i++)
		json_array_append_new(others, substitution_facts(plan, &s->substitution.at[i]));
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:{s:I, s:I, s:I}}", "debslim",
			 DEBSLIM_VERSION, "profile",
			 facts_text(plan->options->profile ? plan->profile.name : NULL), "tag",
			 facts_text(plan->options->tag), "suite", facts_text(plan->source->suite), "architecture",
			 facts_text(plan->source->architecture), "packages", packages, "cuts", cuts,
			 "substitutions", others, "maintainer_scripts", scripts_facts(scripts), "rules",
			 rules_in_force_facts(&plan->rules.size), "solver", solver_facts(s), "totals", "packages",
			 (json_int_t)s->chosen.n, "installed_size", (json_int_t)s->cost, "download_size",
			 (json_int_t)download_size(plan));
}

json_t *plan_facts(const struct plan *plan, const struct maintscript_report *scripts,
		   const struct unmade_list *unmade, json_t *comparison)
{
	json_t *facts = facts_document(plan_chosen_facts(plan, scripts));
	if (unmade)
		json_object_set_new(facts, "not_made", unmade_facts(unmade));
	json_object_set_new(facts, "warnings", warnings_facts());
	if (comparison)
		json_object_set_new(facts, "apt", comparison);
	return facts;
}
