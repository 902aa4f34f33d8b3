/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Digests, computed by libgcrypt. Call hash_setup() first. */
#ifndef IO_HASH_H
#define IO_HASH_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/stream.h"

enum hash_kind { HASH_MD5, HASH_SHA1, HASH_SHA256 };
enum { HASH_HEX_LONGEST = 64 };

struct hash_hex {
	char text[HASH_HEX_LONGEST + 1]; /* lower-case hexadecimal, NUL-terminated */
};

/* Initialises libgcrypt. Call it before any other function here and before the first
 * fork; calls after the first do nothing. STATUS_FATAL if the library is too old. */
int hash_setup(struct err *err);

struct hash_hex hash_bytes(enum hash_kind kind, struct str bytes);
/* Hashes the whole file behind a descriptor with pread(2) from offset 0, so that the
 * file offset does not change. The descriptor stays the caller's. STATUS_FATAL if it cannot
 * be read; then *out is unchanged. */
int hash_fd(enum hash_kind kind, int fd, struct hash_hex *out, struct err *err);

/* A sink that passes all bytes on to `output`, which it takes over, and hashes and
 * counts them. sink_finish() writes the results to *digest and *size, which must outlive
 * the sink; until then they are unchanged. Never returns NULL. */
struct sink *hash_sink(enum hash_kind kind, struct sink *output, struct hash_hex *digest,
		       uint64_t *size);

#endif
