/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes system accounts as adduser(8), useradd(8) and groupadd(8) do.
 * stage/effect/sysusers.c makes those of systemd-sysusers(8). */
#include <stdlib.h>
#include <string.h>

#include "stage/effect/parts.h"

enum {
	ADDUSER_FIRST = 100, /* adduser.conf: FIRST_SYSTEM_UID, FIRST_SYSTEM_GID */
	USERADD_FIRST = 101, /* login.defs: SYS_UID_MIN, SYS_GID_MIN */
	SYSTEM_LAST = 999,
};

typedef bool taken(const struct effect_state *, uint32_t);

static int none_free(const char *name, struct err *err)
{
	return err_set(err, STATUS_FATAL, "no id of the system range is free for %s", name);
}

/* adduser: the lowest free id. */
static int first_free(const struct effect_state *state, taken *is_taken, const char *name,
		      uint32_t *id, struct err *err)
{
	for (*id = ADDUSER_FIRST; *id <= SYSTEM_LAST; ++*id)
		if (!is_taken(state, *id))
			return 0;
	return none_free(name, err);
}

/* useradd and groupadd: one below the lowest id in use or, if that leaves the range, the
 * highest free one. */
static int last_free(const struct effect_state *state, taken *is_taken, const char *name,
		     uint32_t *id, struct err *err)
{
	uint32_t lowest = USERADD_FIRST;
	while (lowest <= SYSTEM_LAST && !is_taken(state, lowest))
		lowest++;
	*id = lowest - 1;
	for (uint32_t i = SYSTEM_LAST; *id < USERADD_FIRST && i >= USERADD_FIRST; i--)
		if (!is_taken(state, i))
			*id = i;
	return *id < USERADD_FIRST ? none_free(name, err) : 0;
}

static int choose_gid(const struct effect_state *state, const struct effect *e, uint32_t preferred,
		      uint32_t *gid, struct err *err)
{
	if (e->tool == ACCOUNT_ADDUSER)
		return first_free(state, effect_gid_taken, e->name, gid, err);
	*gid = preferred;
	if (preferred >= USERADD_FIRST && preferred <= SYSTEM_LAST && !effect_gid_taken(state, preferred))
		return 0;
	return last_free(state, effect_gid_taken, e->name, gid, err);
}

int effect_group(struct effect_state *state, const struct effect *e, struct fileset *files,
		 struct err *err)
{
	struct group group = {.name = e->name, .gid = e->id,
			      .secret = e->tool == ACCOUNT_SYSUSERS ? "!*" : "!"};
	const struct group *there = effect_need_group(state, e->name);
	(void)files;
	if (there && (e->id == ID_ANY || e->id == there->gid))
		return 0;
	if (!there && e->id == ID_ANY && choose_gid(state, e, 0, &group.gid, err))
		return -1;
	return effect_add_group(state, &group, err);
}

/* Chooses the primary group, which is made if it has the user's own name. If an id was
 * requested, adduser and useradd give the group the same id. */
static int choose_group(struct effect_state *state, const struct effect *e, uint32_t uid,
			uint32_t *gid, struct err *err)
{
	const char *name = e->group ? e->group : e->tool == ACCOUNT_ADDUSER ? "nogroup" : e->name;
	const struct group *there = effect_need_group(state, name);
	struct group own = {.name = e->name, .gid = uid, .secret = "!"};
	if (there) {
		*gid = there->gid;
		return 0;
	}
	if (strcmp(name, e->name) != 0)
		return effect_group_id(state, name, gid) ? 0
			: err_set(err, STATUS_FATAL, "user %s: no group '%s'", e->name, name);
	if ((e->id == ID_ANY || e->tool != ACCOUNT_ADDUSER) && choose_gid(state, e, uid, &own.gid, err))
		return -1;
	if (e->id != ID_ANY && !effect_gid_taken(state, e->id))
		own.gid = e->id;
	*gid = own.gid;
	return effect_add_group(state, &own, err);
}

/* adduser passes --gecos to chfn, which up to bookworm adds a comma each for the room
 * and two telephone numbers. */
static const char *gecos_of(struct effect_state *state, const struct effect *e)
{
	size_t commas = 0;
	if (!e->gecos)
		return "";
	for (const char *c = e->gecos; *c; c++)
		commas += *c == ',';
	if (e->tool != ACCOUNT_ADDUSER || effect_debian_version(state) >= 13 || commas >= 3)
		return e->gecos;
	return arena_printf(&state->arena, "%s%.*s", e->gecos, (int)(3 - commas), ",,,");
}

static const char *home_of(struct effect_state *state, const struct effect *e)
{
	if (e->home)
		return e->home;
	if (e->tool == ACCOUNT_ADDUSER && effect_debian_version(state) >= 12)
		return "/nonexistent";
	return arena_printf(&state->arena, "/home/%s", e->name);
}

/* useradd takes the mode from login.defs: HOME_MODE, or what UMASK leaves. */
static uint32_t home_mode(const struct effect_state *state, const struct effect *e)
{
	return e->tool == ACCOUNT_USERADD && effect_debian_version(state) >= 13 ? 0700 : 0755;
}

/* useradd -m copies /etc/skel to a new home. */
static int copy_skel(const struct user *user, struct fileset *files, struct err *err)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int status = 0;
	for (size_t i = 0; i < n && !status; i++) {
		struct buf place CLEANUP(buf_release) = {0};
		if (all[i]->held || strncmp(all[i]->path, "etc/skel/", strlen("etc/skel/")) != 0)
			continue;
		char *path CLEANUP(mem_freep) = mem_printf("%s%s", user->home, all[i]->path + strlen("etc/skel"));
		status = effect_place(files, path, false, &place, err);
		struct member copy = all[i]->type == MEMBER_HARDLINK ? *fileset_get(files, all[i]->target) : *all[i];
		copy.path = place.p;
		copy.uid = user->uid;
		copy.gid = user->gid;
		copy.owner = OWNER_GENERATED;
		if (!status && !fileset_get(files, place.p))
			fileset_put(files, &copy);
	}
	free(all);
	return status;
}

static int make_adduser_home(struct effect_state *state, const struct effect *e,
			     const struct user *user, struct fileset *files, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	bool nowhere = strncmp(user->home, "/nonexistent", strlen("/nonexistent")) == 0;
	if (nowhere && effect_debian_version(state) >= 12)
		return 0;
	if (effect_place(files, user->home, true, &place, err))
		return -1;
	if (effect_there(files, place.p))
		return 0;
	struct member dir = {.path = place.p, .type = MEMBER_DIR, .mode = home_mode(state, e),
			     .uid = user->uid, .gid = user->gid, .owner = OWNER_GENERATED};
	if (fileset_get(files, place.p))
		fileset_remove(files, place.p);
	fileset_put(files, &dir);
	return e->tool == ACCOUNT_USERADD ? copy_skel(user, files, err) : 0;
}

int effect_user(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	const struct user *there = effect_need_user(state, e->name);
	bool adduser = e->tool == ACCOUNT_ADDUSER;
	bool old = adduser && effect_debian_version(state) == 11;
	struct user user = {.name = e->name, .uid = e->id, .gecos = gecos_of(state, e),
			    .home = home_of(state, e),
			    .shell = e->shell ? e->shell : adduser ? "/usr/sbin/nologin" : "/bin/sh",
			    .secret = old && !e->locked ? "*" : "!", .aged = old};
	if (e->tool == ACCOUNT_SYSUSERS)
		return err_set(err, STATUS_FATAL, "user %s: sysusers has lines, not calls", e->name);
	if (there && (e->id == ID_ANY || e->id == there->uid))
		return 0;
	if (there)
		return err_set(err, STATUS_FATAL, "user %s has the id %u and would get %u, too", e->name,
			       there->uid, e->id);
	if (e->id == ID_ANY &&
	    (adduser ? first_free : last_free)(state, effect_uid_taken, e->name, &user.uid, err))
		return -1;
	if (choose_group(state, e, user.uid, &user.gid, err) || effect_add_user(state, &user, err))
		return -1;
	return e->make_home ? make_adduser_home(state, e, &user, files, err) : 0;
}

int effect_member(struct effect_state *state, const struct effect *e, struct fileset *files,
		  struct err *err)
{
	const struct user *user = effect_need_user(state, e->name);
	(void)files;
	if (!user)
		return err_set(err, STATUS_FATAL, "no user '%s' to join group %s", e->name, e->group);
	struct group *group = effect_need_group(state, e->group);
	if (!group)
		return err_set(err, STATUS_FATAL, "no group '%s' for user %s to join", e->group, e->name);
	effect_join(state, group, user->name);
	return 0;
}
