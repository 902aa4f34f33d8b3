/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of the host: reads whole small files, such as data files or files that an option
 * names, and makes directories. */
#ifndef IO_FILE_H
#define IO_FILE_H

#include "base/err.h"
#include "base/str.h"

/* Replaces the content of `out` with that of a regular file, NUL-terminated; links are
 * followed. A larger file than `most` bytes is an error. Errors are STATUS_FATAL and
 * begin with the path; then `out` may hold part of the file. `out` is zeroed or in use
 * before; the caller releases it in any case. */
int file_read(const char *path, size_t most, struct buf *out, struct err *err);

/* Makes a directory and its missing parents, with mode 0755 less the umask; `path` is not empty. An
 * existing directory, or a link to one, is not an error; anything else at the path is:
 * STATUS_FATAL. After an error some of the parents may have been made. */
int file_make_dirs(const char *path, struct err *err);

#endif
