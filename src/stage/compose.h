/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merges the members of all packages into one tree, as dpkg would have left it. Links
 * are resolved inside the image. A directory of a package over a link to a directory
 * keeps the link. One path belongs to one package, which Replaces decides. With merged
 * /usr, /bin, /sbin and /lib* become links into /usr, and what packages ship below them
 * is placed there.
 *
 * Order: compose(), then maintainer scripts (stage/effect) and stage/generate,
 * compose_check(), stage/reach, and compose_finish() last. */
#ifndef STAGE_COMPOSE_H
#define STAGE_COMPOSE_H

#include <stdbool.h>

#include "base/err.h"
#include "model/fileset.h"
#include "model/package_files.h"

struct compose_input {
	const struct universe *universe;
	const struct package_files *package; /* sorted by name */
	size_t n;
	bool merged_usr;
	const struct member *skeleton; /* [skeletons]: directories and links that exist before any
	                                * package; the first of one path counts */
	size_t skeletons;
};

/* Fills `out`, which must be empty; the caller releases it, also after an error.
 * STATUS_UNTRUSTED, the only error, if a package has a file where another needs a directory (the
 * error names both), if links lead into each other, or if a hard link has no file. Two packages
 * that have the same path without a Replaces are recorded in out->contested, not refused. Content
 * stays a view of the packages. */
int compose(const struct compose_input *input, struct fileset *out, struct err *err);

/* Call it after diversions were carried out: STATUS_UNTRUSTED if two packages still have
 * the same path; the error names both. */
int compose_check(const struct compose_input *input, const struct fileset *files, struct err *err);

/* Call it once everything is in the fileset. Adds missing parent directories, makes the
 * first path of each group of hard links the file, and limits all times to `epoch`,
 * which generated members get, in seconds since 1970. STATUS_UNTRUSTED if something other than a
 * directory is above a member; STATUS_FATAL if one of the two is generated, since then the profile
 * or an option asked for it. */
int compose_finish(struct fileset *files, int64_t epoch, struct err *err);

#endif
