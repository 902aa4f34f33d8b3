/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command why: the shortest chain from the request to a package, with what
 * the alternatives on the way would have cost; or what would bring it in. */
#ifndef WHY_H
#define WHY_H

#include "plan/plan.h"

/* Prints the answer about options->arguments.at[0], a package or an absolute path, for which it
 * makes the image without writing it. STATUS_FATAL if neither is known; else the status of
 * plan_make(), build_read() or who_has(). */
int why(const struct options *options, const struct setting *setting, struct err *err);

#endif
