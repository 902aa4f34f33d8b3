/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/ingest: the code of a worker process, which reads one .deb and
 * writes one result file (stage/ingest/record.h). The result depends on nothing but the
 * bytes of the .deb, the rules for its package, and `named`; ingest_identity() says which
 * results are the same. */
#ifndef STAGE_INGEST_WORKER_H
#define STAGE_INGEST_WORKER_H

#include "stage/ingest/ingest.h"

struct ingest_job {
	const char *path;
	const struct package *package; /* what the .deb must be; NULL: anything */
	const struct filter *rules;    /* those of this package (filter_for()), which stay as
	                                * they are; NULL: read only the control stanza */
	struct ingest_limits limits;
	bool named; /* requested by the user: see stage/ingest/spare.h */
};

/* Reads the .deb and writes the result to the descriptor, which stays the caller's.
 * STATUS_UNTRUSTED for a malformed package or a wrong hash, STATUS_FATAL if the path is no regular
 * file that can be opened, or the result cannot be written. Confines the calling process for good
 * (sandbox_enter()). */
int ingest_work(const struct ingest_job *job, int result, struct err *err);

#endif
