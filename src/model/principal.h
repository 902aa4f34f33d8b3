/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom a container runs as: the user of an image configuration ("UID", "UID:GID",
 * "NAME" or "NAME:GROUP"), looked up in the image's passwd(5) and group(5) as
 * container run times do. */
#ifndef MODEL_PRINCIPAL_H
#define MODEL_PRINCIPAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"

struct principal {
	bool known; /* false: the image has no such user or group */
	uint32_t uid;
	VEC(uint32_t) gid; /* the primary group first */
};

/* `passwd` and `group` are the files' texts, or empty. To be released in any case. */
void principal_find(const char *user, struct str passwd, struct str group, struct principal *out);
bool principal_has_group(const struct principal *principal, uint32_t gid);
void principal_release(struct principal *principal);

#endif
