/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes an OCI layout in a directory. Everything is written to a staging directory
 * beside the layout, or inside it if it exists. Then its blobs are moved, and index.json
 * last: concurrent readers see the old images until then. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "io/hash.h"
#include "io/stream.h"
#include "out/oci/document.h"
#include "out/oci/index.h"
#include "out/oci/store.h"
#include "out/out_kinds.h"
#include "out/tree.h"

struct dir_store {
	struct store store;
	const struct out_target *target;
	const struct out_options *options;
	int parent, layout; /* descriptors: parent of the layout; the layout, -1 if there is none */
	char *name;
	bool is_layout;      /* it has 'oci-layout' */
	int above, staging; /* descriptors: parent of the staging directory; that itself */
	char *staging_name;
};

static const int open_directory = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

static void close_dir_store(struct store *store)
{
	struct dir_store *s = (struct dir_store *)store;
	struct err ignored = {0};
	close_fd(s->staging);
	if (s->staging_name && tree_remove(s->above, s->staging_name, &ignored))
		log_warn("%s", ignored.text);
	err_release(&ignored);
	close_fd(s->layout);
	close_fd(s->parent);
	free(s->staging_name);
	free(s->name);
	free(s);
}

/* Sets an error about `name` in the layout; "" is the layout itself. */
static int fail_in_layout(const struct dir_store *s, const char *name, struct err *err)
{
	return err_sys(err, "%s%s%s", s->target->path, *name ? "/" : "", name);
}

static int write_file(struct dir_store *s, int directory, const char *name, struct str bytes,
		      struct err *err)
{
	int fd = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_in_layout(s, name, err);
	struct sink *sink = sink_fd(fd, s->target->path);
	int status = sink_write(sink, bytes.p, bytes.n, err) || sink_finish(sink, err) ? -1 : 0;
	sink_close(sink);
	if (!status && (fchmod(fd, 0666 & ~s->options->umask) || fsync(fd)))
		status = fail_in_layout(s, name, err);
	if (close(fd) && !status)
		status = fail_in_layout(s, name, err);
	return status;
}

static int make_layout_directory(struct dir_store *s, int above, const char *name, struct err *err)
{
	if (mkdirat(above, name, 0777 & ~s->options->umask) && errno != EEXIST)
		return fail_in_layout(s, name, err);
	int fd = openat(above, name, open_directory);
	return fd < 0 ? fail_in_layout(s, name, err) : fd;
}

/* Opens blobs/sha256, which is made if it is missing; -1 on error. */
static int blob_directory(struct dir_store *s, int root, struct err *err)
{
	int blobs = make_layout_directory(s, root, "blobs", err);
	if (blobs < 0)
		return -1;
	int directory = make_layout_directory(s, blobs, "sha256", err);
	close(blobs);
	return directory;
}

/* Whether the layout has the blob, undamaged. */
static bool has_blob(const struct dir_store *s, const struct blob *blob)
{
	char *path CLEANUP(mem_freep) = mem_printf("blobs/sha256/%s", blob->digest.text);
	int fd = s->layout < 0 ? -1 : openat(s->layout, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	struct hash_hex digest = {""};
	struct err ignored = {0};
	struct stat st;
	if (fd < 0)
		return false;
	bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == blob->bytes.n &&
		    hash_fd(HASH_SHA256, fd, &digest, &ignored) == 0 &&
		    strcmp(digest.text, blob->digest.text) == 0;
	err_release(&ignored);
	close(fd);
	return same;
}

static int write_dir(struct store *store, const struct store_content *content, struct err *err)
{
	struct dir_store *s = (struct dir_store *)store;
	int directory = blob_directory(s, s->staging, err), status = directory < 0 ? -1 : 0;
	for (size_t i = 0; i < content->blobs->blob.n && !status; i++) {
		const struct blob *blob = &content->blobs->blob.at[i];
		status = out_interrupted(s->options, err);
		if (!status && !has_blob(s, blob))
			status = write_file(s, directory, blob->digest.text, blob->bytes, err);
	}
	if (!status && fsync(directory) && errno != EINVAL)
		status = fail_in_layout(s, "blobs", err);
	close_fd(directory);
	return status ? status : write_file(s, s->staging, "oci-layout", STR(OCI_LAYOUT), err);
}

static int write_layout_index(struct dir_store *s, const struct store_content *content,
			      struct err *err)
{
	json_t *index = s->layout >= 0 ? oci_index_read(s->layout, s->target->path, err)
				       : oci_index(json_array());
	if (!index)
		return -1;
	oci_index_add(index, content->top);
	char *text CLEANUP(mem_freep) = oci_text(index, err);
	return text ? write_file(s, s->staging, "index.json", str_from(text), err) : -1;
}

/* Checks that the existing layout can be extended, before any package is read. */
static int check_layout(struct dir_store *s, struct err *err)
{
	json_t *index = oci_index_read(s->layout, s->target->path, err);
	json_decref(index);
	if (!index)
		return -1;
	static const char *const directories[] = {"blobs", "blobs/sha256"};
	for (size_t i = 0; i < ARRAY_LEN(directories); i++) {
		int fd = openat(s->layout, directories[i], open_directory);
		if (fd < 0 && errno != ENOENT)
			return fail_in_layout(s, directories[i], err);
		if (fd >= 0 && faccessat(fd, ".", W_OK, AT_EACCESS)) {
			fail_in_layout(s, directories[i], err);
			close(fd);
			return -1;
		}
		close_fd(fd);
	}
	return 0;
}

/* Follows a link that the user names, but none inside the layout. */
static int open_layout(struct dir_store *s, struct err *err)
{
	s->layout = openat(s->parent, s->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->layout < 0)
		return errno == ENOENT ? 0 : fail_in_layout(s, "", err);
	if (oci_layout_check(s->layout, s->target->path, &s->is_layout, err))
		return -1;
	if (s->is_layout)
		return check_layout(s, err);
	/* An empty directory becomes a layout. */
	if (tree_is_empty(s->layout))
		return 0;
	err_set(err, STATUS_FATAL, "%s: is there and is no OCI layout", s->target->path);
	return err_hint(err, "name a directory that does not exist, is empty, or holds 'oci-layout'");
}

/* --- putting it in place ------------------------------------------------- */

static int move_blobs(struct dir_store *s, const struct store_content *content, struct err *err)
{
	int from = blob_directory(s, s->staging, err), to = blob_directory(s, s->layout, err), status = -1;
	if (from >= 0 && to >= 0)
		status = 0;
	for (size_t i = 0; i < content->blobs->blob.n && !status; i++) {
		const struct blob *blob = &content->blobs->blob.at[i];
		const char *name = blob->digest.text;
		if (renameat(from, name, to, name) == 0)
			continue;
		if (errno != ENOENT)
			status = fail_in_layout(s, name, err);
		/* An existing blob was not written, but somebody may have removed it since. */
		else if (!has_blob(s, blob) &&
			 (write_file(s, from, name, blob->bytes, err) ||
			  (renameat(from, name, to, name) && fail_in_layout(s, name, err))))
			status = -1;
	}
	if (!status && fsync(to) && errno != EINVAL)
		status = fail_in_layout(s, "blobs", err);
	close_fd(from);
	close_fd(to);
	return status;
}

/* Two writers of one layout take turns. Some network file systems have no locks. */
static int lock(struct dir_store *s, struct err *err)
{
	if (flock(s->layout, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno == EWOULDBLOCK) {
		log_note("%s: waiting for another program that writes to it", s->target->path);
		while (flock(s->layout, LOCK_EX)) {
			if (out_interrupted(s->options, err))
				return -1;
			if (errno != EINTR)
				return fail_in_layout(s, "", err);
		}
		return 0;
	}
	if (errno != ENOLCK && errno != EOPNOTSUPP)
		return fail_in_layout(s, "", err);
	log_warn("%s: cannot be locked; no other program should write to it now", s->target->path);
	return 0;
}

static int add_to_layout(struct dir_store *s, const struct store_content *content, struct err *err)
{
	if (lock(s, err) || write_layout_index(s, content, err) || move_blobs(s, content, err))
		return -1;
	if (!s->is_layout && renameat(s->staging, "oci-layout", s->layout, "oci-layout"))
		return fail_in_layout(s, "oci-layout", err);
	if (renameat(s->staging, "index.json", s->layout, "index.json"))
		return fail_in_layout(s, "index.json", err);
	return fsync(s->layout) && errno != EINVAL ? fail_in_layout(s, "", err) : 0;
}

static int commit_dir_store(struct store *store, const struct store_content *content,
			    struct err *err)
{
	struct dir_store *s = (struct dir_store *)store;
	if (s->layout >= 0)
		return add_to_layout(s, content, err);
	if (write_layout_index(s, content, err))
		return -1;
	if (fchmod(s->staging, 0777 & ~s->options->umask))
		return fail_in_layout(s, "", err);
	int moved = renameat2(s->parent, s->staging_name, s->parent, s->name, RENAME_NOREPLACE);
	/* Not every file system supports renaming without replacing; a directory never
	 * replaces a non-empty one anyway. */
	if (moved && (errno == EINVAL || errno == ENOSYS))
		moved = renameat(s->parent, s->staging_name, s->parent, s->name);
	if (moved == 0) {
		mem_freep(&s->staging_name);
		return fsync(s->parent) && errno != EINVAL ? fail_in_layout(s, "", err) : 0;
	}
	/* Another process has made it in the meantime. */
	if (errno != EEXIST && errno != ENOTEMPTY)
		return fail_in_layout(s, "", err);
	if (open_layout(s, err))
		return -1;
	if (s->layout < 0)
		return err_set(err, STATUS_FATAL, "%s: leads nowhere", s->target->path);
	if (unlinkat(s->staging, "index.json", 0))
		return fail_in_layout(s, "index.json", err);
	return add_to_layout(s, content, err);
}

/* --- opening ------------------------------------------------------------- */

static int make_layout_staging(struct dir_store *s, struct err *err)
{
	s->above = s->layout >= 0 ? s->layout : s->parent;
	s->staging = out_staging(s->above, s->name, s->target->path, &s->staging_name, err);
	return s->staging < 0 ? -1 : 0;
}

struct store *store_open_dir(const struct out_target *target, const struct out_options *options,
			     struct err *err)
{
	struct dir_store *s = mem_alloc(sizeof(*s));
	s->store = (struct store){write_dir, commit_dir_store, close_dir_store};
	s->target = target;
	s->options = options;
	s->parent = s->layout = s->above = s->staging = -1;
	if (out_locate(target->path, &s->parent, &s->name, err) || open_layout(s, err) ||
	    make_layout_staging(s, err)) {
		close_dir_store(&s->store);
		return NULL;
	}
	return &s->store;
}
