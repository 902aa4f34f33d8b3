/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A preinst script runs before its package is unpacked: the package's files do not exist
 * yet, and at a path that another package also has, there is the file of that package.
 * pack() and unpack() produce that state and undo it. */
#ifndef STAGE_MAINTSCRIPT_UNPACK_H
#define STAGE_MAINTSCRIPT_UNPACK_H

#include "model/effects.h"
#include "model/fileset.h"

struct packed_member {
	struct member member;
	bool settled, first; /* of a contested member: as in struct contested, and whether this
	                      * one was in the fileset */
};

/* The members to unpack later; unpack() releases it. Their text is still the fileset's. */
struct packed {
	VEC(struct packed_member) member;
};

/* Moves all files and links of a package from the fileset to `out`, which it overwrites.
 * Directories stay. */
void pack(struct fileset *files, package_id id, struct packed *out);
/* Puts them back, in place of what a script made. If the package's script has diverted a
 * file of another package, that one goes to the target of the diversion; with other
 * existing files they are contested as before. `package` is the name of the package `id`, `done`
 * are the effects so far. Releases `packed`. */
void unpack(struct fileset *files, package_id id, const char *package, const struct effects *done,
	    struct packed *packed);

#endif
