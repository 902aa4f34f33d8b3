/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The members of an image grouped into the layers of a container image. Only directories
 * can be in more than one layer; a layer contains the directories above its members; a
 * hard link is in the layer of its file. */
#ifndef MODEL_LAYER_H
#define MODEL_LAYER_H

#include "base/mem.h"
#include "model/fileset.h"

struct layer {
	const char *name; /* its content, for the history of the image: "libc6 2.36-9"; UTF-8 */
	struct member **member; /* sorted by path in byte order; the array belongs to the layer */
	size_t n;
};

/* Made by layers_split() (stage/layers.h). All other members, and the content of all files, are
 * those of the image, which must outlive the layers. */
struct layers {
	struct arena arena;      /* owns the names and members that were made for the layers */
	VEC(struct layer) layer; /* lowest first; at least one */
};

void layers_release(struct layers *layers);

#endif
