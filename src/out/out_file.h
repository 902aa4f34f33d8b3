/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file as a target: it is written beside the target under a temporary name, made
 * durable, and renamed over it.
 *
 * Usage: out_file_open(), write to `fd`, out_file_finish(), out_file_commit(), and
 * out_file_close() in any case. For standard output, finish and commit do nothing. */
#ifndef OUT_OUT_FILE_H
#define OUT_OUT_FILE_H

#include <sys/types.h>

#include "base/err.h"

struct out_file {
	const char *path; /* as given; "-" is standard output */
	mode_t mode;      /* of the finished file */
	int parent;      /* descriptor of its directory; -1 for standard output */
	char *name;      /* name in that directory; NULL for standard output */
	char *temporary; /* temporary name there; NULL once renamed, and for standard output */
	int fd;          /* write to this descriptor; out_file_finish() closes it */
};

/* Opens a temporary file that only its owner may read (0600); out_file_finish() gives it the
 * mode 0666 less `umask`. `path` must outlive `file`, which need not be initialised. STATUS_FATAL
 * if the target exists and is not a regular file, or if standard output is a terminal. Call
 * out_file_close() also after an error. */
int out_file_open(struct out_file *file, const char *path, mode_t umask, struct err *err);
/* Call it once, when all is written: makes the file durable. */
int out_file_finish(struct out_file *file, struct err *err);
/* Renames the file over the target, then syncs the directory. If the rename fails, the target is
 * unchanged; if only the sync fails, it returns -1 although the new file is in place. */
int out_file_commit(struct out_file *file, struct err *err);
/* Closes and frees what `file` holds, and removes a file that was not put in place. Standard
 * output stays open. */
void out_file_close(struct out_file *file);

#endif
