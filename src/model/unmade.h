/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a real installation has and the image does not, and what follows from it. A
 * stage that cannot make something adds an entry here instead of leaving it out in
 * silence; the report, the SBOM and the terminal show the list. What has no use in an
 * image by a rule with a reason is not listed: the rule says so. */
#ifndef MODEL_UNMADE_H
#define MODEL_UNMADE_H

#include <stddef.h>

#include "base/mem.h"

/* All texts but `package` and `mend` are required. */
struct unmade {
	const char *kind;        /* what it is: "file", "owner", "capability" … */
	const char *package;     /* whose script or file it is about, or NULL */
	const char *path;        /* absolute; a directory where count is above 1 */
	size_t count;            /* the number of files meant, at least 1 */
	const char *consequence; /* what will not work without it */
	const char *mend;        /* what the user can do about it, or NULL */
};

struct unmade_list {
	struct arena arena;
	VEC(struct unmade) list; /* in the order of addition until unmade_sort() */
};

/* Copies the entry and its texts; one with the same kind, package, path and consequence
 * is not added twice. */
void unmade_add(struct unmade_list *list, const struct unmade *entry);
/* By path, kind, package, consequence: the order of all outputs. */
void unmade_sort(struct unmade_list *list);
void unmade_release(struct unmade_list *list);

#endif
