/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to model/profile: the stanzas that describe one object, which the first field
 * names, and their helpers. Functions that return int return 0, or -1 with r->err set: STATUS_FATAL
 * with file, line and column. */
#ifndef MODEL_PROFILE_OBJECT_H
#define MODEL_PROFILE_OBJECT_H

#include "model/profile_read.h"

/* Checks that every field is in `known`, which ends in NULL, or a condition. */
int object_check(struct profile_reader *r, const char *const *known);
/* The text of a field, in the profile's arena; NULL if absent. */
const char *object_text(struct profile_reader *r, const char *name);
/* Reads a number of at most `most` in base 8 or 10; if the field is absent, *out is unchanged. */
int object_number(struct profile_reader *r, const char *name, int base, uint32_t most, uint32_t *out);
/* Reads an absolute path inside the image and stores its normal form, in the profile's arena. */
int object_path(struct profile_reader *r, const struct deb822_field *field, const char **out);

/* Each reads a stanza and, unless r->dry, puts its object into the profile. Text is in the
 * profile's arena in any case. */
/* profile_account.c */
int read_account(struct profile_reader *r);
int read_group(struct profile_reader *r);
/* profile_path.c */
int read_path(struct profile_reader *r);
int read_copy(struct profile_reader *r);

#endif
