/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of the triggers that maintainer scripts activate. */
#include <fnmatch.h>

#include "model/rules_read.h"

int rules_read_trigger(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
		       struct err *err)
{
	static const char *const known[] = {"Trigger", "Names", "Generates", "Reason", NULL};
	static const char *const generators[] = {"ld.so.cache", "ca-bundle", "java-keystore", NULL};
	const struct deb822_field *generates = deb822_find(stanza, "Generates");
	struct trigger_rule rule = {.generates = rules_text(rules, generates),
				    .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	if (rule.generates && !list_holds(generators, rule.generates))
		return deb822_fail(file, generates, err, "'%s' is not ld.so.cache, ca-bundle or java-keystore",
				   rule.generates);
	rules_read_names(rules, deb822_find(stanza, "Names"), &rule.names);
	vec_push(&rules->trigger, rule);
	if (!rule.names.n || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err, "a Trigger needs Names and Reason");
	return 0;
}

const struct trigger_rule *rules_trigger(const struct rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->trigger.n; i++)
		for (size_t k = 0; k < rules->trigger.at[i].names.n; k++)
			if (fnmatch(rules->trigger.at[i].names.at[k], name, 0) == 0)
				return &rules->trigger.at[i];
	return NULL;
}

void rules_release_triggers(struct rules *rules)
{
	for (size_t i = 0; i < rules->trigger.n; i++)
		vec_release(&rules->trigger.at[i].names);
	vec_release(&rules->trigger);
}
