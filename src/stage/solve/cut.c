/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/solve/cut.h"

#include <string.h>

bool relation_candidate(const struct relation *relation, size_t index, package_id *out)
{
	for (size_t a = 0; a < relation->n; a++) {
		const struct package_ids *lists[] = {&relation->alternative[a].real,
						     &relation->alternative[a].providers};
		for (size_t l = 0; l < 2; l++) {
			if (index < lists[l]->n) {
				*out = lists[l]->at[index];
				return true;
			}
			index -= lists[l]->n;
		}
	}
	return false;
}

static bool is_uncut(const struct solve_options *options, const char *package, const struct relation *relation)
{
	for (size_t i = 0; i < options->uncuts; i++)
		if (strcmp(options->uncut[i].package, package) == 0 &&
		    strcmp(options->uncut[i].relation, relation->text) == 0)
			return true;
	return false;
}

/* Whether --exclude names all candidates of a relation. */
static bool is_excluded(const struct universe *universe, const struct names *exclude,
			const struct relation *relation)
{
	bool names_one = false;
	package_id id;
	for (size_t i = 0; relation_candidate(relation, i, &id); i++) {
		if (!names_hold(exclude, universe->package.at[id].name))
			return false;
		names_one = true;
	}
	for (size_t a = 0; a < relation->n; a++)
		names_one |= names_hold(exclude, relation->alternative[a].name);
	return names_one;
}

void cut_find(const struct universe *universe, const struct solve_options *options,
	      package_id owner, const struct relation *relation, struct cut *out)
{
	const struct cut_rule *rule = NULL;
	*out = (struct cut){.package = owner, .relation = relation};
	const char *name = owner == PACKAGE_NONE ? NULL : universe->package.at[owner].name;
	if (name && options->rules && !is_uncut(options, name, relation))
		rule = rules_cut(options->rules, name, relation);
	if (rule) {
		out->by = rule;
		out->rule = rule->name;
		out->reason = rule->reason;
	} else if (options->exclude.n && is_excluded(universe, &options->exclude, relation)) {
		out->rule = "exclude";
		out->reason = "left out by --exclude";
	}
}
