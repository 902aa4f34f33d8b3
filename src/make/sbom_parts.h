/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between sbom.c and sbom_packages.c. */
#ifndef SBOM_PARTS_H
#define SBOM_PARTS_H

#include "make/pipeline.h"
#include "out/sbom/sbom.h"

/* Text of packages and options, trimmed and as UTF-8, in the arena; NULL stays NULL. */
const char *sbom_keep(struct sbom *sbom, struct str text);
const char *sbom_keep_text(struct sbom *sbom, const char *text);
/* The packages of the image, in the order of build->input, and what was cut. index[]: place
 * of each of the universe's packages there, or SBOM_NO_PACKAGE. */
void sbom_add_packages(const struct build *b, const size_t *index, struct sbom *sbom);

#endif
