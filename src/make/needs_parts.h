/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to make/needs: one function for each kind of need. Each asks the plan for what is
 * missing, and returns whether the plan asks for more now. */
#ifndef NEEDS_PARTS_H
#define NEEDS_PARTS_H

#include "make/pipeline.h"

/* Puts back cuts that files contradict. */
bool needs_of_cuts(struct build *build);
/* Adds interpreters. Scripts that do without are taken out of build->files and added to
 * build->left_out and, unless the profile drops them, build->unstarted. */
bool needs_of_scripts(struct build *build);
/* Adds commands that scripts of the entry point and of units call. */
bool needs_of_commands(struct build *build);
/* Adds parts of packages, by the Data stanzas of the rules. */
bool needs_of_data(struct build *build);

#endif
