/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects the path rules of a plan in their order: parts of packages, the shipped size
 * rules, those of the profile, those of the command line. */
#ifndef FILTER_PLAN_H
#define FILTER_PLAN_H

#include "plan/plan.h"
#include "model/filter.h"

/* Fills `out`, which must be all zero and which the caller releases; make it again after
 * plan_load(). Text stays the plan's, which must outlive it. With --raw only the command line
 * counts. */
void filter_plan(const struct plan *plan, struct filter *out);
/* Loads the plan again, and makes the filter anew, since another value of a rule may be in force.
 * The errors are those of plan_load(). */
int filter_plan_again(struct plan *plan, struct filter *filter, struct err *err);

#endif
