/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/maintscript/unpack.h"

#include <stdlib.h>
#include <string.h>

static void keep_packed(struct packed *out, const struct member *m, bool settled, bool first)
{
	vec_push(&out->member, ((struct packed_member){*m, settled, first}));
}

/* Where two packages claim a path, only the other's member stays. */
static void take_contested(struct fileset *files, package_id id, struct packed *out)
{
	size_t kept = 0;
	for (size_t i = 0; i < files->contested.n; i++) {
		struct contested c = files->contested.at[i];
		const struct member *there = fileset_get(files, c.member.path);
		if (c.member.owner == id) {
			keep_packed(out, &c.member, c.settled, false);
		} else if (there && there->owner == id) {
			keep_packed(out, there, c.settled, true);
			fileset_bequeath(files, c.member.path);
			fileset_remove(files, c.member.path);
			fileset_put(files, &c.member);
		} else {
			files->contested.at[kept++] = c;
		}
	}
	files->contested.n = kept;
}

void pack(struct fileset *files, package_id id, struct packed *out)
{
	*out = (struct packed){0};
	take_contested(files, id, out);
	size_t contested = out->member.n;
	for (size_t i = 0; i < files->by_path.n; i++) {
		const struct member *m = files->by_path.entry[i].value;
		if (m && m->owner == id && m->type != MEMBER_DIR)
			keep_packed(out, m, false, false);
	}
	for (size_t i = contested; i < out->member.n; i++)
		fileset_remove(files, out->member.at[i].member.path);
}

/* Resolves the package's diversion of `path`; false if there is none. An exact match
 * takes precedence over one through a symlinked parent. */
static bool diverted(const struct fileset *files, const struct effects *done, const char *package,
		     const char *path, struct buf *to)
{
	const char *target = NULL;
	for (size_t i = done->list.n; i > 0; i--) {
		const struct effect *e = &done->list.at[i - 1];
		struct buf from CLEANUP(buf_release) = {0};
		if (e->kind != EFFECT_DIVERSION || !e->for_package || strcmp(e->for_package, package) != 0 ||
		    !fileset_resolve(files, e->path, false, &from) || strcmp(from.p, path) != 0)
			continue;
		bool exact = e->path[0] == '/' && strcmp(e->path + 1, path) == 0;
		target = exact || !target ? e->target : target;
		if (exact)
			break;
	}
	return target && fileset_resolve(files, target, false, to);
}

static void put_instead(struct fileset *files, const struct member *m)
{
	fileset_bequeath(files, m->path);
	fileset_remove(files, m->path);
	fileset_put(files, m);
}

/* The script has diverted the other's file without moving it, so move it now. */
static bool make_way(struct fileset *files, const struct effects *done, const char *package,
		     const struct member *there)
{
	struct buf to CLEANUP(buf_release) = {0};
	struct member moved = *there;
	if (!diverted(files, done, package, there->path, &to) || fileset_get(files, to.p))
		return false;
	fileset_bequeath(files, there->path);
	fileset_remove(files, there->path);
	moved.path = to.p;
	fileset_put(files, &moved);
	return true;
}

static void unpack_one(struct fileset *files, package_id id, const char *package,
		       const struct effects *done, const struct packed_member *one)
{
	const struct member *m = &one->member, *there = fileset_get(files, m->path);
	if (there && there->type == MEMBER_DIR)
		return; /* made by the script: it stays, like a link to a directory */
	if (!there || there->owner == OWNER_GENERATED || there->owner == id ||
	    make_way(files, done, package, there)) {
		put_instead(files, m);
	} else if (one->first && one->settled) {
		struct member other = *there;
		put_instead(files, m);
		fileset_contest(files, &other, id, true);
	} else {
		fileset_contest(files, m, there->owner, one->settled);
	}
}

void unpack(struct fileset *files, package_id id, const char *package, const struct effects *done,
	    struct packed *packed)
{
	/* Files before the hard links to them. */
	for (int links = 0; links < 2; links++)
		for (size_t i = 0; i < packed->member.n; i++)
			if ((packed->member.at[i].member.type == MEMBER_HARDLINK) == links)
				unpack_one(files, id, package, done, &packed->member.at[i]);
	vec_release(&packed->member);
}
