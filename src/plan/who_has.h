/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the package of the archive that has a file, in the archive's Contents indexes. */
#ifndef WHO_HAS_H
#define WHO_HAS_H

#include "plan/plan.h"

struct wanted_file {
	const char *file; /* an absolute path, or the file name of a library; anything else is
	                   * not found */
	/* The caller sets both to NULL. They stay NULL if no package of the source has the file.
	 * wanted_file_release() frees both of one element; call it for each, after an error,
	 * too. */
	char *package; /* name of a package that can be requested */
	char *path;    /* its absolute path there: that of a library's link, on either side of
	                * merged /usr */
};

/* Fills in `n` wanted files from the indexes in the cache; with `download`, missing,
 * damaged or old indexes are fetched first if the network may be used; without it, a damaged one
 * counts as missing then. Of several packages that
 * have a file: the one that has it where the loader looks, then not -dev, -dbg,
 * -dbgsym, -cross or -udeb, then the shortest name, then the first. It is not an error if the
 * archive has no such indexes or cannot be reached; it is one if a cached index is damaged and
 * the network may not be used (STATUS_UNTRUSTED), or after an interruption (STATUS_FATAL). What
 * was found before the error stays in `wanted`. plan_open() is enough: the plan need not be
 * resolved. */
int who_has(struct plan *plan, struct wanted_file *wanted, size_t n, bool download, struct err *err);

/* Whether the source has this package itself, not only a provider. False also if the source
 * fails. */
bool who_has_package(struct plan *plan, const char *package);

void wanted_file_release(struct wanted_file *wanted);

#endif
