/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rules give way to a package that was asked for, so that it is not emptied: a
 * translation package without translations is none. What documents a package never
 * counts, nor what the user excludes (path_rule.firm). Internal to stage/ingest. */
#ifndef STAGE_INGEST_SPARE_H
#define STAGE_INGEST_SPARE_H

#include "stage/filter.h"
#include "stage/ingest/plan.h"

/* As long as the rules take more than 90 % of the bytes that the firm ones leave, the
 * one that takes most gives way: spared[rule] is what it would have taken, else 0.
 * spared has room for each name of the filter. Whether there is one. */
bool spare_rules(const struct ingest_plan *plan, const struct filter *filter, uint64_t *spared);

#endif
