/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a rule leaves out of the image, by name: the members of packages that are of no use
 * there, for the reason that the rule gives. What could not be made is in model/unmade.h. */
#ifndef MODEL_LEFT_OUT_H
#define MODEL_LEFT_OUT_H

#include "model/fileset.h"

struct left_out {
	const char *path; /* as the package ships it; normal form */
	enum member_type type;
	uint64_t bytes; /* of a regular file that no other name keeps in the image, else 0 */
	package_id owner;
	uint32_t rule; /* index into the filter's names */
};

struct left_out_sum {
	uint64_t files, bytes;
};

/* The paths belong to the packages that were read, or to the file set of the image. */
struct left_out_list {
	VEC(struct left_out) list; /* in the order of addition until left_out_sort() */
};

/* Adds a member, unless no package ships it (OWNER_GENERATED). */
void left_out_add(struct left_out_list *list, const struct member *member, uint32_t rule);
/* How much `rule` left out. Directories do not count. */
struct left_out_sum left_out_sum(const struct left_out_list *list, uint32_t rule);
/* By owner, rule, path. */
void left_out_sort(struct left_out_list *list);
/* Of a sorted list what `owner` ships: the first entry, and how many there are.
 * NULL if there are none. */
const struct left_out *left_out_of(const struct left_out_list *list, package_id owner, size_t *n);
void left_out_release(struct left_out_list *list);

#endif
