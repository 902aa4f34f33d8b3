/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a real installation has and the image does not, and what follows from it. A stage
 * that cannot make something adds an entry here instead of omitting it silently; the
 * report, the SBOM and the terminal show the list. What has no use in an image is not
 * listed here, because a rule gives the reason. */
#ifndef MODEL_UNMADE_H
#define MODEL_UNMADE_H

#include <stddef.h>

#include "base/mem.h"

/* All texts but `package` and `mend` are required. */
struct unmade {
	const char *kind;        /* "file", "owner", "capability" … */
	const char *package;     /* package of the script or file, or NULL */
	const char *path;        /* absolute; a directory if count is above 1 */
	size_t count;            /* number of files; 0 counts as 1 */
	const char *consequence; /* what will not work without it */
	const char *mend;        /* what the user can do about it, or NULL */
};

/* Initialise it with zeros. */
struct unmade_list {
	struct arena arena;
	VEC(struct unmade) list; /* in the order of addition until unmade_sort() */
};

/* Adds a copy of the entry and its texts, unless the list has one with the same kind,
 * package, path and consequence. */
void unmade_add(struct unmade_list *list, const struct unmade *entry);
/* Sorts by path, kind, package and consequence, the order of all outputs. */
void unmade_sort(struct unmade_list *list);
void unmade_release(struct unmade_list *list);

#endif
