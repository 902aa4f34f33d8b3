/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/no_shell.h"

#include <string.h>

#include "make/additions.h"
#include "model/exec_path.h"

/* What people know as a shell; busybox has one. */
static const char *const shells[] = {"sh",  "bash", "dash", "ash",  "rbash", "ksh",     "ksh93", "mksh", "zsh",
				     "csh", "tcsh", "fish", "yash", "posh",  "busybox", "elvish"};

static bool is_shell_package(const struct plan *p, const char *package)
{
	for (size_t i = 0; i < ARRAY_LEN(shells); i++) {
		const struct essential_rule *rule = rules_interpreter(&p->rules, shells[i]);
		if (strcmp(shells[i], package) == 0 || (rule && strcmp(rule->package, package) == 0))
			return true;
	}
	return false;
}

static int blame_file(const struct added *added, struct err *err)
{
	err_set(err, STATUS_CHECK, "--no-shell: %s%s%s%s needs the package %s", added->use, added->by ? " (of " : "",
		added->by ? added->by : "", added->by ? ")" : "", added->package);
	return err_hint(err, "omit what brings this file, or add --exclude %s and do without the file",
			added->package);
}

static int blame_package(const struct plan *p, const struct chosen *chosen, struct err *err)
{
	const char *name = p->universe.package.at[chosen->id].name;
	if (chosen->by == PACKAGE_NONE)
		err_set(err, STATUS_CHECK, "--no-shell: %s is asked for (%s), and it is a shell", name,
			chosen->relation->text);
	else
		err_set(err, STATUS_CHECK, "--no-shell: %s depends on %s, a shell (%s)",
			p->universe.package.at[chosen->by].name, name, chosen->relation->text);
	return err_hint(err, "'debslim why %s' shows the whole chain", name);
}

int no_shell_check_packages(const struct plan *p, struct err *err)
{
	for (size_t i = 0; p->options->no_shell && i < p->added.n; i++)
		if (is_shell_package(p, p->added.at[i].package))
			return blame_file(&p->added.at[i], err);
	for (size_t i = 0; p->options->no_shell && i < p->solution.chosen.n; i++)
		if (is_shell_package(p, p->universe.package.at[p->solution.chosen.at[i].id].name))
			return blame_package(p, &p->solution.chosen.at[i], err);
	return 0;
}

int no_shell_check_files(const struct build *b, struct err *err)
{
	for (size_t i = 0; b->plan.options->no_shell && i < ARRAY_LEN(shells); i++) {
		const struct member *m = exec_path_find(&b->files, str_from(shells[i]));
		const char *package = m ? addition_owner(b, m) : NULL;
		if (!m)
			continue;
		err_set(err, STATUS_CHECK, "--no-shell: /%s%s%s is a shell (%s)", m->path, package ? " of " : "",
			package ? package : "", shells[i]);
		return package ? err_hint(err, "'debslim why %s' shows why it is in the image", package) : -1;
	}
	return 0;
}
