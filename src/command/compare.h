/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan --compare apt: the same request as apt itself would meet it, without
 * Recommends, on an empty system. */
#ifndef COMPARE_H
#define COMPARE_H

#include <jansson.h>

#include "plan/plan.h"

/* The facts of report/compare.h about a loaded plan; NULL on error. That apt finds no solution is a
 * fact, not an error. */
json_t *compare_with_apt(const struct plan *plan, struct err *err);

#endif
