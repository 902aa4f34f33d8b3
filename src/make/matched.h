/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds options that match nothing in a build whose image is assembled. */
#ifndef MATCHED_H
#define MATCHED_H

#include "make/pipeline.h"
#include "plan/unmatched.h"

/* Adds globs of paths (those of the profile, too), settings of --rule, and packages. */
void matched_find(const struct build *build, struct unmatched *out);
/* Adds each --allow that matches no finding of a gate. */
void matched_allow(const struct options *options, const struct gate *gate, struct unmatched *out);

#endif
