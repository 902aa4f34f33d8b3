/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --debs: an index of local .debs, so that they join the archive like any
 * other source. */
#ifndef LOCAL_DEBS_H
#define LOCAL_DEBS_H

#include "base/err.h"
#include "base/mem.h"
#include "stage/ingest/ingest.h"

/* Writes a Packages index of the files and folders (their *.deb, by name) to a
 * new file in `dir`; *path is freed and unlinked by the caller. The control
 * stanza of each is read in a worker process and checked. */
int local_debs_index(const struct names *from, const char *dir, const struct ingest_limits *limits,
		     char **path, struct err *err);

#endif
