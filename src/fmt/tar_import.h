/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads tars that users supply, in any dialect (v7, ustar, pax, GNU, sparse files) with
 * libarchive. Only the format tar is enabled, and no filter. Any result but ARCHIVE_OK
 * is an error, because libarchive continues after a bad header with no more than a
 * "retry". Such an error is STATUS_UNTRUSTED; an error of the source keeps its own status. After
 * an error only tar_import_close() may be called.
 *
 * Usage: tar_import_open(), then tar_import_next() until it returns 0, with
 * tar_import_body() for the content of files, and tar_import_close(). */
#ifndef FMT_TAR_IMPORT_H
#define FMT_TAR_IMPORT_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "io/stream.h"

enum tar_import_type {
	TAR_IMPORT_FILE,
	TAR_IMPORT_DIR,
	TAR_IMPORT_SYMLINK,
	TAR_IMPORT_HARDLINK,
	TAR_IMPORT_OTHER, /* a device or a FIFO */
};

struct tar_import_entry {
	const char *name; /* as written, not checked; valid until the next tar_import_next() */
	const char *link; /* the target of a link, likewise; else "" */
	enum tar_import_type type;
	uint32_t mode, uid, gid; /* mode: only the bits 07777 */
	int64_t mtime; /* seconds since 1970 */
	uint64_t size; /* bytes of the content of a file, else 0 */
};

struct tar_import;

/* Takes over the source, also on error. NULL on error. */
struct tar_import *tar_import_open(struct source *source, struct err *err);
/* Returns 1 and an entry, 0 at the end of the archive, or -1. Before it returns 0 it
 * reads the source to its end, so that the checks of a decoder are complete. After 0 and -1
 * `entry` is unchanged. */
int tar_import_next(struct tar_import *tar, struct tar_import_entry *entry, struct err *err);
/* Reads the next piece of the content of the current entry. Returns 1 and a view that is
 * valid until the next call of this or tar_import_next(), 0 at the end and for all but files,
 * or -1. Holes of sparse files are filled with zeros. What is not read is skipped. */
int tar_import_body(struct tar_import *tar, struct str *piece, struct err *err);
void tar_import_close(struct tar_import *tar); /* also closes the source; accepts NULL */
void tar_import_closep(struct tar_import **tar);

#endif
