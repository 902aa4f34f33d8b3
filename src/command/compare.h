/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan --compare apt: the same request as apt itself would meet it, without
 * Recommends, on an empty system. */
#ifndef COMPARE_H
#define COMPARE_H

#include <jansson.h>

#include "plan/plan.h"

struct comparison;

/* NULL on error. It looks at the plan, which must outlive it. */
struct comparison *compare_with_apt(const struct plan *plan, struct err *err);
void comparison_freep(struct comparison **comparison); /* for CLEANUP; NULL is fine */

/* {"packages", "installed_size", "only_apt": [names], "only_here": [names]}, or
 * {"error": why apt finds no way}. */
json_t *comparison_json(const struct comparison *comparison);
void comparison_add_text(const struct comparison *comparison, struct buf *out);

#endif
