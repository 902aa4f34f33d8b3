/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The path rules of a run, in their order: parts of packages, the shipped size
 * rules, the profile's, those of the command line. */
#ifndef FILTER_PLAN_H
#define FILTER_PLAN_H

#include "plan/plan.h"
#include "stage/filter.h"

/* Text stays the plan's. With --raw only the command line counts. */
void filter_plan(const struct plan *plan, struct filter *out);

#endif
