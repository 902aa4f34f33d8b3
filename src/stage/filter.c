/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"

size_t filter_name(struct filter *filter, const char *name)
{
	for (size_t i = 0; i < filter->names.n; i++)
		if (strcmp(filter->names.at[i], name) == 0)
			return i;
	vec_push(&filter->names, name);
	return filter->names.n - 1;
}

static void put_first(struct filter *filter, const struct path_rule *rule)
{
	vec_push(&filter->rule, *rule);
	memmove(&filter->rule.at[1], &filter->rule.at[0], (filter->rule.n - 1) * sizeof(*rule));
	filter->rule.at[0] = *rule;
	if (!filter->hit)
		return;
	filter->hit = mem_resize(filter->hit, filter->rule.n, sizeof(*filter->hit));
	memmove(&filter->hit[1], &filter->hit[0], (filter->rule.n - 1) * sizeof(*filter->hit));
	filter->hit[0] = false;
}

void filter_part(struct filter *filter, const char *package, const struct names *keep)
{
	struct path_rule rule = {.include = true, .package = package, .name = filter_name(filter, "part")};
	for (size_t i = keep->n; i-- > 0;) {
		rule.glob = keep->at[i];
		put_first(filter, &rule);
	}
	rule.include = false;
	rule.glob = "/*";
	put_first(filter, &rule);
}

/* A path as it stands in the package, and its other name in a merged /usr, or NULL. */
struct names_of {
	const char *absolute, *other;
};

/* Most patterns start in another way than `other`: what stands before the first
 * wildcard says so. */
static bool matches(const char *glob, const struct names_of *path)
{
	return path_glob(glob, path->absolute) ||
	       (path->other && strncmp(glob, path->other, strcspn(glob, "*?[\\")) == 0 &&
		path_glob(glob, path->other));
}

static bool applies(const struct path_rule *rule, const char *package)
{
	return !rule->package || strcmp(rule->package, package) == 0;
}

/* An include brings back the folders that lead to what it names: one of the same
 * name as the rule that excludes them, or of the command line. */
static bool leads_to_include(const struct filter *filter, const struct path_rule *by,
			     const char *package, const struct names_of *path)
{
	for (size_t i = 0; i < filter->rule.n; i++) {
		const struct path_rule *rule = &filter->rule.at[i];
		if (!rule->include || !applies(rule, package) || (!rule->literal && rule->name != by->name))
			continue;
		size_t n = strcspn(rule->glob, "*?[\\");
		while (n && rule->glob[n - 1] == '/')
			n--;
		if (strncmp(path->absolute, rule->glob, n) == 0 ||
		    (path->other && strncmp(path->other, rule->glob, n) == 0))
			return true;
	}
	return false;
}

static const struct path_rule *last_match(const struct filter *filter, const char *package,
					  const struct names_of *path)
{
	for (size_t i = filter->rule.n; i-- > 0;) {
		const struct path_rule *rule = &filter->rule.at[i];
		if (applies(rule, package) && matches(rule->glob, path))
			return rule;
	}
	return NULL;
}

/* The loader looks for the link, "libx.so.1", to the file, "libx.so.1.2". */
static bool is_library(const char *absolute)
{
	return strstr(path_base(absolute), ".so.") != NULL;
}

struct spelling {
	char absolute[PATH_LONGEST + 2], other[PATH_LONGEST + sizeof("/usr/")];
	struct names_of names; /* views of the two */
};

static void spell(const struct filter *filter, const char *path, struct spelling *out)
{
	out->absolute[0] = '/';
	strncpy(out->absolute + 1, path, PATH_LONGEST);
	out->absolute[PATH_LONGEST + 1] = 0;
	bool both = filter->merged_usr && path_other_name(out->absolute, out->other);
	out->names = (struct names_of){out->absolute, both ? out->other : NULL};
}

bool filter_is_literal(const struct filter *filter, const char *package, const char *path)
{
	struct spelling spelled;
	spell(filter, path, &spelled);
	const struct path_rule *rule = last_match(filter, package, &spelled.names);
	return rule && rule->literal;
}

enum verdict filter_judge(const struct filter *filter, const char *package, const char *path,
			  enum member_type type, size_t *name)
{
	struct spelling spelled;
	spell(filter, path, &spelled);
	/* dpkg knows the root as "/." and never excludes it. */
	if (!*path)
		return VERDICT_KEEP;
	const struct path_rule *rule = last_match(filter, package, &spelled.names);
	if (rule && filter->hit)
		filter->hit[rule - filter->rule.at] = true;
	if (!rule || rule->include)
		return VERDICT_KEEP;
	*name = rule->name;
	/* The user gets what dpkg would leave. The shipped rules keep an excluded
	 * folder or link only if it leads to something kept. */
	if (type == MEMBER_DIR && !rule->literal)
		return VERDICT_HOLD;
	if (type == MEMBER_DIR || type == MEMBER_SYMLINK) {
		if (!leads_to_include(filter, rule, package, &spelled.names))
			return rule->hold && is_library(spelled.absolute) ? VERDICT_HOLD : VERDICT_DROP;
		return rule->literal ? VERDICT_KEEP : VERDICT_HOLD;
	}
	return rule->hold ? VERDICT_HOLD : VERDICT_DROP;
}

void filter_release(struct filter *filter)
{
	vec_release(&filter->rule);
	free(filter->hit);
	vec_release(&filter->names);
}
