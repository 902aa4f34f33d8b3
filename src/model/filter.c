/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/filter.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/str.h"

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
	struct path_rule rule = {.include = true, .package = package, .name = filter_name(filter, "part"), .firm = true};
	for (size_t i = keep->n; i-- > 0;) {
		rule.glob = keep->at[i];
		put_first(filter, &rule);
	}
	rule.include = false;
	rule.glob = "/*";
	put_first(filter, &rule);
}

/* The path in the package, and its other name with merged /usr, or NULL. */
struct names_of {
	const char *absolute, *other;
};

/* Compares the part of a glob before its first wildcard first, because most globs start
 * differently from `other`. */
static bool matches_either_name(const char *glob, const struct names_of *path)
{
	return path_glob(glob, path->absolute) ||
	       (path->other && strncmp(glob, path->other, strcspn(glob, "*?[\\")) == 0 &&
		path_glob(glob, path->other));
}

static bool applies_to_package(const struct path_rule *rule, const char *package)
{
	return !rule->package || strcmp(rule->package, package) == 0;
}

/* Whether the path starts with the part of an include before its first wildcard, as in
 * dpkg(1). The include must have the name of the rule that excludes the path, or be from
 * the command line. */
static bool leads_to_include(const struct filter *filter, const struct path_rule *by,
			     const char *package, const struct names_of *path)
{
	for (size_t i = 0; i < filter->rule.n; i++) {
		const struct path_rule *rule = &filter->rule.at[i];
		if (!rule->include || !applies_to_package(rule, package) ||
		    (!rule->literal && rule->name != by->name))
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
					  const struct names_of *path, bool directory)
{
	size_t passed = SIZE_MAX; /* rules of this name do not apply from here on */
	for (size_t i = filter->rule.n; i-- > 0;) {
		const struct path_rule *rule = &filter->rule.at[i];
		if (rule->name == passed || (directory && rule->directories) ||
		    !applies_to_package(rule, package) || !matches_either_name(rule->glob, path))
			continue;
		if (!rule->own)
			return rule;
		passed = rule->name;
	}
	return NULL;
}

/* Links such as "libx.so.1", which the loader opens, to the file "libx.so.1.2". */
static bool is_versioned_library(const char *absolute)
{
	return strstr(path_base(absolute), ".so.") != NULL;
}

static bool may_be_loaded(const char *absolute)
{
	struct str path = str_from(absolute);
	return str_ends(path, ".la") || str_ends(path, ".o");
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
	const struct path_rule *rule = last_match(filter, package, &spelled.names, false);
	return rule && rule->literal;
}

enum verdict filter_judge(const struct filter *filter, const char *package, const char *path,
			  enum member_type type, size_t *name)
{
	struct spelling spelled;
	spell(filter, path, &spelled);
	/* dpkg knows the root directory as "/." and never excludes it. */
	if (!*path)
		return VERDICT_KEEP;
	const struct path_rule *rule = last_match(filter, package, &spelled.names, type == MEMBER_DIR);
	if (rule && filter->hit)
		filter->hit[rule - filter->rule.at] = true;
	if (!rule || rule->include)
		return VERDICT_KEEP;
	*name = rule->name;
	/* Rules of the user act as in dpkg. A directory or link that a shipped rule
	 * excludes is kept only if it leads to something that is kept. */
	if (type == MEMBER_DIR && !rule->literal)
		return VERDICT_HOLD;
	if (type == MEMBER_DIR || type == MEMBER_SYMLINK) {
		if (!leads_to_include(filter, rule, package, &spelled.names))
			return rule->hold && is_versioned_library(spelled.absolute) ? VERDICT_HOLD
				: VERDICT_DROP;
		return rule->literal ? VERDICT_KEEP : VERDICT_HOLD;
	}
	if (rule->loaded && may_be_loaded(spelled.absolute))
		return VERDICT_LOOK;
	return rule->hold ? VERDICT_HOLD : VERDICT_DROP;
}

/* --- for one package ----------------------------------------------------- */

static const char each[] = "{package}";

bool filter_is_for_each(const char *glob)
{
	return strstr(glob, each) != NULL;
}

/* "golang-1.19" → "golang", "python3.11" → "python", "gdb" → "gdb". */
static struct str without_version(const char *name)
{
	size_t n = strlen(name);
	while (n && ((name[n - 1] >= '0' && name[n - 1] <= '9') || name[n - 1] == '.'))
		n--;
	while (n && name[n - 1] == '-')
		n--;
	return (struct str){name, n ? n : strlen(name)};
}

static void add_for(struct filter *out, struct path_rule rule, struct str stem, struct arena *arena)
{
	static const char *const versions[] = {"", "[0-9]*", "-[0-9]*"};
	const char *glob = rule.glob, *at = strstr(glob, each);
	for (size_t i = 0; i < ARRAY_LEN(versions); i++) {
		char *text CLEANUP(mem_freep) = mem_printf("%.*s%.*s%s%s", (int)(at - glob), glob, STR_ARG(stem),
							   versions[i], at + strlen(each));
		rule.glob = arena_strdup(arena, text);
		vec_push(&out->rule, rule);
	}
}

static void add_each(struct filter *out, struct path_rule rule, const char *package, const char *source,
		     struct arena *arena)
{
	add_for(out, rule, without_version(package), arena);
	if (source && strcmp(source, package) != 0 && !str_ends(str_from(package), "-dev"))
		add_for(out, rule, without_version(source), arena);
}

void filter_for(const struct filter *filter, const char *package, const char *source,
		struct arena *arena, struct filter *out)
{
	*out = (struct filter){.merged_usr = filter->merged_usr};
	for (size_t i = 0; i < filter->names.n; i++)
		vec_push(&out->names, filter->names.at[i]);
	for (size_t i = 0; i < filter->rule.n; i++) {
		const struct path_rule *rule = &filter->rule.at[i];
		if (!applies_to_package(rule, package))
			continue;
		if (filter_is_for_each(rule->glob))
			add_each(out, *rule, package, source, arena);
		else
			vec_push(&out->rule, *rule);
	}
}

void filter_spare(struct filter *filter, const bool *spare)
{
	size_t kept = 0;
	for (size_t i = 0; i < filter->rule.n; i++)
		if (!spare[filter->rule.at[i].name])
			filter->rule.at[kept++] = filter->rule.at[i];
	filter->rule.n = kept;
}

struct hash_hex filter_digest(const struct filter *filter)
{
	struct buf text CLEANUP(buf_release) = {0};
	buf_printf(&text, "%d\n", filter->merged_usr);
	for (size_t i = 0; i < filter->names.n; i++)
		buf_printf(&text, "%s\n", filter->names.at[i]);
	for (size_t i = 0; i < filter->rule.n; i++) {
		const struct path_rule *r = &filter->rule.at[i];
		buf_printf(&text, "%zu %d%d%d%d%d%d%d %s %s\n", r->name, r->include, r->literal, r->hold, r->own,
			   r->directories, r->loaded, r->firm, r->package ? r->package : "*", r->glob);
	}
	return hash_bytes(HASH_SHA256, buf_str(&text));
}

void filter_release(struct filter *filter)
{
	vec_release(&filter->rule);
	vec_release(&filter->names);
	free(filter->hit);
	filter->hit = NULL;
}
