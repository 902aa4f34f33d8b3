/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of the host that go into an image: Copy stanzas and --copy. Regular
 * files, folders and symlinks, which are copied as they are and never followed;
 * but the source of --copy itself, which the user named, is. Of the host's modes
 * only the owner's x is looked at; owners, times and extended attributes are not. */
#ifndef COPY_FILES_H
#define COPY_FILES_H

#include <signal.h>

#include "base/err.h"
#include "model/profile.h"
#include "stage/generate/generate.h"

struct copy_files {
	struct arena arena;
	VEC(struct copied) copied; /* folders before what is in them */
	VEC(struct str) map;       /* of large files; unmapped by the release */
	int fd;                    /* where they are, in TMPDIR; 0: nowhere yet */
	uint64_t bytes, offset;
};

/* "SRC:DEST" of --copy; STATUS_FATAL where it is not that, or SRC is neither a file
 * nor a folder. Text goes to the arena. */
int copy_item_parse(const char *text, struct arena *arena, struct copy_item *out, struct err *err);

/* Reads all that the profile copies, at most `most` bytes. STATUS_FATAL with the
 * stanza or option, the file and the reason for what cannot be read or is no file, folder or link; `out` is
 * to be released all the same. */
int copy_files_read(const struct profile *profile, uint64_t most,
		    const volatile sig_atomic_t *interrupted, struct copy_files *out, struct err *err);
void copy_files_release(struct copy_files *files);

#endif
