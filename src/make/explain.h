/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds what would bring what the errors of a build's gate miss, and stores it in
 * finding->package: a file that a rule left out, a dependency that was cut, a package of
 * the archive. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "make/pipeline.h"

/* Call the functions in this order, after gate_accept(). First, what this run knows by itself. */
void explain_here(struct build *build);
/* Looks the rest up in the archive's lists of files: those in the cache or, with
 * `download`, those that are fetched for it. Errors are those of who_has(). */
int explain_listed_files(struct build *build, bool download, struct err *err);
/* Whether a library is missing for which no package is known yet. */
bool explain_lacks_library(const struct build *build);
/* Guesses packages for such libraries by their usual names. */
void explain_by_name(struct build *build);

#endif
