/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/why_file.h"

#include <string.h>

#include "base/path.h"
#include "model/exec_path.h"
#include "report/facts.h"
#include "report/why.h"
#include "stage/chain.h"

struct members {
	VEC(const struct member *) list;
};

static const char *package_name(const struct build *b, package_id id)
{
	return id == OWNER_GENERATED ? NULL : b->plan.universe.package.at[id].name;
}

static bool is_requested(const struct build *b, const struct member *m)
{
	return m->owner == OWNER_GENERATED || plan_asks_for(&b->plan, m->owner);
}

static bool is_in_exec_path(const struct build *b, const struct member *m)
{
	const struct member *file = m->type == MEMBER_DIR ? NULL : fileset_file(&b->files, m->path);
	return file && file->mode & 0111 && exec_path_holds(m->path);
}

/* The program that a container starts. */
static void add_start(const struct build *b, struct members *to)
{
	const struct image_config *config = &b->plan.profile.config;
	const struct sourced_words *words = config->entrypoint.word.n ? &config->entrypoint : &config->cmd;
	const struct member *m = words->word.n ? fileset_file(&b->files, words->word.at[0]) : NULL;
	if (m)
		vec_push(&to->list, m);
}

/* Commands of packages that were asked for; their other files; whatever else is kept. */
enum rank { RANK_COMMAND, RANK_ASKED, RANKS };

static void add_ranked(const struct build *b, enum rank rank, struct members *to)
{
	for (size_t i = 0; i < b->members; i++) {
		const struct member *m = b->member[i];
		if (is_requested(b, m) && is_in_exec_path(b, m) == (rank == RANK_COMMAND) && m->type != MEMBER_DIR)
			vec_push(&to->list, m);
	}
}

static void find_chains(const struct build *b, struct chains *chains)
{
	struct members roots = {0};
	add_start(b, &roots);
	chains_from(chains, roots.list.at, roots.list.n);
	for (enum rank rank = 0; rank < RANKS; rank++) {
		roots.list.n = 0;
		add_ranked(b, rank, &roots);
		chains_from(chains, roots.list.at, roots.list.n);
	}
	vec_release(&roots.list);
}

/* "files": from the first to this one; "asked_for": a package that was asked for has the first. */
static void add_chain(const struct build *b, const struct chains *chains, const struct member *m, json_t *facts)
{
	struct members way = {0};
	const struct use *use = NULL;
	json_t *list = json_array();
	vec_push(&way.list, m);
	while (chains_reach(chains, m->path, &use) && use) {
		m = use->by;
		vec_push(&way.list, m);
	}
	for (size_t i = way.list.n; i-- > 0;) {
		chains_reach(chains, way.list.at[i]->path, &use);
		json_array_append_new(list, why_step_facts(way.list.at[i], package_name(b, way.list.at[i]->owner),
							   i + 1 == way.list.n ? NULL : use));
	}
	json_object_set_new(facts, "files", list);
	json_object_set_new(facts, "asked_for",
			    json_boolean(m->owner != OWNER_GENERATED && plan_asks_for(&b->plan, m->owner)));
	vec_release(&way.list);
}

/* A directory is there for what is in it. */
static const struct member *first_below(const struct build *b, const struct member *dir)
{
	for (size_t i = 0; i < b->members; i++)
		if (b->member[i]->type != MEMBER_DIR && path_within(b->member[i]->path, dir->path))
			return b->member[i];
	return dir;
}

static void explain_kept(const struct build *b, const struct member *m, json_t *facts)
{
	const struct uses_input input = {
		.files = &b->files, .reads = USES_CERTAIN | USES_POSSIBLE, .rules = &b->plan.rules};
	struct uses uses;
	struct chains chains;
	uses_read(&input, &uses);
	chains_open(&b->files, &uses, &chains);
	find_chains(b, &chains);
	if (m->type == MEMBER_DIR)
		m = first_below(b, m);
	add_chain(b, &chains, m, facts);
	chains_release(&chains);
	uses_release(&uses);
}

/* Packages may ship it by either side of merged /usr. */
static bool is_same(const char *shipped, const char *place)
{
	char other[PATH_LONGEST + sizeof("/usr/")];
	char *absolute CLEANUP(mem_freep) = mem_printf("/%s", shipped);
	return strcmp(shipped, place) == 0 || (path_other_name(absolute, other) && strcmp(other + 1, place) == 0);
}

static const struct left_out *find_left_out(const struct build *b, const char *place)
{
	for (size_t i = 0; i < b->left_out.list.n; i++)
		if (is_same(b->left_out.list.at[i].path, place))
			return &b->left_out.list.at[i];
	return NULL;
}

/* The value of a size rule that leaves nothing out. */
static const char *value_that_keeps(const struct size_rules *rules, const char *rule)
{
	for (size_t i = 0; i < rules->list.n; i++)
		if (strcmp(rules->list.at[i].name, rule) == 0 && !rules->list.at[i].line.n)
			return rules->list.at[i].value;
	return NULL;
}

static const char *interpreter_package(const struct build *b, const char *path)
{
	for (size_t i = 0; i < b->unstarted.n; i++)
		if (is_same(path, b->unstarted.at[i].path + 1))
			return b->unstarted.at[i].mend;
	return NULL;
}

/* The option that keeps the file, or null. */
static json_t *mend_facts(const struct build *b, const struct left_out *one)
{
	const char *rule = b->filter.names.at[one->rule];
	const char *value = value_that_keeps(&b->plan.rules.size, rule);
	const char *package = interpreter_package(b, one->path);
	if (package)
		return json_sprintf("--include %s", package);
	return value ? json_sprintf("--rule %s=%s", rule, value) : json_null();
}

static void explain_absent(const struct build *b, const struct left_out *one, json_t *facts)
{
	const char *rule = b->filter.names.at[one->rule];
	json_object_set_new(facts, "rule", facts_text(rule));
	json_object_set_new(facts, "value", facts_text(size_rules_value(&b->plan.rules.size, rule)));
	json_object_set_new(facts, "mend", mend_facts(b, one));
}

bool why_file(const struct build *b, const char *path, json_t *facts, struct why_file *out)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (!fileset_resolve(&b->files, path, false, &place))
		return false;
	const struct member *m = fileset_get(&b->files, place.p);
	const struct left_out *left = m ? NULL : find_left_out(b, place.p);
	*out = (struct why_file){m ? m->owner : left ? left->owner : OWNER_GENERATED, m != NULL};
	if (m)
		explain_kept(b, m, facts);
	else if (left)
		explain_absent(b, left, facts);
	return m || left;
}
