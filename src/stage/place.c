/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/place.h"

struct member *place_member(struct fileset *files, const struct member *member)
{
	fileset_bequeath(files, member->path);
	return fileset_put(files, member);
}

/* The directory is a package's, or was made for the profile or an option. */
static int directory_in_the_way(const struct member *there, const char *what, struct err *err)
{
	if (there->owner != OWNER_GENERATED)
		return err_set(err, STATUS_UNTRUSTED, "/%s: a package has a directory where a %s is made",
			       there->path, what);
	err_set(err, STATUS_FATAL, "/%s: a directory was asked for where a %s is made", there->path, what);
	return err_hint(err, "it is a Path, Copy, Home or Workdir of the profile, or of --copy or --workdir");
}

/* Puts a member where the links above `path` lead. */
static int put_where_links_lead(struct fileset *files, const char *path, struct member *member,
				struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (place_find(files, path, false, &place, err))
		return -1;
	const struct member *there = fileset_get(files, place.p);
	if (there && there->type == MEMBER_DIR)
		return directory_in_the_way(there, member->type == MEMBER_SYMLINK ? "link" : "file", err);
	member->path = place.p;
	place_member(files, member);
	return 0;
}

int place_file(struct fileset *files, const char *path, struct str content, struct err *err)
{
	struct member m = {.type = MEMBER_FILE, .mode = 0644, .owner = OWNER_GENERATED};
	m.body = (struct str){arena_strndup(&files->arena, content.p, content.n), content.n};
	return put_where_links_lead(files, path, &m, err);
}

int place_link(struct fileset *files, const char *path, const char *target, struct err *err)
{
	struct member m = {.type = MEMBER_SYMLINK, .mode = 0777, .owner = OWNER_GENERATED};
	m.target = arena_strdup(&files->arena, target);
	return put_where_links_lead(files, path, &m, err);
}

int place_find(const struct fileset *files, const char *path, bool last, struct buf *out,
		   struct err *err)
{
	if (fileset_resolve(files, path, last, out))
		return 0;
	return err_set(err, STATUS_UNTRUSTED, "/%s: too many levels of links", path);
}
