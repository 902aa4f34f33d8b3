/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads .debs, each in one pass, in worker processes: the file is hashed, then read through
 * ar, decoder, tar and filter. A worker writes records and kept
 * content to an unnamed file. The parent maps it read-only and checks every record
 * before use, because a hostile package may have taken over the worker. */
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
#include "model/filter.h"

/* What exceeds a limit is STATUS_UNTRUSTED. */
struct ingest_limits {
	struct decompress_limits decoder; /* for each member of the ar archive */
	uint64_t members;                 /* entries of one data.tar at most */
};

struct ingest_input {
	const struct package *package; /* not NULL: the .deb must have this name, version,
	                                * architecture and (unless NULL) sha256 */
	package_id id;                 /* owner of its members */
	const char *path;              /* path of the .deb */
	bool named;                    /* requested by the user: rules give way rather than empty
	                                * it (stage/ingest/spare.h) */
};

struct ingest_request {
	const struct ingest_input *input; /* [n] */
	size_t n;
	const struct filter *filter; /* of all packages: see filter_for() */
	struct ingest_limits limits;
	unsigned jobs; /* workers at a time; 0 counts as 1 */
	uint64_t memory; /* results beyond this many bytes in total go to TMPDIR */
	const volatile sig_atomic_t *interrupted; /* as in base/pool.h; may be NULL */
};

/* Identifies what ingest_run() makes of an input: the path and SHA-256 of the .deb, the digest
 * of the rules that apply to its package, and whether they may give way. Inputs with the same
 * identity have the same files. The caller frees the result. */
char *ingest_identity(const struct ingest_input *input, const struct filter *filter);

/* Fills out[n] in the order of the input, but for `identity`; the caller releases each. It need not
 * be initialised, and refers to the packages of the input, which must outlive it; on error it is
 * all zero. The status is STATUS_UNTRUSTED for a malformed package or a wrong hash, STATUS_FATAL
 * for a file that cannot be opened, no space, or after an interruption. */
int ingest_run(const struct ingest_request *request, struct package_files *out, struct err *err);

/* Appends the control stanza of a .deb to `out`, without reading its data; on error `out` is
 * unchanged. For an index of local .debs. Runs in a worker process; errors as above, but no hash is
 * checked. */
int ingest_control(const char *path, const struct ingest_limits *limits, struct buf *out,
		   struct err *err);

#endif
