/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directories of Debian's PATH, in which execvp(3) looks for a command in an image. */
#ifndef MODEL_EXEC_PATH_H
#define MODEL_EXEC_PATH_H

#include <stdbool.h>

#include "model/fileset.h"

/* Whether a path, in normal form, lies directly in one of those directories. */
bool exec_path_holds(const char *path);
/* The executable that a command without a slash starts, all links followed; NULL if there is none. */
const struct member *exec_path_find(const struct fileset *files, struct str command);

#endif
