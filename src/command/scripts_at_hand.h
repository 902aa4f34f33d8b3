/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maintainer scripts of a plan, as far as they can be known without a download:
 * those of .debs that are here (--debs, --pool, the cache), read on an image of
 * which no file is known, and those that the rules name. */
#ifndef SCRIPTS_AT_HAND_H
#define SCRIPTS_AT_HAND_H

#include "plan/plan.h"
#include "stage/maintscript/maintscript.h"

int scripts_at_hand(struct plan *plan, struct maintscript_report *out, struct err *err);

#endif
