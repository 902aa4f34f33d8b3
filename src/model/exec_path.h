/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks commands up in an image as execvp(3) does with Debian's PATH and, after it, /busybox,
 * which stage/generate makes. */
#ifndef MODEL_EXEC_PATH_H
#define MODEL_EXEC_PATH_H

#include <stdbool.h>

#include "model/fileset.h"

/* Whether a path in normal form is directly in one of the directories of PATH. */
bool exec_path_holds(const char *path);
/* The executable file that a command without a slash starts, with all links followed;
 * NULL if there is none. It may be held. */
const struct member *exec_path_find(const struct fileset *files, struct str command);

#endif
