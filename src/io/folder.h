/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directories of the host in which others may have put what they like: each name is taken from a
 * descriptor of the directory above it, and no symlink is followed. */
#ifndef IO_FOLDER_H
#define IO_FOLDER_H

#include "base/str.h"

/* Opens the directory at `path`, part by part, from the one that `fd` is; empty parts are passed
 * over. Takes over `fd` and returns the new descriptor; -1 with errno, which is ELOOP or ENOTDIR
 * where a part is a symlink or not a directory. *failed, which may be NULL: that part of `path`. */
int folder_descend(int fd, const char *path, struct str *failed);

/* Calls `entry` for each name in an open directory but "." and "..", in no order, until one call
 * does not return 0. Returns what that call did, else 0; -1 with errno where the directory
 * cannot be read. `fd` stays open. */
int folder_each(int fd, int (*entry)(void *context, const char *name), void *context);

#endif
