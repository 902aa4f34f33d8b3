/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cp, mv, rm and rmdir do to an image. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/place.h"

static int by_member_path(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;
	return strcmp((*x)->path, (*y)->path);
}

/* The members at and below a place, sorted by path. The caller frees *out. */
static size_t subtree(const struct fileset *files, const char *place, struct member ***out)
{
	struct member *m = fileset_get(files, place);
	bool alone = m && m->type != MEMBER_DIR;
	size_t n = 0;
	*out = mem_resize(NULL, alone ? 1 : files->by_path.n + 1, sizeof(**out));
	if (alone)
		(*out)[n++] = m;
	for (size_t i = 0; !alone && i < files->by_path.n; i++) {
		m = files->by_path.entry[i].value;
		if (m && path_within(m->path, place))
			(*out)[n++] = m;
	}
	qsort(*out, n, sizeof(**out), by_member_path);
	return n;
}

static char *moved_path(const char *path, const char *from, const char *to)
{
	return mem_printf("%s%s", to, path + strlen(from));
}

/* Points hard links to the new paths of files that were moved. */
static void retarget(struct fileset *files, const char *from, const char *to)
{
	for (size_t i = 0; files->hardlinks && i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		if (!m || m->type != MEMBER_HARDLINK || !path_within(m->target, from))
			continue;
		char *target CLEANUP(mem_freep) = moved_path(m->target, from, to);
		m->target = arena_strdup(&files->arena, target);
	}
}

void effect_clear(struct fileset *files, const char *place)
{
	struct member **all;
	size_t n = subtree(files, place, &all);
	while (n--) {
		fileset_bequeath(files, all[n]->path);
		fileset_remove(files, all[n]->path);
	}
	free(all);
}

void effect_rename(struct fileset *files, const char *from, const char *to)
{
	struct member **all;
	size_t n = subtree(files, from, &all);
	effect_clear(files, to);
	for (size_t i = 0; i < n; i++) {
		char *path CLEANUP(mem_freep) = moved_path(all[i]->path, from, to);
		struct member copy = *all[i];
		fileset_remove(files, all[i]->path);
		copy.path = path;
		copy.held = false;
		fileset_put(files, &copy);
	}
	retarget(files, from, to);
	free(all);
}

/* A file that the size rules leave out still exists for a script that names it. */
static bool is_source(const struct fileset *files, const char *place, bool deep)
{
	const struct member *m = fileset_get(files, place);
	return m && (!m->held || (!deep && (m->type == MEMBER_FILE || m->type == MEMBER_HARDLINK)));
}

/* Finds the source and destination of a copy or move; an existing directory as
 * destination receives the source. *found is false if there is no source. */
static int find_both(const struct effect_state *state, const struct effect *e,
		     const struct fileset *files, bool follow, struct buf *from, struct buf *to,
		     bool *found, struct err *err)
{
	*found = false;
	if (effect_place(files, e->target, follow, from, err) ||
	    effect_place(files, e->path, false, to, err))
		return -1;
	if (!is_source(files, from->p, e->deep)) {
		/* A link that was not made because of a size rule is not moved either. */
		if (!e->deep && !effect_drops(state, to->p))
			return err_set(err, STATUS_FATAL, "/%s is not in the image: not put at %s", from->p, e->path);
		log_info("/%s is not in the image: not put at %s", from->p, e->path);
		return 0;
	}
	struct buf inside CLEANUP(buf_release) = {0};
	if (effect_place(files, e->path, true, &inside, err))
		return -1;
	const struct member *there = effect_there(files, inside.p);
	if (there && there->type == MEMBER_DIR) {
		buf_printf(&inside, "%s%s", inside.n ? "/" : "", path_base(e->target));
		to->n = 0;
		buf_puts(to, inside.p);
	}
	if (path_within(to->p, from->p))
		return strcmp(to->p, from->p) == 0 ? 0
			: err_set(err, STATUS_FATAL, "/%s cannot go into itself", from->p);
	*found = true;
	return 0;
}

static int check_goal(const struct fileset *files, const char *to, const struct member *source,
		      struct err *err)
{
	const struct member *there = effect_there(files, to);
	if (there && (there->type == MEMBER_DIR) != (source->type == MEMBER_DIR))
		return err_set(err, STATUS_FATAL, "/%s: a directory and something else", to);
	return 0;
}

/* The paths below a directory may become too long at its destination. */
static int check_moved_lengths(const struct fileset *files, const char *from, const char *to, struct err *err)
{
	struct member **all;
	size_t n = subtree(files, from, &all), longest = 0;
	for (size_t i = 0; i < n; i++)
		longest = strlen(all[i]->path) > longest ? strlen(all[i]->path) : longest;
	free(all);
	return longest - strlen(from) + strlen(to) <= PATH_LONGEST ? 0
		: err_set(err, STATUS_UNTRUSTED, "/%s: names in it would be too long at /%s", from, to);
}

int effect_copy(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	struct buf from CLEANUP(buf_release) = {0}, to CLEANUP(buf_release) = {0};
	struct member **all;
	bool found;
	if (find_both(state, e, files, !e->deep, &from, &to, &found, err))
		return -1;
	if (!found || (e->keep && effect_there(files, to.p)))
		return 0;
	if (!e->deep && fileset_get(files, from.p)->type == MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "/%s is a directory", from.p);
	if (check_goal(files, to.p, fileset_get(files, from.p), err))
		return -1;
	size_t n = subtree(files, from.p, &all);
	size_t bytes = 0;
	for (size_t i = 0; i < n; i++)
		bytes += all[i]->body.n / 8; /* content is shared, but written for each copy */
	int status = effect_spend(state, files->by_path.n + n * EFFECT_COST_MEMBER + bytes, err) ||
		     check_moved_lengths(files, from.p, to.p, err) ? -1 : 0;
	for (size_t i = 0; i < n && !status; i++) {
		char *path CLEANUP(mem_freep) = moved_path(all[i]->path, from.p, to.p);
		struct member copy = *all[i];
		const struct member *there = fileset_get(files, path);
		if ((copy.held && e->deep) || (there && there->type == MEMBER_DIR))
			continue;
		if (copy.type == MEMBER_HARDLINK)
			copy = *fileset_get(files, copy.target);
		copy.path = path;
		copy.owner = OWNER_GENERATED;
		copy.held = false;
		copy.capability = (struct str){0};
		place_member(files, &copy);
	}
	free(all);
	return status;
}

int effect_move(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	struct buf from CLEANUP(buf_release) = {0}, to CLEANUP(buf_release) = {0};
	bool found;
	if (find_both(state, e, files, false, &from, &to, &found, err))
		return -1;
	if (!found || (e->keep && effect_there(files, to.p)))
		return 0;
	if (fileset_get(files, from.p)->type == MEMBER_SYMLINK && effect_drops(state, to.p))
		return 0;
	if (check_goal(files, to.p, fileset_get(files, from.p), err) ||
	    effect_spend(state, 4 * files->by_path.n, err) ||
	    check_moved_lengths(files, from.p, to.p, err))
		return -1;
	effect_rename(files, from.p, to.p);
	return 0;
}

int effect_remove(struct effect_state *state, const struct effect *e, struct fileset *files,
		  struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct member **all;
	if (effect_spend(state, e->deep ? files->by_path.n : 1, err) ||
	    effect_place(files, e->path, false, &place, err))
		return -1;
	if (!place.n)
		return err_set(err, STATUS_FATAL, "a script would remove the root");
	size_t n = subtree(files, place.p, &all);
	free(all);
	if (n > 1 && !e->deep)
		log_info("/%s is not empty: left as it is", place.p);
	else
		effect_clear(files, place.p);
	return 0;
}

int effect_unknown(struct effect_state *state, const struct effect *e, struct fileset *files,
		   struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	(void)state;
	if (effect_place(files, e->path, true, &place, err))
		return -1;
	const struct member *there = fileset_get(files, place.p);
	if (there && there->type != MEMBER_DIR && there->owner == OWNER_GENERATED)
		effect_clear(files, place.p);
	return 0;
}
