/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What base-files makes on every Debian (data/rules/skeleton.rules), as members of the image. */
#ifndef SKELETON_H
#define SKELETON_H

#include "make/pipeline.h"

struct skeleton {
	VEC(struct member) member;
};

/* Its directories and links, less those that a size rule leaves out; nothing in an image that
 * has no more than its profile lists. Text stays the rules'. */
void skeleton_list(const struct build *build, struct skeleton *out);
void skeleton_release(struct skeleton *skeleton);
/* Its files, empty, unless something is there: once all else is made. */
int skeleton_add_files(const struct build *build, struct fileset *files, struct err *err);

#endif
