/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The maintainer scripts of a plan about which the rules alone say what becomes of them. No
 * package is opened, so a script that no Script stanza names, or one of which a stanza only
 * skips some commands, is not among them; `plan --scripts` reads those. */
#ifndef SCRIPTS_AT_HAND_H
#define SCRIPTS_AT_HAND_H

#include "plan/plan.h"
#include "stage/maintscript/maintscript.h"

/* Appends one entry for each such script of a chosen package that `out` does not have yet. Text
 * stays the plan's; `out` is all zero, or what this function made. Always returns 0. */
int scripts_at_hand(struct plan *plan, struct maintscript_report *out, struct err *err);

#endif
