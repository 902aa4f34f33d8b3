/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan --all: every package of the archive as a request of its own. */
#ifndef PLAN_ALL_H
#define PLAN_ALL_H

#include "plan/plan.h"

/* One line each, by name: package, version, smallest installed size in bytes,
 * number of packages, "optimal" or "bound"; or "unsolvable" and the reasons.
 * With --json one array of objects. Solved in worker processes. That a package is unsolvable is no
 * error. */
int plan_all(const struct options *options, const struct setting *setting, struct err *err);

#endif
