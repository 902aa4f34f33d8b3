/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts what is made into a file set: where the links of the image lead, and never over
 * what a package needs. */
#ifndef STAGE_PLACE_H
#define STAGE_PLACE_H

#include "base/err.h"
#include "model/fileset.h"

/* Appends to `out` where `path` lies when the links above it (and itself, when `last`) are
 * followed. STATUS_UNTRUSTED where they lead round in circles. */
int place_find(const struct fileset *files, const char *path, bool last, struct buf *out,
	       struct err *err);
/* Puts a file (mode 0644, root) with a copy of `content`, in place of one that is
 * there, where the links above `path` lead. Where a directory is in the way: STATUS_UNTRUSTED
 * for a package's, STATUS_FATAL for one that the user asked for. Directories that are missing
 * above it are made later, with those of packages. */
int place_file(struct fileset *files, const char *path, struct str content, struct err *err);
/* The same for a symlink. */
int place_link(struct fileset *files, const char *path, const char *target, struct err *err);
/* Puts a copy of `member` in place of what is there, which keeps its other names. Its path is
 * a place already. */
struct member *place_member(struct fileset *files, const struct member *member);

#endif
