/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What would bring what the errors of a build's gate miss, into finding->package:
 * a file that a rule left out, a dependency that was cut, a package of the archive. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "make/pipeline.h"

/* In the order in which they are asked. What this run knows by itself: */
void explain_here(struct build *build);
/* The archive's lists of files, for all that is left: those that are kept. With `download` those
 * that are fetched for it. */
int explain_listed_files(struct build *build, bool download, struct err *err);
/* Whether a library is missing of which no package is known yet. */
bool explain_lacks_library(const struct build *build);
/* Packages that are named as that of such a library would be. */
void explain_by_name(struct build *build);

#endif
