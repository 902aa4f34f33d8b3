/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command plan. */
#ifndef COMMAND_PLAN_H
#define COMMAND_PLAN_H

#include "base/err.h"
#include "plan/plan.h"

/* Prints the plan of each architecture when all are made; with --all, calls plan_all(). The status
 * is that of plan_make() or, with --scripts, of build_read(). */
int plan_packages(const struct options *options, const struct setting *setting, struct err *err);

#endif
