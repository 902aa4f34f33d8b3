/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside model/profile: the stanzas that stand for an object, and what they
 * share. The first field of the stanza names it. */
#ifndef MODEL_PROFILE_OBJECT_H
#define MODEL_PROFILE_OBJECT_H

#include "model/profile_read.h"

/* That all fields are in `known` (NULL-terminated) or conditions. */
int object_check(struct profile_reader *r, const char *const *known);
/* NULL where it is absent. */
const char *object_text(struct profile_reader *r, const char *name);
/* *out stays as it is where it is absent. */
int object_number(struct profile_reader *r, const char *name, int base, uint32_t most, uint32_t *out);
/* An absolute path inside the image, in normal form. */
int object_path(struct profile_reader *r, const struct deb822_field *field, const char **out);

/* profile_account.c */
int read_account(struct profile_reader *r);
int read_group(struct profile_reader *r);
/* profile_path.c */
int read_path(struct profile_reader *r);
int read_copy(struct profile_reader *r);

#endif
