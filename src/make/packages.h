/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of the chosen packages: obtains them and reads each package once.
 *
 * Order: packages_fetch(), packages_read(); both again for another plan. At the end:
 * packages_forget(). Once a plan was loaded again, the package pointers of build->package are
 * invalid until packages_read(); do not call packages_find() or packages_have() meanwhile. */
#ifndef PACKAGES_H
#define PACKAGES_H

#include <stdbool.h>

#include "make/pipeline.h"

/* Obtains what holds the files of the chosen packages. If the archive has replaced files
 * since the lists were fetched, it updates the lists and loads the plan again, once. Errors are
 * those of plan_describe(), files_source.obtain() and plan_load(). */
int packages_fetch(struct build *build, struct err *err);
/* Reads the files of the chosen packages into build->package and build->left_out. What an
 * earlier call has read is used again where packages and rules are the same. On error both are
 * empty, and what was read earlier is released. Errors are those of files_source.read(). */
int packages_read(struct build *build, struct err *err);
/* Releases build->package. Members in build->files and paths in build->left_out refer to it: do not
 * read them afterwards. */
void packages_forget(struct build *build);

/* The index in build->package of the package that has this name; build->packages where none. */
size_t packages_find(const struct build *build, const char *name);
bool packages_have(const struct build *build, const char *name);

#endif
