/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile, resolved, with the place where each line comes from. */
#ifndef PROFILE_SHOW_H
#define PROFILE_SHOW_H

#include <jansson.h>

#include "base/str.h"
#include "model/profile.h"

/* For people: "FIELD: VALUE   # PLACE". */
void profile_show(const struct profile *profile, struct buf *out);
json_t *profile_json(const struct profile *profile);

#endif
