/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by sbom.c and sbom_packages.c. */
#ifndef SBOM_PARTS_H
#define SBOM_PARTS_H

#include "make/pipeline.h"
#include "out/sbom/sbom.h"

/* Copies text of packages and options to the arena, trimmed and as UTF-8; NULL stays NULL. */
const char *sbom_keep(struct sbom *sbom, struct str text);
const char *sbom_keep_text(struct sbom *sbom, const char *text);
/* Adds the packages of the image in the order of build->package, with what was cut, maintainer
 * scripts and what was not made as notes. index[universe.package.n] maps packages of the universe
 * to positions in that order, or SBOM_NO_PACKAGE. */
void sbom_add_packages(const struct build *b, const size_t *index, struct sbom *sbom);

#endif
