/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --status and --from: what dpkg has recorded as installed, as an index of
 * packages. */
#ifndef DPKG_STATUS_H
#define DPKG_STATUS_H

#include "base/err.h"
#include "base/str.h"

struct dpkg_status {
	char *name;         /* what was read, for errors */
	struct buf index;   /* a Packages index of what is installed */
	char *architecture; /* the only one besides "all", or NULL */
	char *suite;        /* codename that the root itself names, or NULL */
};

/* `file`: a status file as dpkg(1) keeps it; or, where that is NULL, `root`: a
 * folder with var/lib/dpkg/status, with var/lib/dpkg/status.d, or both. No link
 * below `root` is followed. Stanzas of status.d have no Status and count as
 * installed. What is not installed or only configured is left out; what is in
 * between is refused by name, STATUS_FATAL. */
int dpkg_status_read(const char *file, const char *root, struct dpkg_status *out, struct err *err);
void dpkg_status_release(struct dpkg_status *status);

#endif
