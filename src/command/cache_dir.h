/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where lists and packages are kept. */
#ifndef COMMAND_CACHE_DIR_H
#define COMMAND_CACHE_DIR_H

#include "plan/options.h"

/* Makes the cache and returns its real path (the caller frees); NULL on error. One that the
 * user names (--cache-dir, XDG_CACHE_HOME) must be usable; the default gives way to a private
 * directory in TMPDIR, with a note. */
char *cache_dir_make(const struct options *options, struct err *err);

#endif
