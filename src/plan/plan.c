/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "plan/deb_files.h"
#include "plan/dpkg_status.h"
#include "plan/local_debs.h"
#include "plan/profile_options.h"
#include "shim/apt.h"

static struct apt_strings strings(const struct names *names)
{
	return (struct apt_strings){names->at, names->n};
}

static int open_source(struct plan *p, struct err *err)
{
	const struct options *o = p->options;
	const struct ingest_limits limits = {{o->limit_memory, o->limit_output}, o->limit_members};
	if (o->debs.n && local_debs_index(&o->debs, p->setting->cache_dir, &limits, &p->debs_index, err))
		return -1;
	struct dpkg_status installed CLEANUP(dpkg_status_release) = {0};
	if ((o->status || o->from) && dpkg_status_read(o->status, o->from, &installed, err))
		return -1;
	const struct apt_options apt = {
		.cache_dir = p->setting->cache_dir,
		.suite = o->suite ? o->suite : installed.suite,
		.architecture = o->architecture ? o->architecture : installed.architecture,
		.mirrors = strings(&o->mirrors),
		.sources = strings(&o->sources),
		.keyrings = strings(&o->keyrings),
		.packages = installed.name ? installed.name : o->packages,
		.packages_text = installed.index.p,
		.pool = o->pool,
		.debs_index = p->debs_index,
		.options = strings(&o->apt_options),
		.allow_missing = strings(&o->allow_missing),
		.suites = &p->rules.suites,
		.offline = o->offline,
		.update = o->update,
		.interrupted = p->setting->interrupted,
	};
	p->source = apt_source_open(&apt, err);
	if (!p->source)
		return -1;
	p->files = deb_files_open(p->source, o, p->setting->interrupted);
	return 0;
}

static struct profile_request request_for(const struct options *o)
{
	return (struct profile_request){.name = o->profile ? o->profile : "scratch", .tag = o->tag};
}

/* A suite that the rules do not know is a later one, or derived from Debian: the facts
 * of the newest known suite apply. */
static void choose_suite(struct plan *p)
{
	const char *suite = p->source->suite, *facts = *suite ? rules_suite(&p->rules, suite) : NULL;
	p->rules.suite = facts;
	if (facts && strncmp(suite, facts, strlen(facts)) != 0)
		log_note("suite %s is not known: debslim treats it as %s, the newest that it knows", suite, facts);
}

static int load_profile(struct plan *p, struct err *err)
{
	const struct options *o = p->options;
	struct profile_request request = request_for(o);
	choose_suite(p);
	/* Without a profile any suite and architecture is accepted. */
	if (o->profile && *p->source->suite &&
	    profile_suite(o, p->setting, &request, &p->rules, p->source->suite, &request.suite, err))
		return -1;
	if (o->profile)
		request.architecture = p->source->architecture;
	if (profile_open(o, p->setting, &request, &p->profile, err))
		return -1;
	p->rules.exact = plan_base(p) == BASE_EXACT;
	return 0;
}

enum base plan_base(const struct plan *p)
{
	const struct options *o = p->options;
	if (!o->profile || p->profile.base_accounts == BASE_ACCOUNTS_ALL)
		return BASE_ALL;
	return p->profile.exact && !o->include.n ? BASE_EXACT : BASE_USED;
}

/* The settings of the profile, then those of the command line, which take precedence. */
static int set_size_rules(struct plan *p, struct err *err)
{
	for (size_t i = 0; i < p->profile.size_rule.n; i++)
		if (size_rules_set(&p->rules.size, p->profile.size_rule.at[i].text,
				   p->profile.size_rule.at[i].where, err))
			return -1;
	for (size_t i = 0; i < p->options->rules.n; i++)
		if (size_rules_set(&p->rules.size, p->options->rules.at[i], "--rule", err))
			return -1;
	return 0;
}

size_t plan_request(const struct plan *p, struct request_item **out)
{
	size_t own = p->profile.packages.n, n = own + p->options->include.n, all = n + p->added.n;
	struct request_item *items = mem_alloc((all + 1) * sizeof(*items));
	for (size_t i = 0; i < n; i++)
		items[i] = i < own ? p->profile.packages.at[i]
				   : (struct request_item){p->options->include.at[i - own], "--include"};
	for (size_t i = n; i < all; i++)
		items[i] = (struct request_item){p->added.at[i - n].package, p->added.at[i - n].use};
	*out = items;
	return all;
}

/* The added packages are the last of the request, with one relation each. */
const struct added *plan_added(const struct plan *p, const struct relation *root)
{
	size_t first = p->universe.roots - p->loaded_added, i = 0;
	while (i < p->loaded_added && &p->universe.root[first + i] != root)
		i++;
	return i < p->loaded_added ? &p->added.at[i] : NULL;
}

/* Explains that a suite lacks a package of a profile that claims this suite. */
static int explain_claim(const struct plan *p, struct err *err)
{
	const struct profile *profile = &p->profile;
	const char *suite = p->source->suite;
	for (size_t i = 0; i < profile->packages.n && err->status == STATUS_FATAL; i++) {
		const char *where = profile->packages.at[i].where;
		if (strncmp(err->text, where, strlen(where)) != 0 || !strstr(err->text, "unknown package"))
			continue;
		char *hint CLEANUP(mem_freep) = err->hint && *err->hint ? mem_strdup(err->hint) : NULL;
		err_wrap(err, "profile %s in %s for %s", profile->name, suite, p->source->architecture);
		return err_hint(err, "%s%sadd an alternative ('| NAME'), move it to a stanza with "
				     "Match-Suites, or claim fewer Suites", hint ? hint : "", hint ? "; or " : "");
	}
	return -1;
}

static int load_plan_universe(struct plan *p, struct err *err)
{
	struct request_item *items CLEANUP(mem_freep) = NULL;
	size_t n = plan_request(p, &items);
	universe_release(&p->universe);
	p->loaded_added = p->added.n;
	if (p->source->load(p->source, items, n, &p->universe, err) == 0)
		return 0;
	return explain_claim(p, err);
}

struct solve_options plan_solve_options(const struct plan *p)
{
	const struct options *o = p->options;
	return (struct solve_options){.rules = o->no_cut || p->profile.no_cut ? NULL : &p->rules,
				      .exclude = o->exclude,
				      .avoid = o->avoid,
				      .prefer = o->prefer,
				      .uncut = p->uncut.at,
				      .uncuts = p->uncut.n,
				      .any_provider = o->any_provider,
				      .timeout = o->solver_timeout};
}

package_id plan_find_chosen(const struct plan *p, const char *package)
{
	for (size_t i = 0; i < p->solution.chosen.n; i++) {
		package_id id = p->solution.chosen.at[i].id;
		if (strcmp(p->universe.package.at[id].name, package) == 0)
			return id;
	}
	return PACKAGE_NONE;
}

static bool has_chosen(const void *context, const char *package)
{
	return plan_find_chosen(context, package) != PACKAGE_NONE;
}

/* Whether a rule has changed because of a chosen package. Each value is put in force at
 * most once, so this ends. */
static bool adapt_rules(struct plan *p)
{
	const char *package;
	const struct size_rule *rule = size_rules_adapt(&p->rules.size, has_chosen, p, &package);
	if (rule)
		log_note("%s wants the rule %s=%s: %s", package, rule->name, rule->value, rule->reason);
	return rule != NULL;
}

static int solve_plan(struct plan *p, struct err *err)
{
	const struct options *o = p->options;
	do {
		const struct solve_options how = plan_solve_options(p);
		solution_release(&p->solution);
		if (solve(&p->universe, &how, &p->solution, err))
			return -1;
	} while (adapt_rules(p));
	if (p->solution.stopped)
		log_warn("not proven to be the smallest: the solver was stopped after %.0f s; "
			 "--solver-timeout 0 lets it finish", o->solver_timeout);
	return 0;
}

/* Refuses a name that is not a package at all, most likely a typo. A package that just
 * cannot be reached is fine. */
static int check_wished_names(struct plan *p, const struct names *names, const char *where, struct err *err)
{
	for (size_t i = 0; i < names->n; i++) {
		const struct request_item item = {names->at[i], where};
		struct universe probe = {0};
		if (universe_find(&p->universe, names->at[i]) != PACKAGE_NONE)
			continue;
		if (p->source->load(p->source, &item, 1, &probe, err))
			return -1;
		universe_release(&probe);
	}
	return 0;
}

static bool is_of_include(const struct plan *p, size_t root)
{
	size_t first = p->profile.packages.n, end = first + p->options->include.n;
	return p->universe.item[root] >= first && p->universe.item[root] < end;
}

/* Packages that a profile requests can be excluded, but not those that the same command
 * line requests. */
static int check_excludes(const struct plan *p, struct err *err)
{
	const struct names *exclude = &p->options->exclude;
	for (size_t r = 0; r < p->universe.roots; r++) {
		const struct relation *root = &p->universe.root[r];
		size_t left_out = 0;
		for (size_t a = 0; a < root->n; a++)
			left_out += names_hold(exclude, root->alternative[a].name);
		if (is_of_include(p, r) && left_out == root->n)
			return err_set(err, STATUS_FATAL, "--exclude %s: --include asks for it",
				       root->alternative[0].name);
	}
	return 0;
}

int plan_load(struct plan *p, struct err *err)
{
	return load_plan_universe(p, err) || check_excludes(p, err) ||
			       check_wished_names(p, &p->options->exclude, "--exclude", err) ||
			       check_wished_names(p, &p->options->avoid, "--avoid", err) ||
			       check_wished_names(p, &p->options->prefer, "--prefer", err) ||
			       solve_plan(p, err)
		       ? -1
		       : 0;
}

void plan_put_back(struct plan *p, const struct cut *cut)
{
	const char *package = p->universe.package.at[cut->package].name;
	vec_push(&p->uncut, ((struct uncut){mem_strdup(package), mem_strdup(cut->relation->text)}));
}

/* Reports errors in a profile or an option before anything is downloaded. */
static int check_profile(struct plan *p, struct err *err)
{
	const struct profile_request request = request_for(p->options);
	struct profile probe;
	if (profile_open(p->options, p->setting, &request, &probe, err))
		return -1;
	profile_release(&probe);
	return 0;
}

int plan_open(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err)
{
	char *rules CLEANUP(mem_freep) = mem_printf("%s/rules", setting->data_dir);
	*out = (struct plan){.options = options, .setting = setting};
	/* Errors of the command line are reported before anything is downloaded. */
	if (rules_load(rules, &out->rules, err) || set_size_rules(out, err) ||
	    check_profile(out, err) || open_source(out, err) || load_profile(out, err) ||
	    set_size_rules(out, err)) {
		plan_clear(out);
		return -1;
	}
	return 0;
}

int plan_make(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err)
{
	if (!options->profile && !options->include.n) {
		err_set(err, STATUS_FATAL, "nothing to build");
		return err_hint(err, "name a --profile or packages to --include");
	}
	if (plan_open(options, setting, out, err))
		return -1;
	if (plan_load(out, err)) {
		plan_clear(out);
		return -1;
	}
	return 0;
}

void plan_clear(struct plan *plan)
{
	solution_release(&plan->solution);
	for (size_t i = 0; i < plan->uncut.n; i++) {
		free((char *)plan->uncut.at[i].package);
		free((char *)plan->uncut.at[i].relation);
	}
	vec_release(&plan->uncut);
	for (size_t i = 0; i < plan->added.n; i++) {
		free(plan->added.at[i].by);
		free(plan->added.at[i].use);
	}
	vec_release(&plan->added);
	vec_release(&plan->refused);
	universe_release(&plan->universe);
	if (plan->files)
		plan->files->close(plan->files);
	if (plan->source)
		plan->source->close(plan->source);
	if (plan->debs_index)
		unlink(plan->debs_index);
	free(plan->debs_index);
	profile_release(&plan->profile);
	rules_release(&plan->rules);
	*plan = (struct plan){0};
}

bool plan_asks_for(const struct plan *p, package_id id)
{
	for (size_t i = 0; i < p->solution.chosen.n; i++) {
		const struct chosen *c = &p->solution.chosen.at[i];
		if (c->id == id)
			return c->by == PACKAGE_NONE && !(c->relation && plan_added(p, c->relation));
	}
	return false;
}

static bool is_chosen_one(const struct plan *p, struct package_ids ids, package_id id)
{
	for (size_t i = 0; i < ids.n; i++)
		if (ids.at[i] == id)
			return solution_has(&p->solution, id);
	return false;
}

static bool has_real(const struct plan *p, const struct relation *root)
{
	for (size_t a = 0; a < root->n; a++)
		for (size_t i = 0; i < root->alternative[a].real.n; i++)
			if (solution_has(&p->solution, root->alternative[a].real.at[i]))
				return true;
	return false;
}

static bool root_names(const struct plan *p, const struct relation *root, package_id id)
{
	bool real = has_real(p, root);
	for (size_t a = 0; a < root->n; a++) {
		const struct alternative *one = &root->alternative[a];
		if (is_chosen_one(p, real ? one->real : one->providers, id))
			return true;
	}
	return false;
}

bool plan_includes(const struct plan *p, package_id id)
{
	for (size_t r = 0; r < p->universe.roots; r++)
		if (is_of_include(p, r) && root_names(p, &p->universe.root[r], id))
			return true;
	return false;
}

package_id *plan_chosen(const struct plan *p)
{
	package_id *ids = mem_resize(NULL, p->solution.chosen.n, sizeof(*ids));
	for (size_t i = 0; i < p->solution.chosen.n; i++)
		ids[i] = p->solution.chosen.at[i].id;
	return ids;
}

int plan_describe(struct plan *p, struct err *err)
{
	package_id *ids CLEANUP(mem_freep) = plan_chosen(p);
	return p->source->describe(p->source, &p->universe, ids, p->solution.chosen.n, err);
}
