/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides about held members: those that the rules leave out unless something
 * that is kept needs them. A folder is needed by what is in it, a link's target
 * by the link (copyright links above all), a library by what is linked with it;
 * an excluded doc link is kept when it leads to something that is. */
#ifndef STAGE_CLOSURE_H
#define STAGE_CLOSURE_H

#include "model/fileset.h"
#include "model/left_out.h"

/* Leaves only what is kept; the rest goes to `left_out`, whose paths belong to `files`. */
void closure_settle(struct fileset *files, struct left_out_list *left_out);

#endif
