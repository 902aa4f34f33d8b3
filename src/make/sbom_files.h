/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of --sbom, which are put in place together with the outputs. */
#ifndef SBOM_FILES_H
#define SBOM_FILES_H

#include "make/pipeline.h"
#include "io/hash.h"
#include "out/out_file.h"

/* A file that is being written. */
struct sbom_out {
	struct out_file file;
	uint64_t size;
	struct hash_hex sha256;
};

/* Initialise it with zeros. */
struct sbom_files {
	VEC(struct sbom_out) list; /* those of the options, in order */
};

/* Refuses files of --sbom that cannot be written, that are equal, or that are inside one of the `n`
 * targets. `umask` is that of the process. */
int sbom_files_check(const struct options *options, const struct out_target *targets, size_t n,
		     mode_t umask, struct err *err);
/* Writes all documents of a build to the disk; they are not visible yet. Call it once before
 * sbom_files_close(). */
int sbom_files_write(struct sbom_files *files, const struct build *build, struct err *err);
/* Puts them in place, in order. If one fails, the earlier ones stay. */
int sbom_files_commit(struct sbom_files *files, struct err *err);
/* Removes files that were not put in place, and frees the list, which is empty afterwards. Call it
 * in any case, also after an error or a successful commit. */
void sbom_files_close(struct sbom_files *files);

#endif
