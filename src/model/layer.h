/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The members of an image in groups, as the layers of a container image hold
 * them: no path but those of folders is in two, the folders above a member are
 * in its layer, a hard link has its file in the same one. */
#ifndef MODEL_LAYER_H
#define MODEL_LAYER_H

#include "base/mem.h"
#include "model/fileset.h"

struct layer {
	const char *name; /* what is in it: "libc6 2.36-9", for the image's history; UTF-8 */
	struct member **member; /* by path, in byte order */
	size_t n;
};

/* Bodies stay views of what the image's members have. */
struct layers {
	struct arena arena;      /* holds names and members */
	VEC(struct layer) layer; /* the lowest first; at least one */
};

void layers_release(struct layers *layers);

#endif
