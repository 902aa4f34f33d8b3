/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a tar file: either the root file system itself, or an archive of images, whose
 * members are kept by name. */
#include "base/path.h"
#include "fmt/tar_import.h"
#include "in/in_parts.h"

enum { LINKS_MOST = 8 };

struct stored {
	struct str body;
	const char *link; /* old `docker save`: a layer that is a link to that of another
	                   * directory */
};

struct archive_store {
	struct in_store base;
	struct map by_name; /* → struct stored */
};

static struct tar_import *open_tar(struct str file, const struct in_options *options, struct err *err)
{
	struct source *source = in_decode(source_memory(file), file, options, err);
	return source ? tar_import_open(source, err) : NULL;
}

/* Decides by the first top-level name that only one of both kinds has. */
static int find_kind(struct str file, const struct in_options *options, bool *images, struct err *err)
{
	static const char *const of_images[] = {"oci-layout", "index.json", "manifest.json",
						 "repositories", NULL};
	static const char *const of_systems[] = {"bin", "boot", "dev", "etc", "home", "lib", "lib64",
						  "opt", "proc", "root", "run", "sbin", "srv", "sys",
						  "tmp", "usr", "var", NULL};
	struct tar_import *tar CLEANUP(tar_import_closep) = open_tar(file, options, err);
	struct tar_import_entry entry;
	int more = tar ? 1 : -1;
	*images = false;
	while (more > 0 && (more = tar_import_next(tar, &entry, err)) > 0) {
		char path[PATH_LONGEST + 1];
		struct str top;
		if (path_normalise(str_from(entry.name), path, err))
			return err_wrap(err, "%s", entry.name);
		struct str rest = str_from(path);
		str_split(&rest, '/', &top);
		if (!rest.p && list_holds(of_images, path)) {
			*images = true;
			return 0;
		}
		path[top.n] = 0;
		if (list_holds(of_systems, path))
			return 0;
	}
	return more;
}

static int keep_entry(struct archive_store *store, struct tar_import *tar, struct in *in,
		      const struct tar_import_entry *entry, struct err *err)
{
	char path[PATH_LONGEST + 1];
	struct str piece;
	struct in_spool spool = {-1, 0};
	int more = 1;
	if (path_normalise(str_from(entry->name), path, err))
		return err_wrap(err, "%s", entry->name);
	if (entry->type != TAR_IMPORT_FILE && entry->type != TAR_IMPORT_SYMLINK &&
	    entry->type != TAR_IMPORT_HARDLINK)
		return 0;
	struct stored *s = arena_alloc(&in->arena, sizeof(*s));
	*map_at(&store->by_name, str_from(path)) = s;
	if (entry->type == TAR_IMPORT_SYMLINK) {
		char *directory CLEANUP(mem_freep) = path_parent(path);
		s->link = arena_printf(&in->arena, "%s/%s", directory, entry->link);
		return 0;
	}
	if (entry->type == TAR_IMPORT_HARDLINK) {
		s->link = arena_strdup(&in->arena, entry->link);
		return 0;
	}
	while ((more = tar_import_body(tar, &piece, err)) > 0)
		if (in_spool_write(&spool, piece, err))
			break;
	int status = more || in_spool_done(&spool, in, &s->body, err) ? -1 : 0;
	in_spool_release(&spool);
	return status;
}

static int fill_store(struct archive_store *store, struct str file, const struct in_options *options,
		      struct in *in, struct err *err)
{
	struct tar_import *tar CLEANUP(tar_import_closep) = open_tar(file, options, err);
	struct tar_import_entry entry;
	uint64_t members = 0;
	int more = tar ? 1 : -1;
	while (more > 0 && (more = tar_import_next(tar, &entry, err)) > 0) {
		if (options->interrupted && *options->interrupted)
			return err_set(err, STATUS_FATAL, "interrupted");
		if (++members > options->members)
			return err_set(err, STATUS_UNTRUSTED, "more than %llu members",
				       (unsigned long long)options->members);
		if (keep_entry(store, tar, in, &entry, err))
			return -1;
	}
	return more;
}

/* Links stay inside the archive: `..` stops at its top. */
static const struct stored *find_stored(const struct archive_store *store, const char *name)
{
	struct fileset none = {0};
	struct buf path CLEANUP(buf_release) = {0};
	const struct stored *s = map_get(&store->by_name, str_from(name));
	for (int hop = 0; s && s->link && hop < LINKS_MOST; hop++)
		s = fileset_resolve(&none, s->link, true, &path)
			    ? map_get(&store->by_name, buf_str(&path))
			    : NULL;
	return s && !s->link ? s : NULL;
}

static int archive_store_get(struct in_store *base, const char *name, struct str *out,
			     struct err *err)
{
	const struct stored *s = find_stored((struct archive_store *)base, name);
	if (!s)
		return err_set(err, STATUS_UNTRUSTED, "%s: is not in the archive", name);
	*out = s->body;
	return 0;
}

static bool archive_store_has(struct in_store *base, const char *name)
{
	return find_stored((struct archive_store *)base, name) != NULL;
}

static int read_archive(struct str file, const char *tag, const struct in_options *options,
			struct in *out, struct err *err)
{
	struct archive_store store = {.base = {archive_store_get, archive_store_has}};
	int status = fill_store(&store, file, options, out, err) ||
				     in_read_images(&store.base, tag, options, out, err)
			     ? -1
			     : 0;
	map_release(&store.by_name);
	return status;
}

static int read_system(struct str file, const struct in_options *options, struct in *out,
		       struct err *err)
{
	struct source *source = in_decode(source_memory(file), file, options, err);
	if (!source)
		return -1;
	vec_push(&out->image, ((struct in_image){0}));
	return in_add_tar(source, false, options, out, &out->image.at[0], err) ||
			       in_add_parents(&out->image.at[0], err)
		       ? -1
		       : 0;
}

int in_read_file(const char *path, const char *tag, const struct in_options *options,
		 struct in *out, struct err *err)
{
	struct str file;
	bool images;
	if (in_map_file(out, path, &file, err))
		return -1;
	int status = find_kind(file, options, &images, err);
	if (!status)
		status = images ? read_archive(file, tag, options, out, err)
				: read_system(file, options, out, err);
	return status ? err_wrap(err, "%s", path) : 0;
}
