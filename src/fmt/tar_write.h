/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a tar with libarchive, in the dialect "pax restricted": plain ustar headers
 * where they suffice, pax records only for what they cannot express (long names, large
 * ids). Owners are numeric. The bytes depend only on the members, provided that LC_CTYPE
 * is C.UTF-8, which main.c sets.
 *
 * Usage: tar_writer_open(), tar_writer_add() for each member (parents and the files of
 * hard links first), tar_writer_finish(), tar_writer_close(). */
#ifndef FMT_TAR_WRITE_H
#define FMT_TAR_WRITE_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/stream.h"

enum tar_write_type { TAR_WRITE_FILE, TAR_WRITE_DIR, TAR_WRITE_SYMLINK, TAR_WRITE_HARDLINK };

struct tar_write_entry {
	const char *path; /* no leading slash; "" is the root */
	enum tar_write_type type;
	uint32_t mode, uid, gid;
	int64_t mtime; /* seconds since 1970 */
	const char *target; /* of links: text of a symlink, path of the file for a hard link */
	struct str body;    /* of files */
	struct str capability; /* of files: the attribute security.capability, written as
	                        * SCHILY.xattr; empty if none */
};

/* Writes to `output`, which stays the caller's: finish and close it after the writer.
 * `prefix` is put in front of every name and of the targets of hard links, not of symlinks:
 * "./" as in Debian's own tars, or "". It is not copied: it and `output` must outlive the writer.
 * NULL with STATUS_FATAL on error. */
struct tar_writer *tar_writer_open(struct sink *output, const char *prefix, struct err *err);
/* Needs what `entry` points to only during the call. An error of `output` is passed on; any other
 * is STATUS_FATAL. After an error only tar_writer_close() may be called. */
int tar_writer_add(struct tar_writer *writer, const struct tar_write_entry *entry, struct err *err);
/* Writes the end marker. Call it once, before close, if no call failed. It does not
 * finish `output`. */
int tar_writer_finish(struct tar_writer *writer, struct err *err);
void tar_writer_close(struct tar_writer *writer); /* accepts NULL; writes nothing more */

#endif
