/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command plan. */
#ifndef COMMAND_PLAN_H
#define COMMAND_PLAN_H

#include "base/err.h"
#include "plan/plan.h"

int plan_packages(const struct options *options, const struct setting *setting, struct err *err);

#endif
