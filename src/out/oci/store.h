/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stores the blobs of an image and the documents that name them: in a directory with
 * OCI's layout, or in a tar of one. */
#ifndef OUT_OCI_STORE_H
#define OUT_OCI_STORE_H

#include <jansson.h>

#include "out/oci/blob.h"
#include "out/out.h"

/* The content of an image. */
struct store_content {
	const struct blobs *blobs;
	const json_t *top;    /* the descriptor for index.json; stays the caller's */
	const json_t *docker; /* manifest.json, likewise; not used for a directory */
	int64_t epoch;        /* time of the files in an archive */
};

struct store {
	/* Writes all under temporary names and makes it durable; call it once. After an error only
	 * close() may be called. */
	int (*write)(struct store *store, const struct store_content *content, struct err *err);
	/* Puts it in place; call it after write(), with the same content. An existing layout keeps
	 * its other images. */
	int (*commit)(struct store *store, const struct store_content *content, struct err *err);
	void (*close)(struct store *store); /* removes what was not committed; frees the store */
};

/* `target` and `options` must outlive the store. NULL with STATUS_FATAL on error, e.g. if the
 * target exists and is neither a layout nor an empty directory. */
struct store *store_open_dir(const struct out_target *target, const struct out_options *options,
			     struct err *err);
/* write() sets *sha256 and *size to those of the file; these two, target->path and `options` must
 * outlive the store. NULL with STATUS_FATAL on error. */
struct store *store_open_archive(const struct out_target *target, const struct out_options *options,
				 struct hash_hex *sha256, uint64_t *size, struct err *err);

#define OCI_LAYOUT "{\"imageLayoutVersion\":\"1.0.0\"}"

#endif
