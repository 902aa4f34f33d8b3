/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What systemd-sysusers(8) does with sysusers.d(5): first all groups, with those that
 * only `m` lines name last, then all users. An account without an id gets the highest
 * free id of the range that is free both as user and as group. Existing names stay
 * unchanged. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "stage/effect/parts.h"

enum { TOP = 999, BOTTOM = 1 };

struct item {
	const struct sysusers_line *line; /* NULL: only an `m` line names it */
	const char *name, *group, *path;  /* group: of a user, by name */
	uint32_t uid, gid;
	bool queued; /* a group that this run makes */
};

struct run {
	struct effect_state *state;
	const struct sysusers *lines;
	const struct fileset *files;
	VEC(struct item) user;
	VEC(struct item) group;
	VEC(uint32_t) low;
	VEC(uint32_t) high; /* from `r` lines */
	uint32_t next;
};

static struct item *find_item(struct item *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

static void collect_one(struct run *run, const struct sysusers_line *l)
{
	struct item item = {.line = l, .name = l->name};
	if (l->type == 'r') {
		const char *dash = strchr(l->id, '-');
		vec_push(&run->low, (uint32_t)strtoul(l->id, NULL, 10));
		vec_push(&run->high, (uint32_t)strtoul(dash ? dash + 1 : l->id, NULL, 10));
		return;
	}
	if (l->type != 'u' && l->type != 'g')
		return;
	struct item *old = l->type == 'u' ? find_item(run->user.at, run->user.n, l->name)
					  : find_item(run->group.at, run->group.n, l->name);
	if (old) {
		log_info("%s:%u: %s is there before: left out", l->file, l->line, l->name);
		return;
	}
	sysusers_ids(l, &item.uid, &item.gid, &item.group, &item.path);
	if (l->type == 'g')
		item.gid = item.uid;
	if (l->type == 'u')
		vec_push(&run->user, item);
	else
		vec_push(&run->group, item);
}

static int collect_items(struct run *run, struct err *err)
{
	const struct sysusers *s = run->lines;
	const struct item none = {.uid = ID_ANY, .gid = ID_ANY};
	for (size_t i = 0; i < s->line.n; i++) {
		if (effect_spend(run->state, run->user.n + run->group.n, err))
			return -1;
		collect_one(run, &s->line.at[i]);
	}
	for (size_t i = 0; i < s->line.n; i++) {
		struct item item = none;
		const struct sysusers_line *l = &s->line.at[i];
		if (l->type != 'm')
			continue;
		if (effect_spend(run->state, run->user.n + run->group.n, err))
			return -1;
		item.name = l->name;
		if (!find_item(run->user.at, run->user.n, l->name))
			vec_push(&run->user, item);
		item.name = l->id;
		if (!find_item(run->group.at, run->group.n, l->id) && !find_item(run->user.at, run->user.n, l->id))
			vec_push(&run->group, item);
	}
	return 0;
}

static const char *user_name(const struct run *run, uint32_t uid)
{
	for (size_t i = 0; i < run->state->user.n; i++)
		if (run->state->user.at[i].uid == uid)
			return run->state->user.at[i].name;
	return effect_uid_taken(run->state, uid) ? "" : NULL;
}

static const char *group_name(const struct run *run, uint32_t gid)
{
	for (size_t i = 0; i < run->state->group.n; i++)
		if (run->state->group.at[i].gid == gid)
			return run->state->group.at[i].name;
	return effect_gid_taken(run->state, gid) ? "" : NULL;
}

/* Whether an id is free. With `both`, an account of the other kind may have it only if
 * it has the same name. */
static bool free_id(const struct run *run, uint32_t id, const char *name, bool group, bool both)
{
	const char *user = user_name(run, id), *other = group_name(run, id);
	if (group)
		return !other && (!both || !user || strcmp(user, name) == 0);
	return !user && (!both || !other || strcmp(other, name) == 0);
}

static bool in_range(const struct run *run, uint32_t id)
{
	for (size_t i = 0; i < run->low.n; i++)
		if (id >= run->low.at[i] && id <= run->high.at[i])
			return true;
	return run->low.n == 0 && id >= BOTTOM && id <= TOP;
}

static int next_free(struct run *run, const char *name, bool group, uint32_t *id, struct err *err)
{
	size_t cost = 1 + run->low.n + run->state->user.n + run->state->group.n;
	while (run->next >= BOTTOM) {
		if (effect_spend(run->state, cost, err))
			return -1;
		*id = run->next--;
		if (in_range(run, *id) && free_id(run, *id, name, group, true))
			return 0;
	}
	return err_set(err, STATUS_FATAL, "sysusers: no id is free for %s", name);
}

/* The file whose owner is given in place of an id. */
static const struct member *owner_of(const struct run *run, const struct item *item)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (!item->path || !fileset_resolve(run->files, item->path, true, &place))
		return NULL;
	return effect_there(run->files, place.p);
}

static int make_item_group(struct run *run, struct item *item, uint32_t wanted, struct err *err)
{
	const char *name = item->name;
	const struct group *there = effect_need_group(run->state, name);
	struct group group = {.name = name, .gid = wanted, .secret = "!*"};
	const struct member *owner = owner_of(run, item);
	if (there) {
		item->gid = there->gid;
		return 0;
	}
	if (group.gid != ID_ANY && !free_id(run, group.gid, name, true, false))
		group.gid = ID_ANY;
	if (group.gid == ID_ANY && item->uid != ID_ANY && free_id(run, item->uid, name, true, true))
		group.gid = item->uid;
	if (group.gid == ID_ANY && owner && free_id(run, owner->gid, name, true, true))
		group.gid = owner->gid;
	if (group.gid == ID_ANY && next_free(run, name, true, &group.gid, err))
		return -1;
	item->gid = group.gid;
	item->queued = true;
	return effect_add_group(run->state, &group, err);
}

static const char *or(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

/* A requested id must also be free as a group's, unless the group was requested, too. */
static int put_user(struct run *run, struct item *item, bool strict, struct err *err)
{
	const struct sysusers_line *l = item->line;
	const char *shell = item->uid == 0 ? "/bin/sh" : "/usr/sbin/nologin";
	struct user user = {.name = item->name, .uid = item->uid, .gid = item->gid,
			    .gecos = or(l ? l->gecos : NULL, ""), .home = or(l ? l->home : NULL, "/"),
			    .shell = or(l ? l->shell : NULL, shell), .secret = "!*",
			    .locked = l && l->locked};
	const struct member *owner = owner_of(run, item);
	if (user.uid != ID_ANY && !free_id(run, user.uid, user.name, false, !strict))
		user.uid = ID_ANY;
	if (user.uid == ID_ANY && owner && free_id(run, owner->uid, user.name, false, true))
		user.uid = owner->uid;
	if (user.uid == ID_ANY && free_id(run, user.gid, user.name, false, true))
		user.uid = user.gid;
	if (user.uid == ID_ANY && next_free(run, user.name, false, &user.uid, err))
		return -1;
	return effect_add_user(run->state, &user, err);
}

static int add_user(struct run *run, struct item *item, struct err *err)
{
	const struct item *queued = find_item(run->group.at, run->group.n, item->group ? item->group : item->name);
	bool strict = item->gid != ID_ANY || (queued && queued->queued);
	if (effect_need_user(run->state, item->name))
		return 0;
	if (item->group && !effect_group_id(run->state, item->group, &item->gid))
		return err_set(err, STATUS_FATAL, "sysusers: user %s: no group '%s'", item->name, item->group);
	if (item->group)
		effect_need_group(run->state, item->group);
	else if (item->gid != ID_ANY && !group_name(run, item->gid))
		return err_set(err, STATUS_FATAL, "sysusers: user %s: no group with the id %u", item->name,
			       item->gid);
	else if (item->gid == ID_ANY && make_item_group(run, item, ID_ANY, err))
		return -1;
	return put_user(run, item, strict, err);
}

static int join_all(struct run *run, struct err *err)
{
	for (size_t i = 0; i < run->lines->line.n; i++) {
		const struct sysusers_line *l = &run->lines->line.at[i];
		struct group *group = l->type == 'm' ? effect_need_group(run->state, l->id) : NULL;
		if (l->type == 'm' && !group)
			return err_set(err, STATUS_FATAL, "%s:%u: no group '%s'", l->file, l->line, l->id);
		if (group)
			effect_join(run->state, group, l->name);
	}
	return 0;
}

int effect_sysusers_run(struct effect_state *state, const struct sysusers *lines,
			const struct fileset *files, struct err *err)
{
	struct run run = {.state = state, .lines = lines, .files = files, .next = TOP};
	int status = collect_items(&run, err);
	for (size_t i = 0; i < run.high.n; i++)
		run.next = i == 0 || run.high.at[i] > run.next ? run.high.at[i] : run.next;
	for (size_t i = 0; i < run.group.n && !status; i++)
		status = make_item_group(&run, &run.group.at[i], run.group.at[i].gid, err);
	for (size_t i = 0; i < run.user.n && !status; i++)
		status = add_user(&run, &run.user.at[i], err);
	status = status || join_all(&run, err) ? -1 : 0;
	vec_release(&run.user);
	vec_release(&run.group);
	vec_release(&run.low);
	vec_release(&run.high);
	return status;
}

int effect_sysusers(struct effect_state *state, const char *path, struct fileset *files, struct err *err)
{
	static const char *const directories[] = {"etc/sysusers.d", "usr/lib/sysusers.d", NULL};
	const struct member **conf;
	struct sysusers lines = {0};
	size_t n = effect_dropins(files, directories, path, &conf);
	int status = 0;
	for (size_t i = 0; i < n && !status; i++)
		if (sysusers_parse(conf[i]->path, effect_body(files, conf[i]), &lines) && path)
			status = err_set(err, STATUS_UNTRUSTED,
					 "/%s: systemd-sysusers refuses a line of it", conf[i]->path);
	status = status || effect_sysusers_run(state, &lines, files, err) ? -1 : 0;
	sysusers_release(&lines);
	free(conf);
	return status;
}
