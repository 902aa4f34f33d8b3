/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the members of packages to those of the image: composed, completed by what
 * scripts would have left, settled. */
#ifndef ASSEMBLE_H
#define ASSEMBLE_H

#include "build/pipeline.h"

/* Fills build->files and build->member. Where a script of the image needs a
 * package that is not there, it is asked for and all is done anew. */
int assemble(struct build *build, struct err *err);

#endif
