/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "base/path.h"
#include "stage/generate/parts.h"

static bool is_empty_directory(const struct fileset *files, const char *dir)
{
	for (size_t i = 0; i < files->by_path.n; i++) {
		const struct member *m = files->by_path.entry[i].value;
		if (m && !m->held && path_within(m->path, dir) && strcmp(m->path, dir) != 0)
			return false;
	}
	return true;
}

/* A directory exists if anything is in it. */
static bool is_path_there(const struct fileset *files, const char *path)
{
	struct buf place CLEANUP(buf_release) = {0};
	const struct member *m;
	if (!fileset_resolve(files, path, true, &place))
		return false;
	m = fileset_get(files, place.p);
	return (m && !m->held) || !is_empty_directory(files, place.p);
}

/* As a postinst would: a directory is made or gets its mode and owner, a link replaces
 * an empty directory, an existing file is replaced. */
static int put_item(struct fileset *files, const struct path_item *item, const char *path,
		    struct err *err)
{
	static const enum member_type types[] = {[PATH_DIRECTORY] = MEMBER_DIR,
						 [PATH_FILE] = MEMBER_FILE,
						 [PATH_SYMLINK] = MEMBER_SYMLINK};
	struct member m = {.path = path, .type = types[item->kind], .mode = item->mode,
			   .uid = item->uid, .gid = item->gid, .target = item->target,
			   .body = item->content, .owner = OWNER_GENERATED};
	const struct member *there = fileset_get(files, path);
	if (there && m.type == MEMBER_DIR && there->type == MEMBER_DIR)
		m.mtime = there->mtime;
	else if (there && (m.type == MEMBER_DIR || (there->type == MEMBER_DIR && !is_empty_directory(files, path))))
		return err_set(err, STATUS_FATAL, "%s: path /%s: something else is there",
			       item->from ? item->from : "profile", path);
	struct member *put = place_member(files, &m);
	put->body.p = arena_strndup(&files->arena, m.body.p ? m.body.p : "", m.body.n);
	return 0;
}

static bool is_path_due(const struct path_item *item, const struct fileset *files, bool last)
{
	if (item->unless && !last && strcmp(item->unless, item->path) != 0)
		return false; /* what does not exist can still be made */
	if (last && item->kind == PATH_DIRECTORY && is_path_there(files, item->path))
		return false;
	return (!item->needs || is_path_there(files, item->needs)) &&
	       (!item->unless || !is_path_there(files, item->unless));
}

static int make_item(const struct path_item *item, struct fileset *files, struct err *err)
{
	struct buf path CLEANUP(buf_release) = {0};
	if (place_find(files, item->path, item->kind == PATH_DIRECTORY, &path, err))
		return err_wrap(err, "%s", item->from ? item->from : "profile");
	return put_item(files, item, path.p, err);
}

int generate_paths(const struct profile *profile, bool last, struct fileset *files, struct err *err)
{
	for (size_t i = 0; i < profile->path.n; i++) {
		const struct path_item *item = &profile->path.at[i];
		if (!item->before_scripts && is_path_due(item, files, last) && make_item(item, files, err))
			return -1;
	}
	return 0;
}

int generate_before_scripts(const struct profile *profile, struct fileset *files, struct err *err)
{
	for (size_t i = 0; i < profile->path.n; i++)
		if (profile->path.at[i].before_scripts && make_item(&profile->path.at[i], files, err))
			return -1;
	return 0;
}

int generate_workdir(const struct profile *profile, struct fileset *files, struct err *err)
{
	const struct sourced *dir = &profile->config.workdir;
	struct buf path CLEANUP(buf_release) = {0};
	struct member m = {.type = MEMBER_DIR, .mode = 0755, .owner = OWNER_GENERATED};
	if (!dir->text || place_find(files, dir->text, true, &path, err))
		return dir->text ? -1 : 0;
	struct member *there = fileset_get(files, path.p);
	if (there && there->type != MEMBER_DIR)
		return err_set(err, STATUS_FATAL, "%s: the working directory %s is no directory in the image",
			       dir->from, dir->text);
	if (there)
		there->held = false;
	m.path = path.p;
	if (!there && *path.p)
		fileset_put(files, &m);
	return 0;
}
