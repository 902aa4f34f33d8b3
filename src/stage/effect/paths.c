/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What mkdir, redirections and ln do to an image. Everything is put where the links
 * above it lead, and never outside. */
#include <string.h>

#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/place.h"

static void set_mode_and_owner(struct member *m, uint32_t mode, uint32_t uid, uint32_t gid)
{
	if (mode != MODE_KEEP)
		m->mode = mode & 07777;
	m->uid = uid;
	m->gid = gid;
}

/* mkdir -p: missing parents belong to root. */
static int make_parents(struct fileset *files, const char *place, struct err *err)
{
	char *parent CLEANUP(mem_freep) = path_parent(place);
	struct member *m = fileset_get(files, parent);
	struct member dir = {.path = parent, .mode = 0755, .type = MEMBER_DIR, .owner = OWNER_GENERATED};
	if (!*parent || (m && m->type == MEMBER_DIR && !m->held))
		return 0;
	if (m && !m->held)
		return err_set(err, STATUS_FATAL, "/%s is not a directory", parent);
	if (m && m->type != MEMBER_DIR) {
		fileset_bequeath(files, parent);
		fileset_remove(files, parent);
		m = NULL;
	}
	if (m)
		m->held = false;
	else
		fileset_put(files, &dir);
	return make_parents(files, parent, err);
}

int effect_directory(struct effect_state *state, const struct effect *e, struct fileset *files,
		  struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct member fresh = {.mode = 0755, .type = MEMBER_DIR, .owner = OWNER_GENERATED};
	if (effect_place(files, e->path, true, &place, err))
		return -1;
	struct member *m = fileset_get(files, place.p);
	if (m && m->held && m->type != MEMBER_DIR) {
		fileset_bequeath(files, place.p);
		fileset_remove(files, place.p);
		m = NULL;
	}
	if (m && m->type != MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "/%s is not a directory", place.p);
	uint32_t uid = m ? m->uid : 0, gid = m ? m->gid : 0;
	if (effect_ids(state, e->user, e->group, &uid, &gid, err) || make_parents(files, place.p, err))
		return -1;
	fresh.path = place.p;
	if (!m)
		m = fileset_put(files, &fresh);
	m->held = false;
	set_mode_and_owner(m, e->mode, uid, gid);
	return 0;
}

/* A redirection writes through links and keeps the mode and owner of an existing file. */
int effect_file(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0}, body CLEANUP(buf_release) = {0};
	struct member m = {.mode = 0644};
	if (effect_place(files, e->path, true, &place, err))
		return -1;
	const struct member *there = effect_there(files, place.p);
	if (there && e->kind == EFFECT_FILE && e->keep)
		return 0;
	if (there && there->type == MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "/%s is a directory", place.p);
	const struct member *file = there;
	if (file && file->type == MEMBER_HARDLINK)
		file = fileset_get(files, file->target);
	if (file)
		m = *file;
	if (file && e->kind == EFFECT_APPEND)
		buf_add(&body, file->body.p, file->body.n);
	if (e->content.n)
		buf_add(&body, e->content.p, e->content.n);
	if (effect_spend(state, body.n + EFFECT_COST_MEMBER, err) ||
	    effect_ids(state, e->user, e->group, &m.uid, &m.gid, err))
		return -1;
	set_mode_and_owner(&m, e->kind == EFFECT_FILE ? e->mode : MODE_KEEP, m.uid, m.gid);
	m.path = place.p;
	m.type = MEMBER_FILE;
	m.target = NULL;
	m.owner = OWNER_GENERATED;
	m.origin = NULL;
	m.held = false;
	m.capability = (struct str){0}; /* writing to a file removes them */
	m.body = (struct str){arena_strndup(&files->arena, body.n ? body.p : "", body.n), body.n};
	place_member(files, &m);
	return 0;
}

int effect_put_link(struct fileset *files, const char *path, const char *target, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_place(files, path, false, &place, err))
		return -1;
	if (!place.n)
		return err_set(err, STATUS_FATAL, "a script would make the root a link");
	struct member m = {.path = place.p, .type = MEMBER_SYMLINK, .mode = 0777,
			   .target = target, .owner = OWNER_GENERATED};
	place_member(files, &m);
	return 0;
}

/* ln(1): into an existing directory, or in place of anything else (-f). */
int effect_link(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (strlen(e->target) > PATH_LONGEST || !*e->target)
		return err_set(err, STATUS_UNTRUSTED, "%s: no target of a link", e->path);
	if (effect_place(files, e->path, false, &place, err))
		return -1;
	const struct member *there = effect_there(files, place.p);
	if ((there && e->keep) || effect_drops(state, place.p))
		return 0;
	if (!there || there->type != MEMBER_DIR)
		return effect_put_link(files, e->path, e->target, err);
	char *inside CLEANUP(mem_freep) = mem_printf("/%s/%s", place.p, path_base(e->target));
	buf_release(&place);
	if (effect_place(files, inside, false, &place, err))
		return -1;
	there = effect_there(files, place.p);
	if (there && there->type == MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "/%s: cannot overwrite a directory", place.p);
	return effect_put_link(files, inside, e->target, err);
}
