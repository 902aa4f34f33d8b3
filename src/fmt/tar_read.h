/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A strict reader of the tar formats that deb(5), FORMAT, allows: v7, the GNU
 * format's long names and links and large numbers, POSIX ustar with its prefix
 * (tar(5)). Types 0, NUL, 1 to 6, L and K are known; PAX, sparse and all other
 * types are refused, for readers differ in what they make of them.
 *
 * The archive ends at a block of zeros, or where the source ends between two
 * members, as in dpkg. After a block of zeros only zeros may follow; they are
 * read to the end of the source, so that a decoder below has verified its
 * checks before tar_next() says that all went well. */
#ifndef FMT_TAR_READ_H
#define FMT_TAR_READ_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/stream.h"

enum tar_type {
	TAR_FILE,
	TAR_HARDLINK,
	TAR_SYMLINK,
	TAR_CHARDEV,
	TAR_BLOCKDEV,
	TAR_DIR,
	TAR_FIFO,
};

enum { TAR_LONG_NAME_LARGEST = 1024 * 1024 };        /* bytes in an L or K member */
#define TAR_MEMBER_LARGEST ((uint64_t)128 << 30) /* bytes in any member */

struct tar_entry {
	struct str name; /* as it stands there, not empty, no NUL; until the next tar_next() */
	struct str link; /* the same for links; empty for all others */
	enum tar_type type;
	uint32_t mode; /* 07777 */
	uint32_t uid, gid;
	int64_t mtime;
	uint64_t size; /* of the body; 0 for all but files */
};

struct tar_reader;

/* Takes over the source. Never NULL. */
struct tar_reader *tar_open(struct source *source);
/* Steps over what is left of the last body to the next member. 1: there is
 * one, 0: the end, -1. Errors name the member by its number, from 1. */
int tar_next(struct tar_reader *tar, struct tar_entry *entry, struct err *err);
/* The next piece of the body, a view that lasts until the next call. 1: there
 * is one (never empty), 0: the end of the body, -1. */
int tar_body(struct tar_reader *tar, struct str *piece, struct err *err);
/* The number of the member that tar_next() gave last. */
uint64_t tar_index(const struct tar_reader *tar);
void tar_close(struct tar_reader *tar); /* NULL is fine */
void tar_closep(struct tar_reader **tar);

#endif
