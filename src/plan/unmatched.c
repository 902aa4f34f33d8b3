/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/unmatched.h"

#include <stdarg.h>
#include <string.h>

#include "base/log.h"

void unmatched_add(struct unmatched *unmatched, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	char *text CLEANUP(mem_freep) = mem_vprintf(format, ap);
	va_end(ap);
	vec_push(&unmatched->text, arena_strdup(&unmatched->arena, text));
}

static bool ids_hold_name(const struct universe *universe, struct package_ids ids, const char *name)
{
	for (size_t i = 0; i < ids.n; i++)
		if (strcmp(universe->package.at[ids.at[i]].name, name) == 0)
			return true;
	return false;
}

static bool could_meet(const struct universe *universe, const struct relation *relation, const char *name)
{
	for (size_t i = 0; i < relation->n; i++) {
		const struct alternative *a = &relation->alternative[i];
		if (strcmp(a->name, name) == 0 || ids_hold_name(universe, a->real, name) ||
		    ids_hold_name(universe, a->providers, name))
			return true;
	}
	return false;
}

static bool could_be_asked_for(const struct plan *p, const char *name)
{
	const struct universe *u = &p->universe;
	for (size_t i = 0; i < u->roots; i++)
		if (could_meet(u, &u->root[i], name))
			return true;
	for (size_t i = 0; i < p->solution.chosen.n; i++) {
		const struct package *package = &u->package.at[p->solution.chosen.at[i].id];
		for (size_t r = 0; r < package->relations; r++)
			if (could_meet(u, &package->relation[r], name))
				return true;
	}
	return false;
}

/* A script may need an Essential package on which nothing depends. */
static bool is_for_scripts(const struct plan *p, bool read, const char *name)
{
	if (names_hold(&p->refused, name))
		return true;
	for (size_t i = 0; !read && i < p->rules.essential.n; i++)
		if (strcmp(p->rules.essential.at[i].package, name) == 0)
			return true;
	return false;
}

void unmatched_packages(const struct plan *plan, bool read, struct unmatched *out)
{
	const struct options *o = plan->options;
	const struct {
		const char *option;
		const struct names *names;
	} lists[] = {{"--exclude", &o->exclude}, {"--avoid", &o->avoid}, {"--prefer", &o->prefer}};
	for (size_t l = 0; l < ARRAY_LEN(lists); l++)
		for (size_t i = 0; i < lists[l].names->n; i++) {
			const char *name = lists[l].names->at[i];
			if (!could_be_asked_for(plan, name) && !is_for_scripts(plan, read, name))
				unmatched_add(out, "%s %s matches nothing: no package of the result depends on it",
					      lists[l].option, name);
		}
}

int unmatched_end(const struct unmatched *unmatched, bool strict, struct err *err)
{
	size_t n = unmatched->text.n;
	for (size_t i = 0; i < n && (!strict || n > 1); i++)
		log_warn("%s", unmatched->text.at[i]);
	if (!strict || !n)
		return 0;
	if (n == 1)
		err_set(err, STATUS_CHECK, "%s", unmatched->text.at[0]);
	else
		err_set(err, STATUS_CHECK, "%zu options match nothing, the first: %s", n, unmatched->text.at[0]);
	return err_hint(err, "correct the option or leave it out; without --strict this is a warning");
}

void unmatched_release(struct unmatched *unmatched)
{
	vec_release(&unmatched->text);
	arena_release(&unmatched->arena);
}
