/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files that --sbom names, which are put in place together with the outputs. */
#ifndef SBOM_FILES_H
#define SBOM_FILES_H

#include "make/pipeline.h"
#include "io/hash.h"
#include "out/out_file.h"

/* One that is being written. */
struct sbom_out {
	struct out_file file;
	uint64_t size;
	struct hash_hex sha256;
};

/* Zero-initialise it. */
struct sbom_files {
	VEC(struct sbom_out) list; /* those of the options, in order */
};

/* Refuses files that cannot be written, that are the same, or lie in one of the targets. */
int sbom_files_check(const struct options *options, const struct out_target *targets, size_t n,
		     mode_t umask, struct err *err);
/* All documents of a build: on the disk, not visible yet. */
int sbom_files_write(struct sbom_files *files, const struct build *build, struct err *err);
int sbom_files_commit(struct sbom_files *files, struct err *err);
/* Removes what was not put in place. */
void sbom_files_close(struct sbom_files *files);

#endif
