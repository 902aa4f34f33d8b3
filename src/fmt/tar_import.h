/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tars that users hand over, in any dialect (v7, ustar, pax, GNU, sparse files
 * too), through libarchive: tar alone, no filter, and whatever is not ARCHIVE_OK
 * is an error, for libarchive steps over a bad header with a mere "retry". */
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
	const char *name; /* as it stands there; until the next tar_import_next() */
	const char *link; /* the same for links, else "" */
	enum tar_import_type type;
	uint32_t mode, uid, gid; /* mode: 07777 */
	int64_t mtime;
	uint64_t size; /* of a file */
};

struct tar_import;

/* Takes over the source. NULL on error. */
struct tar_import *tar_import_open(struct source *source, struct err *err);
/* 1: there is an entry, 0: the end of the archive and of its source, -1. */
int tar_import_next(struct tar_import *tar, struct tar_import_entry *entry, struct err *err);
/* The next piece of the body, a view until the next call; holes are filled. 1, 0
 * at its end, -1. */
int tar_import_body(struct tar_import *tar, struct str *piece, struct err *err);
void tar_import_close(struct tar_import *tar); /* NULL is fine */
void tar_import_closep(struct tar_import **tar);

#endif
