/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The user that a container runs as: looks up the user of an image configuration ("UID",
 * "UID:GID", "NAME" or "NAME:GROUP") in passwd(5) and group(5) of the image as container
 * runtimes do. */
#ifndef MODEL_PRINCIPAL_H
#define MODEL_PRINCIPAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"

struct principal {
	bool known; /* whether the image has that user and group; a number need not be listed. If
	             * false, the ids mean nothing */
	uint32_t uid;
	VEC(uint32_t) gid; /* primary group first; 0 for a number that passwd does not list */
};

/* `passwd` and `group` are the texts of the files, or empty. `out` need not be initialised; the
 * caller releases it in any case. */
void principal_find(const char *user, struct str passwd, struct str group, struct principal *out);
bool principal_has_group(const struct principal *principal, uint32_t gid);
void principal_release(struct principal *principal);

#endif
