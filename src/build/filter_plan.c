/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "build/filter_plan.h"

#include <string.h>

static bool is_included(const struct plan *plan, const char *package)
{
	for (size_t i = 0; i < plan->solution.chosen.n; i++) {
		package_id id = plan->solution.chosen.at[i].id;
		if (strcmp(plan->universe.package.at[id].name, package) == 0)
			return plan_includes(plan, id);
	}
	return false;
}

static void add_parts(const struct plan *plan, struct filter *out)
{
	for (size_t i = 0; i < plan->profile.part.n; i++) {
		const struct part *part = &plan->profile.part.at[i];
		if (!is_included(plan, part->package))
			filter_part(out, part->package, &part->keep);
	}
}

static void add_size_rules(const struct plan *plan, struct filter *out)
{
	for (size_t i = 0; i < plan->rules.size.list.n; i++) {
		const struct size_rule *size = &plan->rules.size.list.at[i];
		if (!size->in_force)
			continue;
		struct path_rule rule = {.package = size->of, .hold = size->hold, .once = size->once,
					 .name = filter_name(out, size->name)};
		for (size_t k = 0; k < size->line.n; k++) {
			rule.include = size->line.at[k].include;
			rule.glob = size->line.at[k].glob;
			vec_push(&out->rule, rule);
		}
	}
}

void filter_plan(const struct plan *plan, struct filter *out)
{
	const struct profile *profile = &plan->profile;
	const struct options *options = plan->options;
	out->merged_usr = !options->raw;
	if (!options->raw) {
		filter_name(out, "part"); /* also of data_facts_settle() */
		add_parts(plan, out);
		add_size_rules(plan, out);
		filter_name(out, "scripts"); /* of interpreters_settle() */
	}
	for (size_t i = 0; !options->raw && i < profile->rule.n; i++)
		vec_push(&out->rule, ((struct path_rule){.include = profile->rule.at[i].include,
							 .glob = profile->rule.at[i].glob,
							 .name = filter_name(out, "profile")}));
	for (size_t i = 0; i < options->path_rule.n; i++)
		vec_push(&out->rule, ((struct path_rule){.include = options->path_rule.at[i].include,
							 .glob = options->path_rule.at[i].glob,
							 .name = filter_name(out, "path-exclude"),
							 .literal = true}));
	out->hit = mem_alloc((out->rule.n + 1) * sizeof(*out->hit));
}
