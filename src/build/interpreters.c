/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "build/interpreters.h"

#include "base/log.h"
#include "base/path.h"
#include "build/filter_plan.h"
#include "build/findings.h"
#include "stage/gate/gate.h"

static const char *owner_of(const struct build *b, const struct member *m)
{
	return m->owner == OWNER_GENERATED ? NULL : b->plan.universe.package.at[m->owner].name;
}

/* A script that is more than that: a module, say. */
static bool is_kept(const struct build *b, const struct member *m, const struct finding *finding)
{
	for (size_t i = 0; i < b->plan.rules.allow.n; i++) {
		const struct allow_rule *rule = &b->plan.rules.allow.at[i];
		if (rule->keep && gate_accepts(rule, 1, finding, owner_of(b, m)))
			return true;
	}
	return false;
}

/* Where scripts are left out, only the user and such rules can keep one. */
static bool is_accepted(const struct build *b, const struct member *m, const char *lacks, bool drop)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	const struct finding finding = {.check = "script-interpreter", .path = path, .missing = lacks};
	const struct options *o = b->plan.options;
	if (drop)
		return gate_accepts(o->allow.at, o->allow.n, &finding, NULL) || is_kept(b, m, &finding);
	return findings_accepted(&finding, o, &b->plan.rules, owner_of(b, m)) != NULL;
}

/* Whether the source has such a package at all. */
static bool is_known(struct plan *p, const char *package)
{
	const struct request_item item = {package, "essential.rules"};
	struct universe probe = {0};
	struct err err = {0};
	bool known = p->source->load(p->source, &item, 1, &probe, &err) == 0;
	universe_release(&probe);
	err_release(&err);
	return known;
}

static bool is_chosen(const struct plan *p, const char *package)
{
	for (size_t i = 0; i < p->solution.chosen.n; i++)
		if (strcmp(p->universe.package.at[p->solution.chosen.at[i].id].name, package) == 0)
			return true;
	return false;
}

static bool is_unwanted(struct plan *p, const char *package)
{
	const struct names *lists[] = {&p->options->exclude, &p->options->avoid};
	for (size_t l = 0; l < ARRAY_LEN(lists); l++)
		for (size_t i = 0; i < lists[l]->n; i++)
			if (strcmp(lists[l]->at[i], package) == 0) {
				vec_push(&p->refused, lists[l]->at[i]);
				return true;
			}
	return false;
}

static bool add(struct build *b, const struct member *m, const char *lacks)
{
	struct plan *p = &b->plan;
	const struct essential_rule *rule = rules_interpreter(&p->rules, lacks);
	const char *by = owner_of(b, m);
	if (!rule || is_chosen(p, rule->package) || is_unwanted(p, rule->package))
		return false;
	for (size_t i = 0; i < p->added.n; i++)
		if (strcmp(p->added.at[i].package, rule->package) == 0)
			return true;
	if (!is_known(p, rule->package))
		return false;
	log_note("%s is added: /%s%s%s asks for %s", rule->package, m->path, by ? " of " : "",
		 by ? by : "", lacks);
	vec_push(&p->added, ((struct added){.package = rule->package,
					    .by = by ? mem_strdup(by) : NULL,
					    .use = mem_printf("/%s: #!%s", m->path, lacks)}));
	return true;
}

static void leave_out(struct build *b, const struct member *m)
{
	struct ingest_dropped *dropped = &b->dropped[filter_name(&b->filter, "scripts")];
	if (m->type != MEMBER_SYMLINK) {
		dropped->files++;
		dropped->bytes += m->body.n;
		fileset_bequeath(&b->files, m->path);
	}
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

int interpreters_settle(struct build *b, bool *added, struct err *err)
{
	struct map gone = {0};
	struct member **all;
	size_t n = fileset_sorted(&b->files, &all);
	bool drop = b->plan.options->profile && b->plan.profile.drop_scripts;
	(void)err;
	*added = false;
	for (size_t i = 0; i < n; i++) {
		const struct member *m = all[i];
		const char *owner = owner_of(b, m);
		const struct member *file = m->type == MEMBER_HARDLINK ? fileset_get(&b->files, m->target) : m;
		char *lacks CLEANUP(mem_freep) = file && file->type == MEMBER_FILE
							 ? gate_script_lacks(&b->files, file)
							 : NULL;
		bool leave = drop && owner && !plan_includes(&b->plan, m->owner);
		if (!lacks || is_accepted(b, m, lacks, leave))
			continue;
		if (leave) {
			*map_at(&gone, str_from(m->path)) = (void *)m;
			leave_out(b, m);
		} else if (add(b, m, lacks)) {
			*added = true;
		}
	}
	free(all);
	leave_links_out(b, &gone);
	map_release(&gone);
	return 0;
}
