/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directory trees of the host as targets: which may be replaced, and how one is
 * removed without following a link. */
#ifndef OUT_TREE_H
#define OUT_TREE_H

#include <stdbool.h>

#include "base/err.h"

/* The extended attribute on the root of every directory that debslim made. */
extern const char tree_mark[];

/* Refuses what may never be replaced: the root, a home directory, a mount point
 * and whatever lies above one of these. */
int tree_check_path(const char *text, struct err *err);

/* Refuses `name` in `parent` if it is there and neither an empty directory nor
 * one that debslim made; a directory of others only without `force`. */
int tree_check_target(int parent, const char *name, const char *text, bool force, struct err *err);

/* Whether nothing is in an open folder. */
bool tree_is_empty(int fd);

/* Removes a tree, or a file. Works by descriptors alone, each of which is checked when it is
 * opened, so that nothing outside is touched while other users rename, replace or add what
 * they own in there: from each directory, the root first, their rights are taken before it
 * is read. Needs few descriptors and little stack, however deep the tree is, and leaves
 * other file systems alone. All that can be removed goes; -1, with the first reason, if
 * something stays. A tree that is already gone is no error. */
int tree_remove(int parent, const char *name, struct err *err);

#endif
