/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of profiles: an array, one document for each. */
#ifndef REPORT_PROFILES_H
#define REPORT_PROFILES_H

#include <jansson.h>

#include "base/str.h"
#include "model/profile_find.h"

/* One that cannot be read has no description (NULL); `wrong` says why, and is NULL otherwise. */
json_t *profiles_entry_facts(const struct profile_found *found, const char *description, const char *wrong);
/* `list`: the array of these. */
void profiles_text(const json_t *list, struct buf *out);

#endif
