/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tar through libarchive, in the dialect "pax restricted": plain ustar
 * headers wherever they suffice, pax records only for what they cannot hold
 * (long names, large ids). Owners are numeric. The bytes depend on the members
 * alone, given LC_CTYPE=C.UTF-8, which main.c sets. */
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
	int64_t mtime;
	const char *target; /* of links */
	struct str body;    /* of files */
	struct str capability; /* of files: security.capability, as SCHILY.xattr; nothing: none */
};

/* Writes to `output`, which stays the caller's; `prefix` goes before each name: "./"
 * as Debian's own tars have it, or "". NULL on error. */
struct tar_writer *tar_writer_open(struct sink *output, const char *prefix, struct err *err);
int tar_writer_add(struct tar_writer *writer, const struct tar_write_entry *entry, struct err *err);
/* Writes the end marker. Once, before close, when all went well. */
int tar_writer_finish(struct tar_writer *writer, struct err *err);
void tar_writer_close(struct tar_writer *writer); /* NULL is fine */

#endif
