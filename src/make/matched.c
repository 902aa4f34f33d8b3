/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/matched.h"

#include "base/log.h"
#include "base/path.h"

/* A glob, and the package whose files it is for; NULL: all. */
struct wanted {
	const char *glob, *of;
	bool merged_usr;
};

static bool fits(const struct wanted *w, const char *absolute)
{
	return w->merged_usr ? path_glob_merged(w->glob, absolute) : path_glob(w->glob, absolute);
}

static bool is_listed_path(const struct wanted *w, struct str list)
{
	char path[PATH_LONGEST + 2];
	struct str line;
	while (str_split(&list, '\n', &line)) {
		if (line.n < 2 || line.n >= sizeof(path))
			continue;
		memcpy(path, line.p, line.n);
		path[line.n] = 0;
		if (fits(w, path))
			return true;
	}
	return false;
}

/* Whether the glob matches a file of a package, or of the image. */
static bool is_matched(const struct build *b, const struct wanted *w)
{
	for (size_t i = 0; i < b->packages; i++)
		if ((!w->of || strcmp(w->of, b->package[i].package->name) == 0) &&
		    is_listed_path(w, b->package[i].list))
			return true;
	for (size_t i = 0; !w->of && i < b->files.by_path.n; i++) {
		const struct member *m = b->files.by_path.entry[i].value;
		char *path CLEANUP(mem_freep) = m ? mem_printf("/%s", m->path) : NULL;
		if (m && fits(w, path))
			return true;
	}
	return false;
}

/* Whether a rule of the filter matches anything. Files that maintainer scripts would
 * have made are in no list. */
static bool is_rule_matched(const struct build *b, size_t rule)
{
	const struct wanted w = {b->filter.rule.at[rule].glob, NULL, b->filter.merged_usr};
	return (b->filter.hit && b->filter.hit[rule]) || is_matched(b, &w);
}

static bool is_shipped_profile(const struct build *b, const char *from)
{
	const char *data = b->plan.setting->data_dir;
	return from && path_within(from, data);
}

static void find_path_rules(const struct build *b, struct unmatched *out)
{
	const struct options *o = b->plan.options;
	const struct profile *p = &b->plan.profile;
	size_t n = b->filter.rule.n, given = o->path_rule.n, own = o->raw ? 0 : p->rule.n;
	for (size_t i = 0; i < given; i++)
		if (!is_rule_matched(b, n - given + i))
			unmatched_add(out, "--path-%s '%s' matches nothing",
				      o->path_rule.at[i].include ? "include" : "exclude", o->path_rule.at[i].glob);
	for (size_t i = 0; i < own; i++) {
		const struct path_line *line = &p->rule.at[i];
		const char *word = line->include ? "include" : "exclude";
		if (is_rule_matched(b, n - given - own + i))
			continue;
		/* A profile for several suites may have rules that only matter in one. */
		if (is_shipped_profile(b, line->from))
			log_note("%s: '%s %s' matches nothing here", line->from, word, line->glob);
		else
			unmatched_add(out, "%s: '%s %s' matches nothing", line->from, word, line->glob);
	}
}

/* Checks all values of the rule, because "keep" has no globs. */
static bool is_size_rule_matched(const struct build *b, struct str name)
{
	const struct size_rules *rules = &b->plan.rules.size;
	for (size_t i = 0; i < rules->list.n; i++) {
		const struct size_rule *rule = &rules->list.at[i];
		for (size_t k = 0; str_is(name, rule->name) && k < rule->line.n; k++) {
			const struct wanted w = {rule->line.at[k].glob, rule->of, b->filter.merged_usr};
			if (!rule->line.at[k].include && is_matched(b, &w))
				return true;
		}
	}
	return false;
}

static bool depends_on(const struct package *package, const struct names *names)
{
	for (size_t r = 0; r < package->relations; r++)
		for (size_t a = 0; a < package->relation[r].n; a++)
			if (names_hold(names, package->relation[r].alternative[a].name))
				return true;
	return false;
}

/* A value may concern a dependency: it is the Unless-Rule of a cut. */
static bool is_cut_concerned(const struct build *b, struct str name)
{
	const struct plan *p = &b->plan;
	for (size_t c = 0; c < p->rules.cut.n; c++) {
		const struct cut_rule *cut = &p->rules.cut.at[c];
		struct str rest = cut->unless_rule ? str_from(cut->unless_rule) : (struct str){0}, of;
		if (!str_split(&rest, '=', &of) || !str_equal(of, name))
			continue;
		for (size_t i = 0; i < p->solution.chosen.n; i++) {
			const struct package *package = &p->universe.package.at[p->solution.chosen.at[i].id];
			if ((!cut->of.n || names_hold(&cut->of, package->name)) && depends_on(package, &cut->names))
				return true;
		}
	}
	return false;
}

static void find_size_rules(const struct build *b, struct unmatched *out)
{
	const struct options *o = b->plan.options;
	for (size_t i = 0; i < o->rules.n; i++) {
		struct str rest = str_from(o->rules.at[i]), setting;
		while (str_split(&rest, ',', &setting)) {
			struct str value = str_trim(setting), name;
			setting = value;
			if (str_split(&value, '=', &name) && !is_size_rule_matched(b, str_trim(name)) &&
			    !is_cut_concerned(b, str_trim(name)))
				unmatched_add(out, "--rule %.*s matches nothing: no package of the result has "
					      "files that the rule is about", STR_ARG(setting));
		}
	}
}

void matched_find(const struct build *b, struct unmatched *out)
{
	find_path_rules(b, out);
	find_size_rules(b, out);
	unmatched_packages(&b->plan, true, out);
}

void matched_allow(const struct options *o, const struct gate *gate, struct unmatched *out)
{
	for (size_t i = 0; i < o->allow.n; i++)
		if (!gate_concerns(gate, &o->allow.at[i]))
			unmatched_add(out, "%s matches nothing: there is no such finding", o->allow.at[i].reason);
}
