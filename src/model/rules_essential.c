/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the Essential package that has an interpreter or command. */
#include "base/path.h"
#include "model/rules.h"

static bool has_file(const struct essential_rule *rule, const char *path, const char *merged)
{
	return path_first_glob(&rule->files, path) || path_first_glob(&rule->files, merged);
}

const struct essential_rule *rules_interpreter(const struct rules *rules, const char *path)
{
	char *full CLEANUP(mem_freep) = mem_printf("%s%s", *path == '/' ? "" : "/usr/bin/", path);
	char *merged CLEANUP(mem_freep) = mem_printf("/usr%s", full);
	for (size_t i = 0; i < rules->essential.n; i++)
		if (has_file(&rules->essential.at[i], full, merged))
			return &rules->essential.at[i];
	return NULL;
}

const struct essential_rule *rules_command(const struct rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->essential.n; i++) {
		const struct essential_rule *rule = &rules->essential.at[i];
		if (names_hold(&rule->commands, name))
			return rule;
	}
	return rules_interpreter(rules, name);
}
