/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan beside what apt would install. */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include <jansson.h>

#include "plan/plan.h"

/* {"packages", "installed_size", "only_apt": [names], "only_here": [names]}; or {"error"}: why
 * apt finds no way. */
json_t *comparison_facts(const struct plan *plan, const struct universe *apt);
json_t *comparison_failed_facts(const struct err *why);
/* `plan`: the document of the plan, which has the comparison as "apt"; nothing if it has none. */
void comparison_text(const json_t *plan, struct buf *out);

#endif
