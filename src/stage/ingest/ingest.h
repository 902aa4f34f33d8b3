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
#include "model/left_out.h"
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

struct control_file {
	const char *name; /* "control", "md5sums", "postinst" … */
	struct str body;
};

/* What one .deb gave. Text and bodies are views of `map`. */
struct ingested {
	const struct ingest_input *input;
	VEC(struct member) member;        /* kept and held ones, in archive order */
	VEC(struct control_file) control; /* regular files of control.tar */
	struct left_out_list left_out; /* members that rules left out, in archive order */
	uint64_t *spared; /* [filter->names.n]: bytes that each rule would have taken, had it not given way */
	struct str list; /* where asked for: what dpkg keeps as NAME.list, "/path" of every member, left
			    out ones too, one a line in the order of the archive, symlinks last; "/."
			    for the root */
	void *map;
	size_t map_size;
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
int ingest_run(const struct ingest_request *request, struct ingested *out, struct err *err);
void ingested_release(struct ingested *ingested);

/* The control stanza of a .deb alone (for an index of local .debs), read in a
 * worker process. `out` gets the text of `control`. */
int ingest_control(const char *path, const struct ingest_limits *limits, struct buf *out,
		   struct err *err);

#endif
