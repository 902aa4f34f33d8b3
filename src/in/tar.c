/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a root file system from a tar, or a layer of one. */
#include "base/path.h"
#include "fmt/elf.h"
#include "fmt/shebang.h"
#include "fmt/tar_import.h"
#include "in/in_parts.h"

/* Smaller files are copied to the heap, larger ones to a spool file. */
enum { SMALL = 64 * 1024 };

struct unpack {
	const struct in_options *options;
	struct in *in;
	struct in_image *image;
	struct tar_import *tar;
	bool whiteouts;
	struct map fresh; /* paths that this layer added, which its own whiteouts do not hide */
	struct map gone, opaque; /* whiteouts: of a path and all below it; of all below it */
	struct err *err;
};

/* Stores the content from its first piece on. */
static int keep_body(struct unpack *u, struct str piece, uint64_t size, struct str *body)
{
	struct in_spool spool = {-1, 0};
	struct buf small CLEANUP(buf_release) = {0};
	int more = 1;
	for (; more > 0; more = tar_import_body(u->tar, &piece, u->err)) {
		if (size <= SMALL)
			buf_add(&small, piece.p, piece.n);
		else if (in_spool_write(&spool, piece, u->err))
			break;
	}
	int status = more ? -1 : 0;
	if (!status && size > SMALL)
		status = in_spool_done(&spool, u->in, body, u->err);
	else if (!status)
		*body = (struct str){arena_strndup(&u->in->arena, small.p ? small.p : "", small.n), small.n};
	in_spool_release(&spool);
	return status;
}

/* The loader's cache, and the files that define an image's user. */
static bool is_read_whole(const char *path)
{
	static const char *const paths[] = {"etc/ld.so.cache", "etc/passwd", "etc/group"};
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		if (strcmp(path, paths[i]) == 0)
			return true;
	return false;
}

static int read_tar_body(struct unpack *u, const struct tar_import_entry *entry, struct member *m)
{
	struct str piece;
	int more;
	bool whole = is_read_whole(m->path);
	if ((!whole && !member_may_run(m->path, m->mode)) || !entry->size)
		return 0;
	if ((more = tar_import_body(u->tar, &piece, u->err)) <= 0)
		return more;
	if (elf_is(piece) || whole)
		return keep_body(u, piece, entry->size, &m->body);
	piece.n = piece.n < SHEBANG_LONGEST ? piece.n : SHEBANG_LONGEST;
	if (str_starts(piece, "#!"))
		m->body = (struct str){arena_strndup(&u->in->arena, piece.p, piece.n), piece.n};
	return 0;
}

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
static int share(struct unpack *u, const struct tar_import_entry *entry, struct member *m)
{
	char path[PATH_LONGEST + 1];
	if (path_normalise(str_from(entry->link), path, u->err))
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

static int fill_member(struct unpack *u, const struct tar_import_entry *entry, struct member *m)
{
	switch (entry->type) {
	case TAR_IMPORT_DIR:
		m->type = MEMBER_DIR;
		return 0;
	case TAR_IMPORT_SYMLINK:
		m->type = MEMBER_SYMLINK;
		m->target = entry->link;
		return 0;
	case TAR_IMPORT_HARDLINK:
		return share(u, entry, m);
	case TAR_IMPORT_OTHER:
		m->mode = 0;
		return 0;
	case TAR_IMPORT_FILE:
		return read_tar_body(u, entry, m);
	}
	return 0;
}

static int put_tar_entry(struct unpack *u, const struct tar_import_entry *entry)
{
	char path[PATH_LONGEST + 1];
	if (path_normalise(str_from(entry->name), path, u->err))
		return err_wrap(u->err, "%s", entry->name);
	int whiteout = apply_whiteout(u, path);
	if (whiteout)
		return whiteout < 0 ? -1 : 0;
	struct member m = {.path = path, .type = MEMBER_FILE, .mode = entry->mode, .uid = entry->uid,
			   .gid = entry->gid, .mtime = entry->mtime, .owner = OWNER_GENERATED};
	const struct member *old = fileset_get(&u->image->files, path);
	if (fill_member(u, entry, &m))
		return err_wrap(u->err, "/%s", path);
	if (!*path && m.type != MEMBER_DIR)
		return err_set(u->err, STATUS_UNTRUSTED, "the root is not a directory");
	/* A member that replaces a directory removes its content. */
	if (old && old->type == MEMBER_DIR && m.type != MEMBER_DIR)
		*map_at(&u->gone, str_from(path)) = u;
	fileset_put(&u->image->files, &m);
	*map_at(&u->fresh, str_from(path)) = u;
	return 0;
}

static int unpack_tar(struct unpack *u)
{
	struct tar_import_entry entry;
	uint64_t members = 0;
	int more;
	while ((more = tar_import_next(u->tar, &entry, u->err)) > 0) {
		if (++members > u->options->members) {
			err_set(u->err, STATUS_UNTRUSTED, "more than %llu members",
				(unsigned long long)u->options->members);
			return err_hint(u->err, "--limit members=NUMBER allows more");
		}
		if (u->options->interrupted && *u->options->interrupted)
			return err_set(u->err, STATUS_FATAL, "interrupted");
		if (put_tar_entry(u, &entry))
			return -1;
	}
	return more;
}

int in_add_tar(struct source *source, bool whiteouts, const struct in_options *options,
	       struct in *in, struct in_image *image, struct err *err)
{
	struct tar_import *tar CLEANUP(tar_import_closep) = tar_import_open(source, err);
	struct unpack u = {.options = options, .in = in, .image = image, .tar = tar,
			   .whiteouts = whiteouts, .err = err};
	int status = tar ? unpack_tar(&u) : -1;
	if (!status)
		hide(&u);
	map_release(&u.fresh);
	map_release(&u.gone);
	map_release(&u.opaque);
	return status;
}
