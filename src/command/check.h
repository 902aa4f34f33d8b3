/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command check: the gate over a finished target, whoever made it. */
#ifndef CHECK_H
#define CHECK_H

#include "plan/options.h"
#include "plan/plan.h"

/* Prints what the gate finds in the target options->arguments.at[0], for each image in it.
 * STATUS_CHECK, after all is printed, if an error is left that nothing accepts or, with --strict,
 * if an --allow matches nothing; else the status of in_open(). */
int check(const struct options *options, const struct setting *setting, struct err *err);

#endif
