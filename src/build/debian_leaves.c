/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "build/debian_leaves.h"

#include "base/path.h"
#include "build/additions.h"

/* The first package that it recommends or suggests and the image lacks, if possible one that is named
 * like what is missing; or NULL. */
static const char *optional_package(const struct build *b, const struct package *package, const char *missing)
{
	const char *first = NULL, *base = path_base(missing);
	for (size_t i = 0; i < package->optionals; i++) {
		const char *name = package->optional[i];
		if (addition_is_chosen(&b->plan, name))
			continue;
		if (strcmp(name, base) == 0 || strstr(missing, name))
			return name;
		first = first ? first : name;
	}
	return first;
}

/* The same for the packages of its source in the image: "libruby3.1" has what "ruby3.1" recommends
 * something for. */
static const char *optional_of_source(const struct build *b, const struct package *owner, const char *missing)
{
	const char *optional = optional_package(b, owner, missing);
	for (size_t i = 0; i < b->plan.solution.chosen.n && !optional; i++) {
		const struct package *p = &b->plan.universe.package.at[b->plan.solution.chosen.at[i].id];
		if (strcmp(p->source, owner->source) == 0)
			optional = optional_package(b, p, missing);
	}
	return optional;
}

/* What is missing may be what its scripts would have made. */
static bool has_unhandled_scripts(const struct build *b, package_id owner)
{
	for (size_t i = 0; i < b->scripts.script.n; i++)
		if (b->scripts.script.at[i].id == owner && b->scripts.script.at[i].policy == SCRIPT_UNHANDLED)
			return true;
	return false;
}

/* By an option, of which nobody knows what else it leaves out. */
static bool is_cut_by_user(const struct build *b)
{
	const struct solution *s = &b->plan.solution;
	for (size_t i = 0; i < s->cut.n; i++)
		if (!s->cut.at[i].by)
			return true;
	return false;
}

/* The caller frees; NULL where an installation with all dependencies would have it. */
static char *why_left(const struct build *b, const struct finding *f)
{
	bool link = strcmp(f->check, "dangling-link") == 0;
	if (!f->missing || f->owner == OWNER_GENERATED || (link && has_unhandled_scripts(b, f->owner)))
		return NULL;
	const struct package *owner = &b->plan.universe.package.at[f->owner];
	if (f->plugin && strcmp(f->check, "library") == 0)
		return mem_printf("no dependency of %s brings it, and no program links this file", owner->name);
	const char *optional = optional_of_source(b, owner, f->missing);
	if (!optional || (!link && strcmp(f->check, "script-interpreter") != 0))
		return NULL;
	return mem_printf("no dependency of %s brings it, only what is recommended or suggested, such as %s",
			  owner->name, optional);
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
