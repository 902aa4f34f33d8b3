/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/ingest: decides which rules give way so that a requested package is
 * not emptied; a translation package without translations would be useless. Rules about
 * documentation and exclusions of the user never give way (path_rule.firm). */
#ifndef STAGE_INGEST_SPARE_H
#define STAGE_INGEST_SPARE_H

#include "model/filter.h"
#include "stage/ingest/plan.h"

/* While rules take more than 90 % of the bytes that the firm ones leave, the rule that
 * takes most gives way: spared[rule] is set to the bytes that it would have taken. The
 * caller zeroes spared[filter->names.n]. Returns whether any rule gives way. Changes neither plan
 * nor filter; call it after ingest_plan_look(). */
bool spare_rules(const struct ingest_plan *plan, const struct filter *filter, uint64_t *spared);

#endif
