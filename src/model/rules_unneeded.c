/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unneeded stanzas: what an installation writes that has no use in an image. */
#include <string.h>

#include "model/rules_read.h"

int rules_read_unneeded(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			struct err *err)
{
	static const char *const known[] = {"Unneeded", "Paths", "Without", "Rule", "Reason", NULL};
	struct unneeded_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Unneeded")),
				     .setting = rules_text(rules, deb822_find(stanza, "Rule")),
				     .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	rules_read_lines(rules, deb822_find(stanza, "Paths"), &rule.paths);
	rules_read_names(rules, deb822_find(stanza, "Without"), &rule.without);
	vec_push(&rules->unneeded, rule);
	for (size_t i = 0; i < rule.paths.n; i++)
		if (rule.paths.at[i][0] != '/')
			return deb822_fail(file, deb822_find(stanza, "Paths"), err, "a glob starts with '/': '%s'",
					   rule.paths.at[i]);
	if (!rule.paths.n || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err, "an Unneeded needs Paths and Reason");
	return 0;
}

bool rules_unneeded_holds(const struct rules *rules, const struct unneeded_rule *rule, const struct names *image)
{
	if (rule->setting && !size_rules_hold(&rules->size, rule->setting))
		return false;
	for (size_t i = 0; i < image->n; i++)
		if (names_hold(&rule->without, image->at[i]))
			return false;
	return true;
}

void rules_release_unneeded(struct rules *rules)
{
	for (size_t i = 0; i < rules->unneeded.n; i++) {
		vec_release(&rules->unneeded.at[i].paths);
		vec_release(&rules->unneeded.at[i].without);
	}
	vec_release(&rules->unneeded);
}
