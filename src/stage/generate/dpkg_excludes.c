/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes dpkg.cfg(5), path-exclude and path-include. Rules for files of single packages
 * (a Part, a rule with Of, "{package}") have no equivalent there; and dpkg must not
 * leave out what the build processes itself, i.e. certificates. */
#include "stage/generate/dpkg_parts.h"

static const char path[] = "etc/dpkg/dpkg.cfg.d/debslim";

int generate_dpkg_excludes(const struct filter *filter, struct fileset *files, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	const char *name = NULL;
	for (size_t i = 0; i < filter->rule.n; i++) {
		const struct path_rule *rule = &filter->rule.at[i];
		if (rule->package || rule->once || filter_is_for_each(rule->glob))
			continue;
		if (name != filter->names.at[rule->name])
			buf_printf(&text, "%s# %s\n", text.n ? "\n" : "", filter->names.at[rule->name]);
		name = filter->names.at[rule->name];
		buf_printf(&text, "path-%s %s\n", rule->include ? "include" : "exclude", rule->glob);
	}
	return text.n ? place_file(files, path, buf_str(&text), err) : 0;
}
