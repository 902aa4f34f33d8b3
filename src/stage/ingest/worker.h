/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What runs in a worker process: one .deb in, one result file
 * (stage/ingest/record) out. Internal to stage/ingest. */
#ifndef STAGE_INGEST_WORKER_H
#define STAGE_INGEST_WORKER_H

#include "stage/ingest/ingest.h"

struct ingest_job {
	const char *path;
	const struct package *package; /* what it must be; NULL: anything */
	const struct filter *filter;   /* NULL: only the control stanza is wanted */
	struct ingest_limits limits;
	bool named; /* asked for: rules give way before it is emptied */
	bool list; /* the names of all members are wanted */
};

/* Reads the .deb and writes the result to the descriptor. Malformed packages
 * and wrong hashes are STATUS_UNTRUSTED. Gives up the rights of the process. */
int ingest_work(const struct ingest_job *job, int result, struct err *err);

#endif
