/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which options match nothing in a build whose packages have been read. */
#ifndef MATCHED_H
#define MATCHED_H

#include "make/pipeline.h"
#include "plan/unmatched.h"

/* Whether the names of all files of the packages are needed for it. */
bool matched_needs_lists(const struct plan *plan);
/* Adds globs of paths, rules of --rule and packages. */
void matched_find(const struct build *build, struct unmatched *out);
/* Adds each --allow that none of the findings of a gate is for. */
void matched_allow(const struct options *options, const struct gate *gate, struct unmatched *out);

#endif
