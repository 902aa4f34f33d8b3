/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The members of packages that a rule leaves out of the image because they have no use
 * there, for the reason that the rule gives. What could not be made is in
 * model/unmade.h. */
#ifndef MODEL_LEFT_OUT_H
#define MODEL_LEFT_OUT_H

#include "model/fileset.h"

struct left_out {
	const char *path; /* as the package ships it, in normal form */
	enum member_type type;
	uint64_t bytes; /* of a regular file that no other hard link keeps in the image, else 0 */
	package_id owner;
	uint32_t rule; /* index into filter.names */
};

struct left_out_sum {
	uint64_t files, bytes;
};

/* A list of them, initialised with zeros. Paths are not copied: they belong to the packages that
 * were read, or to the fileset, and must outlive it. */
struct left_out_list {
	VEC(struct left_out) list; /* in the order of addition until left_out_sort() */
};

/* Adds a member, unless no package ships it (OWNER_GENERATED). The path is not copied. */
void left_out_add(struct left_out_list *list, const struct member *member, uint32_t rule);
/* Counts the files, without directories, and bytes that `rule` leaves out. */
struct left_out_sum left_out_sum(const struct left_out_list *list, uint32_t rule);
/* Sorts by owner, rule and path. */
void left_out_sort(struct left_out_list *list);
/* The entries of `owner` in a sorted list: a pointer to the first, and their number.
 * NULL if there are none. Valid until something is added. */
const struct left_out *left_out_of(const struct left_out_list *list, package_id owner, size_t *n);
void left_out_release(struct left_out_list *list);

#endif
