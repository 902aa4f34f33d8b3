/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command check: the gate over a finished target, whoever made it. */
#ifndef CHECK_H
#define CHECK_H

#include "plan/options.h"
#include "plan/plan.h"

int check(const struct options *options, const struct setting *setting, struct err *err);

#endif
