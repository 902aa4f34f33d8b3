/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/maintscript: the commands of sed(1), as GNU has them, on text that is known. */
#ifndef STAGE_MAINTSCRIPT_SED_H
#define STAGE_MAINTSCRIPT_SED_H

#include <stdbool.h>

#include "base/str.h"

/* Appends to `out` what sed prints for the input. False if a command is not one of s, d, p, a, i,
 * c and {}, if its form is not understood, or if a line or the output is too long; `out` may then hold a part. `quiet` is sed's -n,
 * `extended` its -E. */
bool sed_edit(struct str script, struct str input, bool quiet, bool extended, struct buf *out);

#endif
