/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the blobs of an image and the documents that name them are put: a folder
 * in OCI's layout, or a tar of one. */
#ifndef OUT_OCI_STORE_H
#define OUT_OCI_STORE_H

#include <jansson.h>

#include "out/oci/blob.h"
#include "out/out.h"

/* What an image consists of. */
struct store_content {
	const struct blobs *blobs;
	const json_t *top;    /* the descriptor that index.json gets */
	const json_t *docker; /* manifest.json */
	int64_t epoch;        /* time of the files in an archive */
};

struct store {
	/* Writes all under other names, durably. */
	int (*write)(struct store *store, const struct store_content *content, struct err *err);
	/* Puts it in place. A layout that is there keeps its other images. */
	int (*commit)(struct store *store, const struct store_content *content, struct err *err);
	void (*close)(struct store *store);
};

/* NULL on error: what is there is no layout. */
struct store *store_open_dir(const struct out_target *target, const struct out_options *options,
			     struct err *err);
/* *sha256 and *size: of the file, set by write(). */
struct store *store_open_archive(const struct out_target *target, const struct out_options *options,
				 struct hash_hex *sha256, uint64_t *size, struct err *err);

#define OCI_LAYOUT "{\"imageLayoutVersion\":\"1.0.0\"}"

#endif
