/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to make/needs: one function for each kind of need. Each asks the plan for what is
 * missing, and returns whether the plan asks for more now. */
#ifndef NEEDS_PARTS_H
#define NEEDS_PARTS_H

#include "make/pipeline.h"

bool needs_of_cuts(struct build *build);
bool needs_of_scripts(struct build *build);
bool needs_of_commands(struct build *build);
bool needs_of_data(struct build *build);

#endif
