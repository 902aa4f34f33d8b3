/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes one file for all clients: an OCI layout with docker's manifest.json. Documents
 * come first, so that a reader of a pipe knows what to expect. */
#include <stdlib.h>
#include <string.h>

#include "fmt/tar_write.h"
#include "out/oci/document.h"
#include "out/oci/store.h"
#include "out/out_file.h"
#include "out/out_kinds.h"

struct archive_store {
	struct store store;
	const struct out_options *options;
	struct out_file file;
	struct hash_hex *sha256;
	uint64_t *size;
};

static int add_archive_entry(struct tar_writer *writer, const char *path, enum tar_write_type type,
			     struct str body, int64_t mtime, struct err *err)
{
	const struct tar_write_entry entry = {.path = path, .type = type, .mtime = mtime, .body = body,
					      .mode = type == TAR_WRITE_DIR ? 0755 : 0644};
	return tar_writer_add(writer, &entry, err);
}

static int add_archive_document(struct tar_writer *writer, const char *path, json_t *root,
				int64_t mtime, struct err *err)
{
	char *text CLEANUP(mem_freep) = oci_text(root, err);
	return text ? add_archive_entry(writer, path, TAR_WRITE_FILE, str_from(text), mtime, err)
		    : -1;
}

static int by_blob_digest(const void *a, const void *b)
{
	const struct blob *const *x = a, *const *y = b;
	return strcmp((*x)->digest.text, (*y)->digest.text);
}

static int add_blobs(struct tar_writer *writer, const struct store_content *c, struct err *err)
{
	size_t n = c->blobs->blob.n;
	const struct blob **sorted CLEANUP(mem_freep) = mem_alloc((n + 1) * sizeof(*sorted));
	int status = 0;
	for (size_t i = 0; i < n; i++)
		sorted[i] = &c->blobs->blob.at[i];
	qsort(sorted, n, sizeof(*sorted), by_blob_digest);
	for (size_t i = 0; i < n && !status; i++) {
		char *path CLEANUP(mem_freep) = mem_printf("blobs/sha256/%s", sorted[i]->digest.text);
		status = add_archive_entry(writer, path, TAR_WRITE_FILE, sorted[i]->bytes, c->epoch,
					   err);
	}
	return status;
}

static int add_all(struct tar_writer *writer, const struct store_content *c, struct err *err)
{
	json_t *top = json_array();
	json_array_append(top, (json_t *)(uintptr_t)c->top);
	if (add_archive_entry(writer, "oci-layout", TAR_WRITE_FILE, STR(OCI_LAYOUT), c->epoch,
			      err) ||
	    add_archive_document(writer, "index.json", oci_index(top), c->epoch, err) ||
	    add_archive_document(writer, "manifest.json", json_deep_copy(c->docker), c->epoch,
				 err) ||
	    add_archive_entry(writer, "blobs", TAR_WRITE_DIR, STR(""), c->epoch, err) ||
	    add_archive_entry(writer, "blobs/sha256", TAR_WRITE_DIR, STR(""), c->epoch, err))
		return -1;
	return add_blobs(writer, c, err) || tar_writer_finish(writer, err) ? -1 : 0;
}

static int write_archive(struct store *store, const struct store_content *content, struct err *err)
{
	struct archive_store *s = (struct archive_store *)store;
	struct sink *file = hash_sink(HASH_SHA256, sink_fd(s->file.fd, s->file.path), s->sha256, s->size);
	struct sink *sink CLEANUP(sink_closep) = out_watch(file, s->options);
	struct tar_writer *writer = tar_writer_open(sink, "", err);
	int status = !writer || add_all(writer, content, err) || sink_finish(sink, err) ? -1 : 0;
	tar_writer_close(writer);
	return status ? err_wrap(err, "%s", s->file.path) : out_file_finish(&s->file, err);
}

static int commit_archive(struct store *store, const struct store_content *content, struct err *err)
{
	(void)content;
	return out_file_commit(&((struct archive_store *)store)->file, err);
}

static void close_archive(struct store *store)
{
	out_file_close(&((struct archive_store *)store)->file);
	free(store);
}

struct store *store_open_archive(const struct out_target *target, const struct out_options *options,
				 struct hash_hex *sha256, uint64_t *size, struct err *err)
{
	struct archive_store *s = mem_alloc(sizeof(*s));
	s->store = (struct store){write_archive, commit_archive, close_archive};
	s->options = options;
	s->sha256 = sha256;
	s->size = size;
	if (out_file_open(&s->file, target->path, options->umask, err) == 0)
		return &s->store;
	close_archive(&s->store);
	return NULL;
}
