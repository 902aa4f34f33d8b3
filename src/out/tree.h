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

/* Removes a tree. Follows no link, leaves other file systems alone, makes folders
 * without permissions removable. */
int tree_remove(int parent, const char *name, struct err *err);

#endif
