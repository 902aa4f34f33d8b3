/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The blobs of an image: bytes identified by their digest, kept in unnamed files until
 * the image is complete. Initialise struct blobs with zeros. */
#ifndef OUT_OCI_BLOB_H
#define OUT_OCI_BLOB_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/hash.h"

struct blob {
	struct hash_hex digest; /* SHA-256, without "sha256:" */
	struct str bytes;       /* a view of a mapped file, or of the arena */
};

struct blobs {
	struct arena arena;
	VEC(struct blob) blob; /* each digest once, in the order of addition */
	VEC(struct str) map;   /* to be unmapped by blobs_release() */
};

/* NULL if absent. The result is valid until the next blob is added. */
const struct blob *blobs_find(const struct blobs *blobs, const char *digest);
/* Adds a copy of `text`, unless it is there, and returns the blob, which is never NULL. The result
 * is valid until the next blob is added. */
const struct blob *blobs_add_text(struct blobs *blobs, struct str text);
/* Adds the content of a file of `size` bytes whose digest is known, unless it is there. The
 * descriptor stays the caller's, who may close it, but not change the file. STATUS_FATAL if it
 * cannot be mapped. */
int blobs_add_file(struct blobs *blobs, int fd, struct hash_hex digest, uint64_t size, struct err *err);
void blobs_release(struct blobs *blobs);

#endif
