/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Presents a build to outputs: its members, its layers, and what the image says about itself. */
#ifndef IMAGE_H
#define IMAGE_H

#include "make/pipeline.h"
#include "make/sbom.h"
#include "out/out.h"

struct image {
	struct out_image out; /* views of the build and of the fields below */
	struct layers layers;
	struct buf document[SBOM_FORMATS]; /* for --attach-sbom */
	struct out_attachment attachment[SBOM_FORMATS];
	struct arena arena;
};

/* Fills `out`, which need not be initialised and must stay where it is, because `out->out` refers
 * to it. `layered` says whether any output is a container image; only then are there layers and
 * attachments. The build must outlive the image. Call image_release() also after an error, which
 * can only be that of sbom_text(). */
int image_make(const struct build *build, bool layered, struct image *out, struct err *err);
void image_release(struct image *image);

#endif
