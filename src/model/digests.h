/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The SHA-256 digests of bodies, each computed when it is first asked for. Bodies are told apart
 * by where they lie in memory, so a body must stay where it is, unchanged, as long as this.
 * Initialise it with zeros. */
#ifndef MODEL_DIGESTS_H
#define MODEL_DIGESTS_H

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

struct digests {
	struct map by_place;
	struct arena arena;
};

/* In lower-case hexadecimal; it belongs to `digests`. */
const char *digests_sha256(struct digests *digests, struct str body);
void digests_release(struct digests *digests);

#endif
