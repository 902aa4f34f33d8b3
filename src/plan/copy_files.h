/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the files of the host that are copied into an image (Copy stanzas and --copy):
 * regular files, directories and symlinks. Links are copied and never followed, except
 * the source of --copy itself, which the user named. Of the host's modes only the
 * owner's x is used; owners, times and extended attributes are ignored. */
#ifndef COPY_FILES_H
#define COPY_FILES_H

#include <signal.h>

#include "base/err.h"
#include "model/profile.h"
#include "stage/generate/generate.h"

struct copy_files {
	struct arena arena;
	VEC(struct copied) copied; /* directories precede their content */
	VEC(struct str) map;       /* large files; unmapped by copy_files_release() */
	int fd;                    /* unnamed file in TMPDIR for them; 0 if there is none yet */
	uint64_t bytes, offset;    /* of content so far; where the next large file starts in `fd` */
};

/* Parses "SRC:DEST" of --copy; text is in the arena. STATUS_FATAL if it is not of that
 * form, or SRC is neither a file nor a directory. */
int copy_item_parse(const char *text, struct arena *arena, struct copy_item *out, struct err *err);

/* Reads all that the profile copies, at most `most` bytes of content in total. STATUS_FATAL with
 * the stanza or option, the file and the reason if something cannot be read, or is not a file,
 * directory or link; also once *interrupted is set (`interrupted` may be NULL). `out` must be all
 * zero; it keeps copies, so the profile need not outlive it. The caller releases `out` also after
 * an error. */
int copy_files_read(const struct profile *profile, uint64_t most,
		    const volatile sig_atomic_t *interrupted, struct copy_files *out, struct err *err);
void copy_files_release(struct copy_files *files); /* all zero afterwards */

#endif
