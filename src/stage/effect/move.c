/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cp, mv, rm and rmdir leave in an image. What is not there is no error:
 * the file may be one that the image does without. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/generate/parts.h"

/* The members at and below a place, the place first; the caller frees. */
static size_t subtree(const struct fileset *files, const char *place, struct member ***out)
{
	struct member **all, *m = fileset_get(files, place);
	if (m && m->type != MEMBER_DIR) {
		*out = mem_alloc(sizeof(**out));
		**out = m;
		return 1;
	}
	size_t n = fileset_sorted(files, &all), kept = 0;
	for (size_t i = 0; i < n; i++)
		if (path_within(all[i]->path, place))
			all[kept++] = all[i];
	*out = all;
	return kept;
}

static char *below(const char *path, const char *from, const char *to)
{
	return mem_printf("%s%s", to, path + strlen(from));
}

static void retarget(struct fileset *files, const char *from, const char *to)
{
	for (size_t i = 0; i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		if (m && m->type == MEMBER_HARDLINK && strcmp(m->target, from) == 0)
			m->target = arena_strdup(&files->arena, to);
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
		char *path CLEANUP(mem_freep) = below(all[i]->path, from, to);
		struct member copy = *all[i];
		fileset_remove(files, all[i]->path);
		copy.path = path;
		copy.held = false;
		fileset_put(files, &copy);
		if (copy.type == MEMBER_FILE)
			retarget(files, all[i]->path, path);
	}
	free(all);
}

/* Source and goal of a copy or move; a goal that is a folder takes it in. False
 * where there is no source. */
static int find_both(const struct effect *e, const struct fileset *files, bool follow,
		     struct buf *from, struct buf *to, bool *found, struct err *err)
{
	*found = false;
	if (effect_place(files, e->target, follow, from, err) ||
	    effect_place(files, e->path, false, to, err))
		return -1;
	if (!effect_there(files, from->p)) {
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
		return err_set(err, STATUS_FATAL, "/%s: a folder and something else", to);
	return 0;
}

int effect_copy(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	struct buf from CLEANUP(buf_release) = {0}, to CLEANUP(buf_release) = {0};
	struct member **all;
	bool found;
	(void)state;
	if (find_both(e, files, !e->deep, &from, &to, &found, err))
		return -1;
	if (!found || (e->keep && effect_there(files, to.p)))
		return 0;
	if (!e->deep && fileset_get(files, from.p)->type == MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "/%s is a folder", from.p);
	if (check_goal(files, to.p, fileset_get(files, from.p), err))
		return -1;
	size_t n = subtree(files, from.p, &all);
	for (size_t i = 0; i < n; i++) {
		char *path CLEANUP(mem_freep) = below(all[i]->path, from.p, to.p);
		struct member copy = *all[i];
		const struct member *there = fileset_get(files, path);
		if (copy.held || (there && there->type == MEMBER_DIR))
			continue;
		if (copy.type == MEMBER_HARDLINK)
			copy = *fileset_get(files, copy.target);
		copy.path = path;
		copy.owner = OWNER_GENERATED;
		generate_put(files, &copy);
	}
	free(all);
	return 0;
}

int effect_move(struct effect_state *state, const struct effect *e, struct fileset *files,
		struct err *err)
{
	struct buf from CLEANUP(buf_release) = {0}, to CLEANUP(buf_release) = {0};
	bool found;
	(void)state;
	if (find_both(e, files, false, &from, &to, &found, err))
		return -1;
	if (!found || (e->keep && effect_there(files, to.p)))
		return 0;
	if (check_goal(files, to.p, fileset_get(files, from.p), err))
		return -1;
	effect_rename(files, from.p, to.p);
	return 0;
}

int effect_remove(struct effect_state *state, const struct effect *e, struct fileset *files,
		  struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct member **all;
	(void)state;
	if (effect_place(files, e->path, false, &place, err))
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
