/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scripts whose interpreter is missing. */
#include <stdlib.h>

#include "base/path.h"
#include "make/additions.h"
#include "make/findings.h"
#include "make/needs_parts.h"

/* A script that is more than that: a module, say. */
static bool is_kept(const struct build *b, const struct member *m, const struct finding *finding)
{
	for (size_t i = 0; i < b->plan.rules.allow.n; i++) {
		const struct allow_rule *rule = &b->plan.rules.allow.at[i];
		if (rule->keep && gate_accepts(rule, 1, finding, addition_owner(b, m)))
			return true;
	}
	return false;
}

/* Where scripts are left out, only the user and such rules can keep one. Else it is the rules that
 * say that a script does without: who allows a finding does not ask for an image without what
 * would mend it. */
static bool is_accepted(const struct build *b, const struct member *m, const char *lacks, bool drop)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	const struct finding finding = {.check = "script-interpreter", .path = path, .missing = lacks};
	const struct options *o = b->plan.options;
	if (drop)
		return gate_accepts(o->allow.at, o->allow.n, &finding, NULL) || is_kept(b, m, &finding);
	return gate_accepts(b->plan.rules.allow.at, b->plan.rules.allow.n, &finding,
			    addition_owner(b, m)) != NULL;
}

static bool add(struct build *b, const struct member *m, const char *lacks)
{
	const struct essential_rule *rule = rules_interpreter(&b->plan.rules, lacks);
	char *use CLEANUP(mem_freep) = mem_printf("asks for %s", lacks);
	char *reason CLEANUP(mem_freep) = mem_printf("#!%s", lacks);
	return rule && !addition_is_chosen(&b->plan, rule->package) &&
	       addition_ask(b, rule->package, m, use, reason);
}

static void leave_out(struct build *b, const struct member *m)
{
	left_out_add(&b->left_out, m, (uint32_t)filter_name(&b->filter, "scripts"));
	if (m->type != MEMBER_SYMLINK)
		fileset_bequeath(&b->files, m->path);
	fileset_remove(&b->files, m->path);
}

/* A link to a script that is gone goes, too. */
static void leave_links_out(struct build *b, const struct map *gone)
{
	struct member **all;
	size_t n = fileset_sorted(&b->files, &all);
	for (size_t i = 0; gone->n && i < n; i++) {
		struct buf path CLEANUP(buf_release) = {0};
		if (all[i]->type == MEMBER_SYMLINK && fileset_resolve(&b->files, all[i]->path, true, &path) &&
		    map_get(gone, buf_str(&path)))
			leave_out(b, all[i]);
	}
	free(all);
}

/* What each script lacks, by its path: an absolute path, or a name that env(1) looks for. */
static void find_lacks(const struct build *b, struct map *out)
{
	for (size_t i = 0; i < b->uses.use.n; i++) {
		const struct use *use = &b->uses.use.at[i];
		if (use->kind == USE_INTERPRETER && !use->to)
			*map_at(out, str_from(use->by->path)) = (void *)use->wants;
	}
}

/* One name of a script; another may be a hard link. */
static const char *lacks(const struct map *all, const struct member *m)
{
	return map_get(all, str_from(m->type == MEMBER_HARDLINK ? m->target : m->path));
}

bool needs_of_scripts(struct build *b)
{
	struct map all_lacks = {0}, gone = {0};
	struct member **all;
	size_t n = fileset_sorted(&b->files, &all);
	bool drop = b->plan.options->profile && b->plan.profile.drop_scripts, added = false;
	find_lacks(b, &all_lacks);
	for (size_t i = 0; i < n; i++) {
		const struct member *m = all[i];
		const char *missing = lacks(&all_lacks, m);
		bool leave = drop && addition_owner(b, m) && !plan_includes(&b->plan, m->owner);
		if (!missing || is_accepted(b, m, missing, leave))
			continue;
		if (leave) {
			*map_at(&gone, str_from(m->path)) = (void *)m;
			leave_out(b, m);
		} else if (add(b, m, missing)) {
			added = true;
		}
	}
	free(all);
	leave_links_out(b, &gone);
	map_release(&gone);
	map_release(&all_lacks);
	return added;
}
