/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What would bring what the errors of a build's gate miss, into finding->package:
 * a file that a rule left out, a dependency that was cut, a package of the archive. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "build/pipeline.h"

/* Asks the source for packages, and for the archive's lists of files if need be. */
int explain(struct build *build, struct err *err);

#endif
