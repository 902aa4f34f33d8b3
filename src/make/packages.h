/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of the chosen packages: downloaded, then read, each .deb once. */
#ifndef PACKAGES_H
#define PACKAGES_H

#include <stdbool.h>

#include "make/pipeline.h"

/* Downloads what is chosen; build->input names it. */
int packages_fetch(struct build *build, struct err *err);
/* Reads what was fetched. */
int packages_read(struct build *build, struct err *err);
/* Before other packages are chosen: what was read is put aside, to be used again. */
void packages_keep(struct build *build);
void packages_forget(struct build *build);

/* The index in build->input of the package that has this name; build->input.n where none. */
size_t packages_find(const struct build *build, const char *name);
bool packages_have(const struct build *build, const char *name);

#endif
