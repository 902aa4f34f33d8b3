/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads directories of the host that other users may have filled. Each name is looked up from a
 * descriptor of the directory above it, and no symlink is followed. */
#ifndef IO_DIRECTORY_H
#define IO_DIRECTORY_H

#include "base/str.h"

/* Opens the directory at `path` below the directory `fd`, one component after the other (".." is
 * followed: the caller refuses it); empty components are skipped. Takes over `fd`, also on error,
 * and returns the new descriptor (`fd` itself if `path` has no component), or -1 with errno (ELOOP
 * or ENOTDIR if a component is a symlink or not a directory). A negative `fd` is returned as it
 * is, with errno unchanged. If a component cannot be opened, *failed, unless `failed` is NULL, is
 * set to it, as a view of `path`. */
int directory_descend(int fd, const char *path, struct str *failed);

/* Calls `entry` for each name in an open directory except "." and "..", in no particular order,
 * until a call returns something other than 0. Returns that value, 0 after the last name, or -1
 * with errno if the directory cannot be read. It starts at the first name, wherever the offset of
 * `fd` is; `fd` stays open, but its offset changes. `name` is valid only during the call.
 * `entry` should return a positive number to stop early. */
int directory_each(int fd, int (*entry)(void *context, const char *name), void *context);

#endif
