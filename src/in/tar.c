/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a root file system from a tar, or a layer of one. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/scratch.h"
#include "in/in_parts.h"

struct unpack {
	struct in_image *image;
	bool whiteouts;
	struct map fresh; /* paths that this layer added, which its own whiteouts do not hide */
	struct map gone, opaque; /* whiteouts: of a path and all below it; of all below it */
	struct err *err;
};

static bool is_in(const struct map *map, const char *path, size_t n)
{
	return map_get(map, (struct str){path, n}) != NULL;
}

/* Whether a whiteout of this layer hides the member, or a directory above it. */
static bool is_hidden(const struct unpack *u, const char *path)
{
	size_t n = strlen(path);
	if (is_in(&u->gone, path, n))
		return true;
	while (n) {
		while (n && path[n - 1] != '/')
			n--;
		n -= n > 0;
		if (is_in(&u->opaque, path, n) || (n && is_in(&u->gone, path, n)))
			return true;
	}
	return false;
}

static void hide(struct unpack *u)
{
	struct fileset *files = &u->image->files;
	if (!u->gone.n && !u->opaque.n)
		return;
	for (size_t i = 0; i < files->by_path.n; i++) {
		const struct member *m = files->by_path.entry[i].value;
		if (m && !map_get(&u->fresh, str_from(m->path)) && is_hidden(u, m->path))
			files->by_path.entry[i].value = NULL;
	}
}

/* ".wh.x" removes x of lower layers, ".wh..wh..opq" all content of its directory.
 * Returns 1 if it was a whiteout. */
static int apply_whiteout(struct unpack *u, const char *path)
{
	static const char mark[] = ".wh.";
	const char *base = path_base(path);
	char *parent CLEANUP(mem_freep) = path_parent(path);
	if (!u->whiteouts || strncmp(base, mark, strlen(mark)) != 0)
		return 0;
	const char *name = base + strlen(mark);
	if (strcmp(base, ".wh..wh..opq") == 0) {
		*map_at(&u->opaque, str_from(parent)) = u;
		return 1;
	}
	if (strncmp(base, ".wh..wh.", strlen(".wh..wh.")) == 0)
		return 1; /* internal data of AUFS */
	if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return err_set(u->err, STATUS_UNTRUSTED, "/%s: a whiteout of no name", path);
	char *gone CLEANUP(mem_freep) = *parent ? mem_printf("%s/%s", parent, name) : mem_strdup(name);
	*map_at(&u->gone, str_from(gone)) = u;
	return 1;
}

/* Makes a hard link share the content of its file, which must be known by now. */
static int share(struct unpack *u, const struct tar_member *from, struct member *m)
{
	char path[PATH_LONGEST + 1];
	if (path_normalise(str_from(from->link), path, u->err))
		return -1;
	const struct member *file = fileset_get(&u->image->files, path);
	if (!file || file->type == MEMBER_DIR)
		return err_set(u->err, STATUS_UNTRUSTED, "/%s: hard link without its file, /%s", m->path,
			       path);
	const char *own = m->path;
	*m = *file;
	m->path = own;
	return 0;
}

static int fill_member(struct unpack *u, const struct tar_member *from, struct member *m)
{
	switch (from->type) {
	case TAR_IMPORT_DIR:
		m->type = MEMBER_DIR;
		return 0;
	case TAR_IMPORT_SYMLINK:
		m->type = MEMBER_SYMLINK;
		m->target = from->link;
		return 0;
	case TAR_IMPORT_HARDLINK:
		return share(u, from, m);
	case TAR_IMPORT_OTHER:
		m->mode = 0;
		return 0;
	case TAR_IMPORT_FILE:
		m->body = from->body;
		return 0;
	}
	return 0;
}

static int put_member(struct unpack *u, const struct tar_member *from)
{
	int whiteout = apply_whiteout(u, from->path);
	if (whiteout)
		return whiteout < 0 ? -1 : 0;
	struct member m = {.path = from->path, .type = MEMBER_FILE, .mode = from->mode, .uid = from->uid,
			   .gid = from->gid, .mtime = from->mtime, .owner = OWNER_GENERATED};
	const struct member *old = fileset_get(&u->image->files, from->path);
	if (fill_member(u, from, &m))
		return err_wrap(u->err, "/%s", from->path);
	if (!*from->path && m.type != MEMBER_DIR)
		return err_set(u->err, STATUS_UNTRUSTED, "the root is not a directory");
	/* A member that replaces a directory removes its content. */
	if (old && old->type == MEMBER_DIR && m.type != MEMBER_DIR)
		*map_at(&u->gone, str_from(from->path)) = u;
	fileset_put(&u->image->files, &m);
	*map_at(&u->fresh, str_from(from->path)) = u;
	return 0;
}

/* Makes the content of each member a view that lasts as long as `in`. */
static int take_bodies(struct tar_members *members, int spool, struct in *in, struct err *err)
{
	struct str map = {"", 0};
	struct stat st;
	if (fstat(spool, &st))
		return err_sys(err, "temporary file");
	if ((uint64_t)st.st_size < members->spooled)
		return err_set(err, STATUS_FATAL, "temporary file: is too short");
	if (in_map(in, spool, 0, members->spooled, &map, err))
		return -1;
	for (size_t i = 0; i < members->member.n; i++) {
		struct tar_member *m = &members->member.at[i];
		if (m->spooled)
			m->body = (struct str){map.p + m->at, (size_t)m->size};
		else if (m->body.p)
			m->body.p = arena_strndup(&in->arena, m->body.p, m->body.n);
	}
	return 0;
}

int in_read_members(struct str file, enum tar_bodies bodies, const struct in_options *options, struct in *in,
		    struct arena *arena, struct tar_members *out, struct err *err)
{
	struct tar_question question = {.bodies = bodies, .spool = scratch_on_disk(err), .decoder = options->decoder,
					.members = options->members, .interrupted = options->interrupted};
	if (question.spool < 0)
		return -1;
	int status = reader_run(&tar_members_reader, file, &question, arena, out, err) ||
				     take_bodies(out, question.spool, in, err)
			     ? -1
			     : 0;
	close(question.spool);
	return status;
}

static int put_members(struct unpack *u, const struct tar_members *members)
{
	for (size_t i = 0; i < members->member.n; i++)
		if (put_member(u, &members->member.at[i]))
			return -1;
	hide(u);
	return 0;
}

int in_add_tar(struct str file, bool whiteouts, const struct in_options *options, struct in *in,
	       struct in_image *image, struct err *err)
{
	struct arena arena CLEANUP(arena_release) = {0};
	struct tar_members members;
	struct unpack u = {.image = image, .whiteouts = whiteouts, .err = err};
	int status = in_read_members(file, TAR_BODIES_RUN, options, in, &arena, &members, err) ||
				     put_members(&u, &members)
			     ? -1
			     : 0;
	map_release(&u.fresh);
	map_release(&u.gone);
	map_release(&u.opaque);
	return status;
}
