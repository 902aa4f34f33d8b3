/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/filter_plan.h"

#include <string.h>

#include "base/log.h"
#include "base/str.h"

static bool is_included(const struct plan *plan, const char *package)
{
	package_id id = plan_find_chosen(plan, package);
	return id != PACKAGE_NONE && plan_includes(plan, id);
}

static void add_parts(const struct plan *plan, struct filter *out)
{
	for (size_t i = 0; i < plan->added.n; i++)
		if (plan->added.at[i].keep)
			filter_part(out, plan->added.at[i].package, plan->added.at[i].keep);
	for (size_t i = 0; i < plan->profile.part.n; i++) {
		const struct part *part = &plan->profile.part.at[i];
		if (!is_included(plan, part->package))
			filter_part(out, part->package, &part->keep);
	}
}

static bool is_wished(const struct plan *plan, const struct wish *wish)
{
	for (size_t i = 0; i < plan->solution.chosen.n; i++)
		if (wish_is_of(wish, plan->universe.package.at[plan->solution.chosen.at[i].id].name))
			return true;
	return false;
}

/* Adds includes for what chosen packages use of the files that a value leaves out. */
static void add_wishes(const struct plan *plan, const struct size_rule *size, struct path_rule rule,
		       struct filter *out)
{
	char *setting CLEANUP(mem_freep) = mem_printf("%s=%s", size->name, size->value);
	for (size_t i = 0; i < plan->rules.size.wish.n; i++) {
		const struct wish *wish = &plan->rules.size.wish.at[i];
		if (strcmp(wish->of, setting) != 0 || !is_wished(plan, wish))
			continue;
		log_info("%s leaves what the wish %s names: %s", setting, wish->name, wish->reason);
		rule.include = rule.own = true;
		for (size_t k = 0; k < wish->path.n; k++) {
			rule.glob = wish->path.at[k];
			vec_push(&out->rule, rule);
		}
	}
}

/* Whether the command line sets the rule, i.e. the user means it. */
static bool is_asked(const struct options *options, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < options->rules.n; i++) {
		struct str rest = str_from(options->rules.at[i]), setting;
		while (str_split(&rest, ',', &setting)) {
			setting = str_trim(setting);
			if (str_starts(setting, name) && setting.n > n && strchr("= ", setting.p[n]))
				return true;
		}
	}
	return false;
}

static void add_size_rules(const struct plan *plan, struct filter *out)
{
	for (size_t i = 0; i < plan->rules.size.list.n; i++) {
		const struct size_rule *size = &plan->rules.size.list.at[i];
		if (!size->in_force)
			continue;
		struct path_rule rule = {.package = size->of, .hold = size->hold, .once = size->once,
					 .directories = size->directories, .loaded = size->loaded, .firm = size->firm || is_asked(plan->options, size->name),
					 .name = filter_name(out, size->name)};
		for (size_t k = 0; k < size->line.n; k++) {
			rule.include = size->line.at[k].include;
			rule.glob = size->line.at[k].glob;
			rule.own = rule.include && filter_is_for_each(rule.glob);
			vec_push(&out->rule, rule);
		}
		add_wishes(plan, size, rule, out);
	}
}

void filter_plan(const struct plan *plan, struct filter *out)
{
	const struct profile *profile = &plan->profile;
	const struct options *options = plan->options;
	out->merged_usr = !options->raw;
	if (!options->raw) {
		filter_name(out, "part"); /* also used by needs_find() */
		add_parts(plan, out);
		add_size_rules(plan, out);
		filter_name(out, "scripts"); /* used by needs_find() */
		filter_name(out, "gconv");   /* used by generate_gconv(), even if no rule has
		                              * that name */
	}
	for (size_t i = 0; !options->raw && i < profile->rule.n; i++)
		vec_push(&out->rule, ((struct path_rule){.include = profile->rule.at[i].include,
							 .glob = profile->rule.at[i].glob,
							 .firm = true,
							 .name = filter_name(out, "profile")}));
	for (size_t i = 0; i < options->path_rule.n; i++)
		vec_push(&out->rule, ((struct path_rule){.include = options->path_rule.at[i].include,
							 .glob = options->path_rule.at[i].glob,
							 .name = filter_name(out, "path-exclude"),
							 .firm = true,
							 .literal = true}));
	out->hit = mem_alloc((out->rule.n + 1) * sizeof(*out->hit));
}

int filter_plan_again(struct plan *plan, struct filter *filter, struct err *err)
{
	if (plan_load(plan, err))
		return -1;
	filter_release(filter);
	filter_plan(plan, filter);
	return 0;
}
