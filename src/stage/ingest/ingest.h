/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads .debs in one pass each, in worker processes on all cores: the file is
 * hashed, then ar → decoder → tar → filter → result. A worker leaves records
 * and kept bytes in a file without a name; the parent maps it read-only and
 * checks every record before use, as if a stranger had written it. */
#ifndef STAGE_INGEST_INGEST_H
#define STAGE_INGEST_INGEST_H

#include <signal.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/decompress.h"
#include "model/fileset.h"
#include "model/package_files.h"
#include "model/universe.h"
#include "stage/filter.h"

struct ingest_limits {
	struct decompress_limits decoder; /* for each member of the ar */
	uint64_t members;                 /* entries in one data.tar */
};

struct ingest_input {
	const struct package *package; /* name, version, architecture, sha256: the .deb's must match */
	package_id id;                 /* becomes the owner of its members */
	const char *path;              /* the .deb */
	bool named;                    /* asked for: rules give way before it is emptied */
};

struct ingest_request {
	const struct ingest_input *input;
	size_t n;
	const struct filter *filter;
	struct ingest_limits limits;
	unsigned jobs;
	bool list;       /* the names of all members are wanted */
	uint64_t memory; /* results above this many bytes in all go to TMPDIR */
	const volatile sig_atomic_t *interrupted;
};

/* Fills out[n], in the order of the input. On error nothing is left in it. */
int ingest_run(const struct ingest_request *request, struct package_files *out, struct err *err);

/* The control stanza of a .deb alone (for an index of local .debs), read in a
 * worker process. `out` gets the text of `control`. */
int ingest_control(const char *path, const struct ingest_limits *limits, struct buf *out,
		   struct err *err);

#endif
