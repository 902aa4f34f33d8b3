/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which package of the archive has a file, by the archive's own Contents indexes. */
#ifndef WHO_HAS_H
#define WHO_HAS_H

#include "plan/plan.h"

struct wanted_file {
	const char *file; /* a path from the root on, or the bare name of a library; else nobody has it */
	/* Both NULL where no package of the source has it; the caller frees. */
	char *package; /* that a request could name */
	char *path;    /* where that package has it: the name of a library's link, either
	                * side of merged /usr */
};

/* Fills in `n` wanted files from the indexes in the cache; with `download`, missing or old indexes are
 * fetched first if the network may be used. Of several packages that have one: that which has it where
 * the loader looks, then no -dev, -dbg or -cross, then the shortest name, then
 * the first. An archive without such indexes, or that cannot be reached, is no
 * error. */
int who_has(struct plan *plan, struct wanted_file *wanted, size_t n, bool download, struct err *err);

/* Whether the source has this package itself, no stand-in for it. */
bool who_has_package(struct plan *plan, const char *package);

void wanted_file_release(struct wanted_file *wanted);

#endif
