/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/why_file.h"

#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "model/exec_path.h"
#include "stage/chain.h"

struct members {
	VEC(const struct member *) list;
};

static const char *package_name(const struct build *b, package_id id)
{
	return id == OWNER_GENERATED ? NULL : b->plan.universe.package.at[id].name;
}

static bool is_asked_for(const struct build *b, const struct member *m)
{
	return m->owner == OWNER_GENERATED || plan_asks_for(&b->plan, m->owner);
}

static bool is_command(const struct build *b, const struct member *m)
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
		if (is_asked_for(b, m) && is_command(b, m) == (rank == RANK_COMMAND) && m->type != MEMBER_DIR)
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

static json_t *text_json(const char *text)
{
	struct buf clean CLEANUP(buf_release) = {0};
	utf8_add(&clean, str_from(text));
	return json_string(clean.p ? clean.p : "");
}

static void add_owner(const struct build *b, const struct member *m, struct buf *text)
{
	const char *package = package_name(b, m->owner);
	buf_printf(text, package ? " of %s" : " (made here)", package);
}

/* A file of the chain, and the use that leads to it; NULL: it is the first. */
static void add_step(const struct build *b, const struct member *m, const struct use *use, struct buf *text,
		     json_t *list)
{
	const char *package = package_name(b, m->owner);
	char *path CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	if (use)
		buf_printf(text, "    %s %s: ", use_verb(use->kind), use->wants);
	else
		buf_puts(text, "  ");
	buf_puts(text, path);
	add_owner(b, m, text);
	if (!use && package)
		buf_puts(text, plan_asks_for(&b->plan, m->owner) ? ", which was asked for"
								  : ", all of which the rules keep");
	buf_puts(text, "\n");
	json_array_append_new(list, json_pack("{s:o, s:s?, s:s?, s:o, s:b}", "path", text_json(path), "package",
					      package, "use", use ? use_name(use->kind) : NULL, "wants",
					      use ? text_json(use->wants) : json_null(), "sure",
					      !use || use->sure));
}

static void add_chain(const struct build *b, const struct chains *chains, const struct member *m,
		      struct buf *text, json_t *json)
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
		add_step(b, way.list.at[i], i + 1 == way.list.n ? NULL : use, text, list);
	}
	json_object_set_new(json, "files", list);
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

static void explain_kept(const struct build *b, const char *path, const struct member *m, struct buf *text,
			 json_t *json)
{
	const struct uses_input input = {
		.files = &b->files, .reads = USES_CERTAIN | USES_POSSIBLE, .rules = &b->plan.rules};
	struct uses uses;
	struct chains chains;
	uses_read(&input, &uses);
	chains_open(&b->files, &uses, &chains);
	find_chains(b, &chains);
	buf_printf(text, "%s is in the image:\n", path);
	if (m->type == MEMBER_DIR)
		m = first_below(b, m);
	add_chain(b, &chains, m, text, json);
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

static void explain_left_out(const struct build *b, const char *path, const struct left_out *one,
			     struct buf *text, json_t *json)
{
	const char *rule = b->filter.names.at[one->rule], *package = package_name(b, one->owner);
	const char *value = size_rules_value(&b->plan.rules.size, rule);
	buf_printf(text, "%s of %s is left out by the rule %s%s%s; --rule %s=keep keeps it.\n", path, package, rule,
		   value ? "=" : "", value ? value : "", rule);
	json_object_set_new(json, "rule", json_string(rule));
	json_object_set_new(json, "value", json_pack("s?", value));
}

bool why_file(const struct build *b, const char *path, struct buf *text, json_t *json, struct why_file *out)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (!fileset_resolve(&b->files, path, false, &place))
		return false;
	const struct member *m = fileset_get(&b->files, place.p);
	const struct left_out *left = m ? NULL : find_left_out(b, place.p);
	*out = (struct why_file){m ? m->owner : left ? left->owner : OWNER_GENERATED, m != NULL};
	if (m)
		explain_kept(b, path, m, text, json);
	else if (left)
		explain_left_out(b, path, left, text, json);
	return m || left;
}
