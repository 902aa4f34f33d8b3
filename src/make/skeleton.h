/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What base-files makes in every Debian system (data/rules/skeleton.rules), as members
 * of the image. */
#ifndef SKELETON_H
#define SKELETON_H

#include "make/pipeline.h"

struct skeleton {
	VEC(struct member) member;
};

/* Lists its directories and links, without those that a size rule leaves out; nothing
 * for an image that only has what its profile lists. Text stays the rules'. `out` must be all
 * zero; the caller releases it. */
void skeleton_list(const struct build *build, struct skeleton *out);
void skeleton_release(struct skeleton *skeleton);
/* Makes its files, which are empty, where nothing exists or it is held. Call it when all else is
 * made. STATUS_UNTRUSTED if links on the way form a circle. */
int skeleton_add_files(const struct build *build, struct fileset *files, struct err *err);

#endif
