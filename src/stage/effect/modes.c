/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What chmod, chown and setcap do to an image. */
#include "base/log.h"
#include "base/path.h"
#include "stage/effect/parts.h"

struct change {
	uint32_t mode, uid, gid; /* MODE_KEEP, ID_ANY: unchanged */
};

enum { SUID = 04000, SGID = 02000, GROUP_EXECUTES = 010, EXECUTES = 0111 };

/* chown(2) removes the set-id bits of an executable, and the capabilities of any file,
 * even for root. */
static void change_one(struct member *m, const struct change *to)
{
	if (to->mode != MODE_KEEP)
		m->mode = to->mode & 07777;
	if (to->uid == ID_ANY && to->gid == ID_ANY)
		return;
	m->uid = to->uid == ID_ANY ? m->uid : to->uid;
	m->gid = to->gid == ID_ANY ? m->gid : to->gid;
	m->capability = (struct str){0};
	if (m->type == MEMBER_FILE && m->mode & EXECUTES)
		m->mode &= ~(uint32_t)(SUID | (m->mode & GROUP_EXECUTES ? SGID : 0));
}

/* For a hard link, changes the file that it refers to. */
static void change_file(struct fileset *files, struct member *m, const struct change *to)
{
	struct member *file = m->type == MEMBER_HARDLINK ? fileset_get(files, m->target) : NULL;
	change_one(file ? file : m, to);
}

/* Gives all hard links the mode and owner of their file. */
static void level_hardlinks(struct fileset *files)
{
	for (size_t i = 0; files->hardlinks && i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		const struct member *file = m && m->type == MEMBER_HARDLINK ? fileset_get(files, m->target) : NULL;
		if (!file)
			continue;
		m->mode = file->mode;
		m->uid = file->uid;
		m->gid = file->gid;
		m->capability = file->capability;
	}
}

static void change_below(struct fileset *files, const struct member *directory, const struct change *to)
{
	for (size_t i = 0; i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		if (m && m != directory && path_within(m->path, directory->path) &&
		    !(m->type == MEMBER_SYMLINK && to->mode != MODE_KEEP))
			change_file(files, m, to);
	}
}

static int change_path(struct effect_state *state, struct fileset *files, const struct effect *e,
		       const struct change *to, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_place(files, e->path, true, &place, err))
		return -1;
	struct member *m = fileset_get(files, place.p);
	if (!m) {
		log_info("%s is not in the image: neither mode nor owner is set", e->path);
		return 0;
	}
	if (m->type != MEMBER_SYMLINK)
		change_file(files, m, to);
	bool deep = e->deep && m->type == MEMBER_DIR;
	if (deep)
		change_below(files, m, to);
	level_hardlinks(files);
	return effect_spend(state, deep || files->hardlinks ? files->by_path.n : 1, err);
}

int effect_ids(struct effect_state *state, const char *user, const char *group, uint32_t *uid,
	       uint32_t *gid, struct err *err)
{
	if (user && !effect_user_id(state, user, uid))
		return err_set(err, STATUS_FATAL, "no user '%s'", user);
	if (group && !effect_group_id(state, group, gid))
		return err_set(err, STATUS_FATAL, "no group '%s'", group);
	if (user)
		effect_need_user(state, user);
	if (group)
		effect_need_group(state, group);
	return 0;
}

int effect_mode(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	const struct change to = {e->mode, ID_ANY, ID_ANY};
	return change_path(state, files, e, &to, err);
}

int effect_owner(struct effect_state *state, const struct effect *e, struct fileset *files,
		 struct err *err)
{
	struct change to = {MODE_KEEP, ID_ANY, ID_ANY};
	if (effect_ids(state, e->user, e->group, &to.uid, &to.gid, err))
		return -1;
	const struct user *user = e->login ? effect_find_user(state, e->user) : NULL;
	if (e->login && !user)
		return err_set(err, STATUS_FATAL, "'%s' has no login group", e->user);
	if (user)
		to.gid = user->gid;
	return change_path(state, files, e, &to, err);
}

/* setcap(8) changes only regular files, and does not follow a link at the end of the path. */
int effect_capability(struct effect_state *state, const struct effect *e, struct fileset *files,
		      struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_place(files, e->path, false, &place, err))
		return -1;
	struct member *m = fileset_get(files, place.p);
	if (m && m->type == MEMBER_HARDLINK)
		m = fileset_get(files, m->target);
	if (!m || m->type != MEMBER_FILE)
		return err_set(err, STATUS_FATAL, "%s is not a regular file of the image: no capabilities are set",
			       e->path);
	m->capability = (struct str){arena_strndup(&files->arena, e->content.n ? e->content.p : "", e->content.n),
				     e->content.n};
	level_hardlinks(files);
	return effect_spend(state, files->hardlinks ? files->by_path.n : 1, err);
}
