/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of the chosen packages: downloads the .debs and reads each once.
 *
 * Order: packages_fetch(), packages_read(). Before the plan is loaded again:
 * packages_keep(). At the end: packages_forget(). */
#ifndef PACKAGES_H
#define PACKAGES_H

#include <stdbool.h>

#include "make/pipeline.h"

/* Downloads the chosen packages and lists them in build->input. If the archive has
 * replaced files since the lists were fetched, it updates the lists and loads the plan
 * again, once. */
int packages_fetch(struct build *build, struct err *err);
/* Reads what was fetched into build->package and build->left_out. */
int packages_read(struct build *build, struct err *err);
/* Puts the packages that were read aside for packages_read(), because most of them are
 * chosen again. */
void packages_keep(struct build *build);
void packages_forget(struct build *build);

/* The index in build->input of the package that has this name; build->input.n where none. */
size_t packages_find(const struct build *build, const char *name);
bool packages_have(const struct build *build, const char *name);

#endif
