/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/scripts_at_hand.h"

static bool has_script(const struct maintscript_report *report, const char *package, const char *script)
{
	for (size_t i = 0; i < report->script.n; i++)
		if (strcmp(report->script.at[i].package, package) == 0 &&
		    strcmp(report->script.at[i].script, script) == 0)
			return true;
	return false;
}

static void add_known(const struct plan *plan, package_id id, const struct names *image,
		      struct maintscript_report *out)
{
	const char *name = plan->universe.package.at[id].name;
	for (size_t r = 0; r < plan->rules.script.n; r++) {
		const struct script_rule *rule = &plan->rules.script.at[r];
		for (size_t k = 0; strcmp(rule->package, name) == 0 && k < rule->scripts.n; k++) {
			const char *script = rule->scripts.at[k];
			/* What is left of the script is only known when it is read. */
			if (rule->skip.n ||
			    rules_script(&plan->rules, name, script, plan->rules.suite, image) != rule ||
			    has_script(out, name, script))
				continue;
			struct maintscript one = {.id = id, .package = name, .script = script,
						  .policy = rule->policy, .reason = rule->reason, .rule = rule};
			if (rule->effects)
				vec_push(&one.effects, rule->effects);
			vec_push(&out->script, one);
		}
	}
}

int scripts_at_hand(struct plan *plan, struct maintscript_report *out, struct err *err)
{
	struct names image = {0};
	(void)err;
	for (size_t i = 0; i < plan->solution.chosen.n; i++)
		vec_push(&image, plan->universe.package.at[plan->solution.chosen.at[i].id].name);
	for (size_t i = 0; i < plan->solution.chosen.n; i++)
		add_known(plan, plan->solution.chosen.at[i].id, &image, out);
	vec_release(&image);
	return 0;
}
