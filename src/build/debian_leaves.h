/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Debian itself leaves so: files of a package that use what none of its dependencies
 * brings, because what does is only recommended or suggested. A real installation may lack it,
 * too, so it is no reason to refuse an image. */
#ifndef DEBIAN_LEAVES_H
#define DEBIAN_LEAVES_H

#include "build/pipeline.h"

/* Makes notes of such errors of build->gate, and says in finding->package why. What a rule, a cut
 * or an option has left out stays an error: finding->package names it already. */
void debian_leaves(struct build *build);

#endif
