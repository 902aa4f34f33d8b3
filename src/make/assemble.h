/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the members of packages to those of the image: composed, completed by what
 * scripts would have left, settled. */
#ifndef ASSEMBLE_H
#define ASSEMBLE_H

#include "make/pipeline.h"

/* Fills build->files with what is kept, and build->uses with what that uses. */
int assemble(struct build *build, struct err *err);
/* Before it is done again. */
void assemble_forget(struct build *build);
/* Once nothing more is needed: makes what depends on all files, and lists them in build->member. */
int assemble_finish(struct build *build, struct err *err);

#endif
