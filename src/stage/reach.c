/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/reach.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"

static bool want(struct member *m)
{
	bool changed = m && m->held;
	if (changed)
		m->held = false;
	return changed;
}

/* Every directory that is there looks after its own parent, so the way up ends at
 * the first one. */
static bool want_parents(struct fileset *files, const char *path)
{
	char *parent CLEANUP(mem_freep) = path_parent(path);
	if (!*path)
		return false;
	struct member *above = fileset_get(files, parent);
	return above ? want(above) : want_parents(files, parent);
}

/* A directory that nothing claims is there when something kept lies below it. What
 * begins with "DIR/" stands together in the order. */
static bool has_kept_below(struct member **all, size_t n, const char *dir)
{
	for (size_t i = fileset_first_below(all, n, dir); i < n && path_within(all[i]->path, dir); i++)
		if (!all[i]->held)
			return true;
	return false;
}

static bool settle_link(struct fileset *files, struct member *link, struct member **all, size_t n)
{
	struct buf path CLEANUP(buf_release) = {0};
	if (!fileset_resolve(files, link->path, true, &path))
		return false;
	struct member *target = fileset_get(files, path.p);
	if (!link->held)
		return want(target);
	if (target ? !target->held : has_kept_below(all, n, path.p)) {
		/* Links of merged /usr and doc links come alive with their target. */
		link->held = false;
		return true;
	}
	return false;
}

static bool settle_once(struct fileset *files, struct member **all, size_t n)
{
	bool changed = false;
	for (size_t i = 0; i < n; i++) {
		struct member *m = all[i];
		if (m->type == MEMBER_SYMLINK)
			changed |= settle_link(files, m, all, n);
		if (m->type == MEMBER_HARDLINK && !m->held)
			changed |= want(fileset_get(files, m->target));
		if (!m->held)
			changed |= want_parents(files, m->path);
	}
	return changed;
}

/* The name by which it was found, too: that may be another hard link of it. */
static bool settle_use(struct fileset *files, const struct use *use)
{
	struct member *to = fileset_get(files, use->to->path);
	struct member *name = use->at ? fileset_get(files, use->at) : NULL;
	bool changed = want(to);
	if (changed)
		log_info("/%s stays: /%s uses it", to->path, use->by->path);
	return want(name) || changed;
}

/* Links are settle_link()'s: they lead to directories, too. Returns whether something that was
 * held is kept now; *done is the number of uses that are settled. */
static bool settle_uses(struct fileset *files, const struct uses *uses, size_t *done)
{
	bool changed = false;
	for (; *done < uses->use.n; ++*done) {
		const struct use *use = &uses->use.at[*done];
		changed |= use->to && use->kind != USE_LINK && settle_use(files, use);
	}
	return changed;
}

static void leave_out(struct fileset *files, struct member **all, size_t n, struct left_out_list *left_out)
{
	for (size_t i = 0; i < n; i++) {
		if (!all[i]->held)
			continue;
		left_out_add(left_out, all[i], all[i]->rule);
		fileset_remove(files, all[i]->path);
	}
}

void reach_settle(struct fileset *files, const struct uses_input *input, struct left_out_list *left_out,
		  struct uses *out)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all), done = 0;
	struct uses_run *run = uses_begin(input, out);
	do {
		while (settle_once(files, all, n))
			;
		uses_extend(run);
	} while (settle_uses(files, out, &done));
	uses_end(run);
	uses_sort(out);
	leave_out(files, all, n, left_out);
	free(all);
}
