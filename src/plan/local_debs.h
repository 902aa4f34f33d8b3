/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --debs: makes an index of local .debs, so that they join the archive like any other source. */
#ifndef LOCAL_DEBS_H
#define LOCAL_DEBS_H

#include "base/err.h"
#include "base/mem.h"
#include "stage/ingest/ingest.h"

/* Writes a Packages index of .deb files, and of the *.deb in directories by name, to a
 * new file in `dir`, which must exist. The caller unlinks and frees *path, which an error leaves
 * as it is. The control stanza of each .deb is read in a worker process and checked:
 * STATUS_UNTRUSTED if it is malformed. STATUS_FATAL for a directory without any. */
int local_debs_index(const struct names *from, const char *dir, const struct ingest_limits *limits,
		     char **path, struct err *err);

#endif
