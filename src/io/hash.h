/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Digests, by libgcrypt. */
#ifndef IO_HASH_H
#define IO_HASH_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/stream.h"

enum hash_kind { HASH_MD5, HASH_SHA1, HASH_SHA256 };
enum { HASH_HEX_LONGEST = 64 };

struct hash_hex {
	char text[HASH_HEX_LONGEST + 1]; /* lower-case hex, NUL-terminated */
};

/* Once, before anything else here and before any fork. */
int hash_setup(struct err *err);

struct hash_hex hash_bytes(enum hash_kind kind, struct str bytes);
/* The whole file behind a descriptor, read with pread(2) from offset 0. */
int hash_fd(enum hash_kind kind, int fd, struct hash_hex *out, struct err *err);

/* A sink that passes everything on to `output` (which it takes over) and
 * keeps count: after finish, *digest and *size hold the result; both must outlive the sink. */
struct sink *hash_sink(enum hash_kind kind, struct sink *output, struct hash_hex *digest,
		       uint64_t *size);

#endif
