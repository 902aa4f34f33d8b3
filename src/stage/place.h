/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts generated members into a fileset: where the links of the image lead, and never
 * over a directory of a package. */
#ifndef STAGE_PLACE_H
#define STAGE_PLACE_H

#include "base/err.h"
#include "model/fileset.h"

/* Replaces the content of `out` by the path that `path` leads to when the links above
 * it, and itself if `last`, are followed; nothing need exist there. STATUS_UNTRUSTED if links form
 * a circle or the path grows too long; then the content of `out` means nothing. The caller
 * releases `out` in either case. */
int place_find(const struct fileset *files, const char *path, bool last, struct buf *out,
	       struct err *err);
/* Puts a file (mode 0644, owner root) with a copy of `content` where the links above
 * `path` lead, and replaces an existing file or link. If a directory is in the way, the
 * error is STATUS_UNTRUSTED for one of a package, STATUS_FATAL for one that the user
 * asked for; it is STATUS_UNTRUSTED, too, if the links form a circle. compose_finish() makes
 * missing parents. */
int place_file(struct fileset *files, const char *path, struct str content, struct err *err);
/* The same for a symlink with a copy of `target`. */
int place_link(struct fileset *files, const char *path, const char *target, struct err *err);
/* Puts a copy of `member` as fileset_put() does, at exactly member->path, which must be resolved
 * already, and returns it; its content stays a view. If it replaces a file with further hard
 * links, those keep the old content. */
struct member *place_member(struct fileset *files, const struct member *member);

#endif
