/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command build. */
#ifndef BUILD_H
#define BUILD_H

#include "base/err.h"
#include "plan/options.h"
#include "plan/plan.h"

/* Once for each architecture: each into targets of its own, or all into those that
 * the options name. With --json it prints a document in the end. The status is that of
 * build_make(), or STATUS_FATAL if a target cannot be written. After an error, targets of earlier
 * architectures may be in place. */
int build(const struct options *options, const struct setting *setting, struct err *err);

#endif
