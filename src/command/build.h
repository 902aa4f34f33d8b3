/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command build. */
#ifndef BUILD_H
#define BUILD_H

#include "base/err.h"
#include "plan/options.h"
#include "plan/plan.h"

/* Once for each architecture: each into targets of its own, or all into those that
 * the options name. */
int build(const struct options *options, const struct setting *setting, struct err *err);

#endif
