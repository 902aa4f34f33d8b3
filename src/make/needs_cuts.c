/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts that the files of their package contradict: a dependency that was taken for one of
 * maintainer scripts is needed after all if a file uses what it would have brought. */
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "make/needs_parts.h"

/* Rules name files where merged /usr has them: /bin/x is /usr/bin/x. */
static bool leads_to(const struct names *globs, const char *absolute)
{
	char *merged CLEANUP(mem_freep) = mem_printf("/usr%s", absolute);
	return path_first_glob(globs, absolute) ||
	       (strncmp(absolute, "/usr/", 5) != 0 && path_first_glob(globs, merged));
}

/* A name that env(1) looks for is in one of these, if anywhere. */
static bool is_of_rule(const struct cut_rule *rule, const struct use *use)
{
	static const char *const directories[] = {"/usr/bin", "/usr/sbin"};
	if (strchr(use->wants, '/'))
		return leads_to(&rule->files, use->wants);
	for (size_t i = 0; i < ARRAY_LEN(directories); i++) {
		char *path CLEANUP(mem_freep) = mem_printf("%s/%s", directories[i], use->wants);
		if (path_first_glob(&rule->files, path))
			return true;
	}
	return false;
}

static const struct use *contradicts(const struct build *b, const struct cut *cut)
{
	for (size_t i = 0; cut->by && i < b->uses.use.n; i++) {
		const struct use *use = &b->uses.use.at[i];
		if (use->by->owner == cut->package && !use->to &&
		    (use->kind == USE_INTERPRETER || use->kind == USE_LINK) && is_of_rule(cut->by, use))
			return use;
	}
	return NULL;
}

bool needs_of_cuts(struct build *b)
{
	const struct solution *s = &b->plan.solution;
	bool found = false;
	for (size_t i = 0; i < s->cut.n; i++) {
		const struct cut *cut = &s->cut.at[i];
		const struct use *use = contradicts(b, cut);
		if (!use)
			continue;
		log_note("%s: %s is not cut: /%s uses %s", b->plan.universe.package.at[cut->package].name,
			 cut->relation->text, use->by->path, use->wants);
		plan_put_back(&b->plan, cut);
		found = true;
	}
	return found;
}
