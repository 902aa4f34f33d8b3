/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A build as an output takes it: its members, layers and what the image says of
 * itself. */
#ifndef IMAGE_H
#define IMAGE_H

#include "make/pipeline.h"
#include "make/sbom.h"
#include "out/out.h"

struct image {
	struct out_image out; /* views of the build and of what follows */
	struct layers layers;
	struct buf document[SBOM_FORMATS]; /* --attach-sbom */
	struct out_attachment attachment[SBOM_FORMATS];
	struct arena arena;
};

/* `layered`: an output is a container image. The build must outlive the image.
 * image_release() also after an error. */
int image_make(const struct build *build, bool layered, struct image *out, struct err *err);
void image_release(struct image *image);

#endif
