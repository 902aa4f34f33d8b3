/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/closure: held libraries that something kept is linked with, by
 * the DT_NEEDED entries of ELF files. */
#ifndef STAGE_CLOSURE_NEEDED_H
#define STAGE_CLOSURE_NEEDED_H

#include <stdbool.h>

#include "model/fileset.h"

struct needed {
	struct map libraries; /* last part of a path → struct library * */
	bool *seen;           /* [n]: whether all[n] was read */
};

/* Looks for held libraries among all[n]. */
void needed_open(struct needed *needed, struct member **all, size_t n);
/* Takes the hold off every library of a name that a kept file newly met among
 * all[n] asks for, in whatever folder: rather one too many. Whether it did. A
 * file that cannot be read needs nothing. */
bool needed_settle(struct needed *needed, struct member **all, size_t n);
void needed_release(struct needed *needed);

#endif
