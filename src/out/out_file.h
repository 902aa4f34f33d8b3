/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file as a target: written beside it under another name, made durable, renamed
 * over it. */
#ifndef OUT_OUT_FILE_H
#define OUT_OUT_FILE_H

#include <sys/types.h>

#include "base/err.h"

struct out_file {
	const char *path; /* as given; "-" is standard output */
	mode_t mode;
	int parent;      /* its folder; -1 for standard output */
	char *name;      /* in it */
	char *temporary; /* beside it; NULL once renamed */
	int fd;          /* to be written to */
};

/* `path` must outlive it. What is there and is no regular file is STATUS_FATAL, and
 * so is a terminal as standard output. out_file_close() also after an error. */
int out_file_open(struct out_file *file, const char *path, mode_t umask, struct err *err);
/* All is written: makes it durable. */
int out_file_finish(struct out_file *file, struct err *err);
/* Puts it in place. */
int out_file_commit(struct out_file *file, struct err *err);
/* Removes what was not put in place. */
void out_file_close(struct out_file *file);

#endif
