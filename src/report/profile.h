/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile, resolved, with the place where each line comes from. */
#ifndef REPORT_PROFILE_H
#define REPORT_PROFILE_H

#include <jansson.h>

#include "base/str.h"
#include "model/profile.h"

json_t *profile_facts(const struct profile *profile);
/* As a file would have it: "FIELD: VALUE   # PLACE". */
void profile_text(const json_t *facts, struct buf *out);

#endif
