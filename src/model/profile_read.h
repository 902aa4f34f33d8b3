/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside model/profile: turns one stanza into changes of a profile. */
#ifndef MODEL_PROFILE_READ_H
#define MODEL_PROFILE_READ_H

#include "fmt/deb822.h"
#include "model/profile.h"

/* Applies every field of a Profile or Match stanza; `skip` names fields that
 * the caller has dealt with, NULL-terminated. */
int profile_apply_fields(struct profile *profile, const struct deb822 *file,
			 const struct deb822_stanza *stanza, const char *const *skip,
			 struct err *err);

/* Account, Group, Path and Part stanzas; a later one of the same name replaces
 * an earlier one in its place. *known says whether it was one of these. */
int profile_apply_object(struct profile *profile, const struct deb822 *file,
			 const struct deb822_stanza *stanza, bool *known, struct err *err);

#endif
