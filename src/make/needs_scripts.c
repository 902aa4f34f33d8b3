/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scripts whose interpreter is missing. */
#include <stdlib.h>

#include "base/path.h"
#include "make/additions.h"
#include "make/verdict.h"
#include "make/needs_parts.h"
#include "make/starts.h"
#include "stage/runs.h"

/* A script without its interpreter. */
struct lacking {
	const struct member *script;
	const char *interpreter;
	bool reached;
};
struct lackings {
	VEC(struct lacking) list; /* by path */
};

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

/* A script that would be left out stays if the user allows it to lack its interpreter. One that
 * would bring the interpreter in does so even then: --allow does not ask for less than works.
 * Rules keep scripts, too; under Drop-Scripts only those that say Keep. */
static bool is_accepted(const struct build *b, const struct lacking *one, bool drop)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s", one->script->path);
	const struct finding finding = {.check = "script-interpreter", .path = path, .missing = one->interpreter};
	const struct options *o = b->plan.options;
	const struct rules *rules = &b->plan.rules;
	if ((drop || !one->reached) && gate_accepts(o->allow.at, o->allow.n, &finding, NULL))
		return true;
	return drop ? is_kept(b, one->script, &finding)
		    : gate_accepts(rules->allow.at, rules->allow.n, &finding, addition_owner(b, one->script)) != NULL;
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
		if (use->kind == USE_INTERPRETER && !use->to && !use->unknown)
			*map_at(out, str_from(use->by->path)) = (void *)use->wants;
	}
}

/* One name of a script; another may be a hard link. */
static const char *lacks(const struct map *all, const struct member *m)
{
	return map_get(all, str_from(m->type == MEMBER_HARDLINK ? m->target : m->path));
}

/* Whether the profile says that scripts stay, or stay only if the user asked for their package. */
static bool keeps_scripts(const struct build *b)
{
	return b->plan.options->profile && b->plan.profile.drop_scripts_text.text && !b->plan.profile.drop_scripts;
}

static bool drops_script(const struct build *b, const struct member *m)
{
	return b->plan.options->profile && b->plan.profile.drop_scripts && addition_owner(b, m) &&
	       !plan_includes(&b->plan, m->owner);
}

static void find_lacking(const struct build *b, struct lackings *out)
{
	struct map all_lacks = {0};
	struct member **all;
	size_t n = fileset_sorted(&b->files, &all);
	find_lacks(b, &all_lacks);
	for (size_t i = 0; all_lacks.n && i < n; i++) {
		const char *missing = lacks(&all_lacks, all[i]);
		if (missing)
			vec_push(&out->list, ((struct lacking){.script = all[i], .interpreter = missing}));
	}
	free(all);
	map_release(&all_lacks);
}

static void find_reached(const struct build *b, struct lackings *lacking)
{
	struct starts starts;
	const struct member **sought = mem_alloc(lacking->list.n * sizeof(*sought));
	for (size_t i = 0; i < lacking->list.n; i++)
		sought[i] = lacking->list.at[i].script;
	const struct runs_input input = {&b->files, &b->uses, &b->plan.rules, sought, lacking->list.n};
	starts_find(b, &starts);
	struct runs *runs = runs_open(&input);
	runs_from(runs, starts.sure.at, starts.sure.n);
	runs_from(runs, starts.possible.at, starts.possible.n);
	for (size_t i = 0; i < lacking->list.n; i++)
		lacking->list.at[i].reached = runs_reach(runs, lacking->list.at[i].script);
	runs_close(runs);
	starts_release(&starts);
	free(sought);
}

static void leave_scripts_out(struct build *b, const struct lackings *lacking)
{
	struct map gone = {0};
	for (size_t i = 0; i < lacking->list.n; i++) {
		const struct member *m = lacking->list.at[i].script;
		*map_at(&gone, str_from(m->path)) = (void *)m;
		leave_out(b, m);
	}
	leave_links_out(b, &gone);
	map_release(&gone);
}

/* Whether a script that needs an Essential package is of one that the user named. */
static bool is_named(const struct build *b, const struct lacking *one)
{
	return !addition_owner(b, one->script) || plan_asks_for(&b->plan, one->script->owner);
}

static void add_unstarted(struct build *b, const struct lacking *one)
{
	const struct essential_rule *rule = rules_interpreter(&b->plan.rules, one->interpreter);
	const char *package = addition_owner(b, one->script);
	vec_push(&b->unstarted, ((struct unstarted){.path = mem_printf("/%s", one->script->path),
						    .package = package ? mem_strdup(package) : NULL,
						    .interpreter = mem_strdup(one->interpreter),
						    .mend = rule ? rule->package : NULL}));
}

/* Sorts out which scripts stay without their interpreter, which bring it in, and which go. */
static bool settle_lacking(struct build *b, const struct lackings *lacking, bool named, struct lackings *go)
{
	bool added = false;
	for (size_t i = 0; i < lacking->list.n; i++) {
		const struct lacking *one = &lacking->list.at[i];
		bool drop = drops_script(b, one->script);
		if (is_named(b, one) != named || is_accepted(b, one, drop))
			continue;
		if (drop || !one->reached) {
			vec_push(&go->list, *one);
			if (!drop)
				add_unstarted(b, one);
		} else if (add(b, one->script, one->interpreter)) {
			added = true;
		}
	}
	return added;
}

/* What starts a script does not matter if the profile drops it in any case. */
static bool depends_on_reach(const struct build *b, const struct lackings *lacking)
{
	for (size_t i = 0; i < lacking->list.n; i++)
		if (!drops_script(b, lacking->list.at[i].script))
			return !keeps_scripts(b);
	return false;
}

bool needs_of_scripts(struct build *b)
{
	struct lackings lacking = {0}, go = {0};
	bool added = false;
	find_lacking(b, &lacking);
	if (depends_on_reach(b, &lacking))
		find_reached(b, &lacking);
	for (size_t i = 0; keeps_scripts(b) && i < lacking.list.n; i++)
		lacking.list.at[i].reached = true;
	/* The reason that a user understands best comes first. */
	added = settle_lacking(b, &lacking, true, &go);
	added |= settle_lacking(b, &lacking, false, &go);
	leave_scripts_out(b, &go);
	vec_release(&lacking.list);
	vec_release(&go.list);
	return added;
}
