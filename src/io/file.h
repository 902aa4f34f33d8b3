/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole small files of the host: data files, options that name a file. */
#ifndef IO_FILE_H
#define IO_FILE_H

#include "base/err.h"
#include "base/str.h"

/* Reads all of a regular file into `out`; more than `most` bytes is an error. */
int file_read(const char *path, size_t most, struct buf *out, struct err *err);

/* Makes a folder and its missing parents, mode 0755 less the umask. */
int file_make_dirs(const char *path, struct err *err);

#endif
