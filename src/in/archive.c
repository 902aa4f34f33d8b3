/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a tar file: either the root file system itself, or an archive of images, whose
 * members are kept by name. */
#include "base/path.h"
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

static const char *const of_images[] = {"oci-layout", "index.json", "manifest.json", "repositories", NULL};

/* Decides by the first top-level name that only one of both kinds has. */
static int find_kind(struct str file, const struct in_options *options, bool *images, struct err *err)
{
	static const char *const of_both[] = {"oci-layout", "index.json", "manifest.json", "repositories",
					       "bin", "boot", "dev", "etc", "home", "lib", "lib64", "opt",
					       "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr",
					       "var", NULL};
	const struct tar_question question = {.stop_at = of_both, .spool = -1, .decoder = options->decoder,
					      .members = options->members, .interrupted = options->interrupted};
	struct arena arena CLEANUP(arena_release) = {0};
	struct tar_members members;
	if (reader_run(&tar_members_reader, file, &question, &arena, &members, err))
		return -1;
	*images = members.member.n && list_holds(of_images, members.member.at[members.member.n - 1].path);
	return 0;
}

static void keep_member(struct archive_store *store, const struct tar_member *m, struct in *in)
{
	if (m->type != TAR_IMPORT_FILE && m->type != TAR_IMPORT_SYMLINK && m->type != TAR_IMPORT_HARDLINK)
		return;
	struct stored *s = arena_alloc(&in->arena, sizeof(*s));
	*map_at(&store->by_name, str_from(m->path)) = s;
	if (m->type == TAR_IMPORT_SYMLINK) {
		char *directory CLEANUP(mem_freep) = path_parent(m->path);
		s->link = arena_printf(&in->arena, "%s/%s", directory, m->link);
	} else if (m->type == TAR_IMPORT_HARDLINK) {
		s->link = arena_strdup(&in->arena, m->link);
	} else {
		s->body = m->body.p ? m->body : (struct str){"", 0};
	}
}

static int fill_store(struct archive_store *store, struct str file, const struct in_options *options,
		      struct in *in, struct err *err)
{
	struct arena arena CLEANUP(arena_release) = {0};
	struct tar_members members;
	if (in_read_members(file, TAR_BODIES_ALL, options, in, &arena, &members, err))
		return -1;
	for (size_t i = 0; i < members.member.n; i++)
		keep_member(store, &members.member.at[i], in);
	return 0;
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
	vec_push(&out->image, ((struct in_image){0}));
	return in_add_tar(file, false, options, out, &out->image.at[0], err) ||
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
