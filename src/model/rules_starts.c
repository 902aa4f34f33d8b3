/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can come to run in an image, as far as the text of its files does not say so. */
#include "model/rules_read.h"

int rules_read_aside(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
		     struct err *err)
{
	static const char *const known[] = {"Aside", "Files", "Reason", NULL};
	struct aside_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Aside")),
				  .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	rules_read_lines(rules, deb822_find(stanza, "Files"), &rule.files);
	vec_push(&rules->aside, rule);
	if (!rule.files.n || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err, "an Aside needs Files and Reason");
	return 0;
}

int rules_read_language(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			struct err *err)
{
	static const char *const known[] = {"Language", "Programs", "Modules", "Reason", NULL};
	struct language_rule rule = {.name = rules_text(rules, deb822_find(stanza, "Language")),
				     .reason = rules_text(rules, deb822_find(stanza, "Reason"))};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	rules_read_names(rules, deb822_find(stanza, "Programs"), &rule.programs);
	rules_read_names(rules, deb822_find(stanza, "Modules"), &rule.modules);
	vec_push(&rules->language, rule);
	if (!rule.programs.n || !rule.modules.n || !rule.reason)
		return deb822_fail(file, &stanza->field.at[0], err, "a Language needs Programs, Modules and Reason");
	return 0;
}

void rules_release_starts(struct rules *rules)
{
	for (size_t i = 0; i < rules->aside.n; i++)
		vec_release(&rules->aside.at[i].files);
	for (size_t i = 0; i < rules->language.n; i++) {
		vec_release(&rules->language.at[i].programs);
		vec_release(&rules->language.at[i].modules);
	}
	vec_release(&rules->aside);
	vec_release(&rules->language);
}
