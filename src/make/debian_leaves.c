/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/debian_leaves.h"

#include "base/path.h"
#include "make/additions.h"

/* A package that may bring a missing file, and the package that recommends or suggests it. */
struct optional {
	const char *package, *by;
};

/* Finds the first package that `p` recommends or suggests and the image lacks,
 * preferably one whose name is part of what is missing. */
static bool find_optional(const struct build *b, const struct package *p, const char *missing,
			  struct optional *out)
{
	for (size_t i = 0; i < p->optionals; i++) {
		const char *name = p->optional[i];
		bool named = strstr(missing, name);
		if ((out->package && !named) || addition_is_chosen(&b->plan, name))
			continue;
		*out = (struct optional){name, p->name};
		if (named)
			break;
	}
	return out->package;
}

/* The same for all packages in the image that are built from the owner's source: ruby3.1
 * recommends what files of libruby3.1 use. */
static bool find_optional_of_source(const struct build *b, const struct package *owner,
				    const char *missing, struct optional *out)
{
	bool found = find_optional(b, owner, missing, out);
	for (size_t i = 0; i < b->plan.solution.chosen.n && !found; i++) {
		const struct package *p = &b->plan.universe.package.at[b->plan.solution.chosen.at[i].id];
		found = strcmp(p->source, owner->source) == 0 && find_optional(b, p, missing, out);
	}
	return found;
}

static void mark_all(const struct package_ids *ids, bool *new, bool *marked)
{
	for (size_t i = 0; i < ids->n; i++) {
		*new |= !marked[ids->at[i]];
		marked[ids->at[i]] = true;
	}
}

/* Marks in marked[packages of the universe] what a package depends on, including itself.
 * Every alternative counts: those that are not in the image have no scripts in it
 * either. */
static void mark_dependencies(const struct universe *u, package_id owner, bool *marked)
{
	marked[owner] = true;
	for (bool new = true; new;) {
		new = false;
		for (size_t i = 0; i < u->package.n; i++) {
			const struct package *p = &u->package.at[i];
			for (size_t r = 0; marked[i] && r < p->relations; r++)
				for (size_t a = 0; a < p->relation[r].n; a++) {
					mark_all(&p->relation[r].alternative[a].real, &new, marked);
					mark_all(&p->relation[r].alternative[a].providers, &new, marked);
				}
		}
	}
}

/* Whether a script that is not fully understood may have made the file: one of the owner
 * or, outside /usr, where scripts put most of their files, one of its dependencies. */
static bool may_be_made(const struct build *b, package_id owner, const char *missing)
{
	const struct universe *u = &b->plan.universe;
	bool *marked CLEANUP(mem_freep) = mem_alloc((u->package.n + 1) * sizeof(*marked)), found = false;
	marked[owner] = true;
	if (!path_within(missing + 1, "usr"))
		mark_dependencies(u, owner, marked);
	for (size_t i = 0; i < b->scripts.script.n; i++)
		found |= b->scripts.script.at[i].policy == SCRIPT_UNHANDLED && marked[b->scripts.script.at[i].id];
	return found;
}

/* Whether an option has cut a dependency: nobody knows what else that leaves out. */
static bool is_cut_by_user(const struct build *b)
{
	const struct solution *s = &b->plan.solution;
	for (size_t i = 0; i < s->cut.n; i++)
		if (!s->cut.at[i].by)
			return true;
	return false;
}

/* Whether a link's target does not exist; a link that is part of a circle has one. */
static bool leads_nowhere(const struct build *b, const struct finding *f)
{
	return strcmp(f->check, "dangling-link") == 0 && *f->missing == '/' &&
	       !fileset_get(&b->files, f->missing + 1);
}

/* The reason, which the caller frees; NULL if an installation with all dependencies
 * would have the file. */
static char *why_left(const struct build *b, const struct finding *f)
{
	if (!f->missing || f->owner == OWNER_GENERATED)
		return NULL;
	const struct package *owner = &b->plan.universe.package.at[f->owner];
	if (f->apart)
		return mem_printf("no dependency of %s brings it, and %s", owner->name,
				  strcmp(f->check, "library") == 0 ? "no program links this file"
								   : "this is a program for another machine");
	struct optional optional = {0};
	bool link = leads_nowhere(b, f);
	if ((!link && strcmp(f->check, "script-interpreter") != 0) ||
	    (link && may_be_made(b, f->owner, f->missing)) ||
	    !find_optional_of_source(b, owner, f->missing, &optional))
		return NULL;
	return mem_printf("no dependency of %s brings it; %s recommends or suggests %s, which may", owner->name,
			  optional.by, optional.package);
}

void debian_leaves(struct build *b)
{
	if (is_cut_by_user(b))
		return;
	for (size_t i = 0; i < b->gate.finding.n; i++) {
		struct finding *f = &b->gate.finding.at[i];
		if (f->severity != FINDING_ERROR || f->accepted || f->package)
			continue;
		char *why CLEANUP(mem_freep) = why_left(b, f);
		if (!why)
			continue;
		f->severity = FINDING_NOTE;
		f->package = arena_strdup(&b->gate.arena, why);
	}
}
