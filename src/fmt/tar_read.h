/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A strict reader of the tar formats that deb(5), FORMAT, allows (tar(5)): v7, the GNU
 * format with long names, long links and large numbers, and POSIX ustar with its prefix.
 * The types 0, NUL, 1 to 6, L and K are accepted. PAX headers, sparse files and all
 * other types are refused, because readers differ in how they interpret them.
 *
 * The archive ends at a block of zeros or, as in dpkg, where the source ends between two
 * members. Only zeros may follow a block of zeros. They are read to the end of the
 * source, so that a decoder has verified its checksum before tar_next() reports the end.
 *
 * Errors in the archive are STATUS_UNTRUSTED; an error of the source keeps its own status.
 * After an error only tar_index() and tar_close() may be called. */
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

enum { TAR_LONG_NAME_LARGEST = 1024 * 1024 };        /* bytes of an L or K member */
#define TAR_MEMBER_LARGEST ((uint64_t)128 << 30) /* bytes of any member */

struct tar_entry {
	struct str name; /* as written, not empty, without NUL; valid until the next tar_next() */
	struct str link; /* target of a link, likewise; empty for others */
	enum tar_type type;
	uint32_t mode; /* only the bits 07777 */
	uint32_t uid, gid;
	int64_t mtime; /* seconds since 1970 */
	uint64_t size; /* bytes of the content; 0 for all but files */
};

struct tar_reader;

/* Takes over the source. Never returns NULL. */
struct tar_reader *tar_open(struct source *source);
/* Skips the unread content of the current member and reads the next one. Returns 1, 0 at
 * the end, or -1. The error names the member by its number, counted from 1; one after
 * the end marker names none. `entry` is overwritten in any case; it tells something only after
 * 1. */
int tar_next(struct tar_reader *tar, struct tar_entry *entry, struct err *err);
/* Reads the next piece of the content. Returns 1 and a view, never empty, that is valid
 * until the next call of this or tar_next(), 0 at the end of the content and for all but files,
 * or -1. */
int tar_body(struct tar_reader *tar, struct str *piece, struct err *err);
/* The number of the member that tar_next() read last, also if that failed, counted from 1;
 * 0 before the first call. */
uint64_t tar_index(const struct tar_reader *tar);
void tar_close(struct tar_reader *tar); /* also closes the source; accepts NULL */
void tar_closep(struct tar_reader **tar);

#endif
