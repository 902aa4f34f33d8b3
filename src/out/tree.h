/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directory trees of the host as targets: checks whether one may be replaced, and
 * removes one without following links. */
#ifndef OUT_TREE_H
#define OUT_TREE_H

#include <stdbool.h>

#include "base/err.h"

/* The extended attribute on the root of every directory that debslim made. */
extern const char tree_mark[];

/* Refuses directories that must never be replaced: the root, a home directory, a mount
 * point, and directories above these. `text` is a path as the user gave it, and its links are
 * followed. STATUS_FATAL with a hint. A path that cannot be resolved, e.g. because nothing exists
 * there, is accepted: later steps report it. */
int tree_check_path(const char *text, struct err *err);

/* Refuses `name` in `parent` if it exists and is neither an empty directory nor one that
 * debslim made; a symlink is not followed. With `force`, any directory is accepted, but nothing
 * else. `text` is the target as the user gave it, for errors, which are STATUS_FATAL. */
int tree_check_target(int parent, const char *name, const char *text, bool force, struct err *err);

/* Whether an open directory is empty; false if it cannot be read. The offset of `fd` changes. */
bool tree_is_empty(int fd);

/* Removes a tree, or a file.
 *
 * It only uses descriptors, each of which is checked after opening, so that nothing
 * outside is touched while other users rename, replace or add what they own inside: from
 * every directory, starting with the root, their permissions are removed before it is
 * read. It needs few descriptors and little stack at any depth, and does not enter other
 * file systems. It removes as much as possible and returns -1 with the first reason if
 * something stays, STATUS_FATAL. A tree that does not exist is not an error. A signal does not
 * interrupt it. */
int tree_remove(int parent, const char *name, struct err *err);

#endif
