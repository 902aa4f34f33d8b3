/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command why: the shortest chain from the request to a package, with what
 * the alternatives on the way would have cost; or what would bring it in. */
#ifndef WHY_H
#define WHY_H

#include "plan/plan.h"

int why(const struct options *options, const struct setting *setting, struct err *err);

#endif
