/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/oci/blob.h"

#include <string.h>
#include <sys/mman.h>

const struct blob *blobs_find(const struct blobs *blobs, const char *digest)
{
	for (size_t i = 0; i < blobs->blob.n; i++)
		if (strcmp(blobs->blob.at[i].digest.text, digest) == 0)
			return &blobs->blob.at[i];
	return NULL;
}

const struct blob *blobs_add_text(struct blobs *blobs, struct str text)
{
	struct blob blob = {.digest = hash_bytes(HASH_SHA256, text)};
	const struct blob *there = blobs_find(blobs, blob.digest.text);
	if (there)
		return there;
	blob.bytes = (struct str){arena_strndup(&blobs->arena, text.p, text.n), text.n};
	vec_push(&blobs->blob, blob);
	return &blobs->blob.at[blobs->blob.n - 1];
}

int blobs_add_file(struct blobs *blobs, int fd, struct hash_hex digest, uint64_t size, struct err *err)
{
	struct blob blob = {digest, {"", 0}};
	if (blobs_find(blobs, digest.text))
		return 0;
	if (size > SIZE_MAX)
		return err_set(err, STATUS_FATAL, "a layer is too large for this machine");
	if (size) {
		void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (p == MAP_FAILED)
			return err_sys(err, "temporary file");
		blob.bytes = (struct str){p, size};
		vec_push(&blobs->map, blob.bytes);
	}
	vec_push(&blobs->blob, blob);
	return 0;
}

void blobs_release(struct blobs *blobs)
{
	for (size_t i = 0; i < blobs->map.n; i++)
		munmap((void *)(uintptr_t)blobs->map.at[i].p, blobs->map.at[i].n);
	vec_release(&blobs->map);
	vec_release(&blobs->blob);
	arena_release(&blobs->arena);
}
