/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One package of the archive as a request of its own. */
#ifndef REPORT_PLAN_ALL_H
#define REPORT_PLAN_ALL_H

#include <jansson.h>

#include "base/str.h"
#include "model/universe.h"
#include "stage/solve/each.h"

/* `reasons` explains, one reason per line, why a package has no solution; it is ignored if it has one. */
json_t *plan_all_facts(const struct package *package, const struct each_result *result, struct str reasons);
/* One line: package, version, smallest installed size in bytes, number of packages, "optimal" or
 * "bound"; or "unsolvable" and the reasons. */
void plan_all_text(const json_t *facts, struct buf *out);

#endif
