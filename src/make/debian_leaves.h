/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distinguishes what Debian itself leaves dangling from what this image lacks: a file of
 * a package that uses what none of the package's dependencies brings, because the
 * package that does is only recommended or suggested. A real installation may lack it as
 * well, so the image is not refused. */
#ifndef DEBIAN_LEAVES_H
#define DEBIAN_LEAVES_H

#include "make/pipeline.h"

/* Turns such errors of build->gate into notes and puts the reason into finding->package. Call it
 * after explain_here(): an error whose finding->package is set, because a rule, a cut or an option
 * left the file out, stays an error. */
void debian_leaves(struct build *build);

#endif
