/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A preinst script runs before its package is unpacked: what the package brings is
 * not there yet, and at a path that another package has, too, there is the other's. */
#ifndef STAGE_MAINTSCRIPT_UNPACK_H
#define STAGE_MAINTSCRIPT_UNPACK_H

#include "model/effects.h"
#include "model/fileset.h"

struct packed_member {
	struct member member;
	bool settled, first; /* of a contested one: as there, and whether this one was in the file set */
};

/* What is unpacked later. */
struct packed {
	VEC(struct packed_member) member;
};

/* Takes all files and links of a package out. */
void pack(struct fileset *files, package_id id, struct packed *out);
/* Puts them back; over what a script made. What the package's script has diverted of
 * another one goes where the diversion says; with what else is there they are
 * contested as before. Releases `packed`. */
void unpack(struct fileset *files, package_id id, const char *package, const struct effects *done,
	    struct packed *packed);

#endif
