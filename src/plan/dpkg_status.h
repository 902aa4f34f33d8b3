/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --status and --from: reads what dpkg has recorded as installed, as an index of packages. */
#ifndef DPKG_STATUS_H
#define DPKG_STATUS_H

#include "base/err.h"
#include "base/str.h"

struct dpkg_status {
	char *name;         /* path of what was read, for errors */
	struct buf index;   /* a Packages index of what is installed */
	char *architecture; /* the only architecture other than "all", or NULL */
	char *suite;        /* codename in os-release of the root, or NULL */
};

/* Reads a status file of dpkg(1) or, if `file` is NULL, the root directory `root` with
 * var/lib/dpkg/status, var/lib/dpkg/status.d, or both. No link below `root` is followed.
 * Stanzas of status.d have no Status and count as installed. Packages that are not
 * installed, or of which only configuration files are left, are skipped. Every error is
 * STATUS_FATAL; it is one if a package is in a state between, and if none is installed. `out` need
 * not be initialised. */
int dpkg_status_read(const char *file, const char *root, struct dpkg_status *out, struct err *err);
void dpkg_status_release(struct dpkg_status *status);

#endif
