/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --sbom: the bill of materials of an image, from what its build knows. */
#ifndef SBOM_H
#define SBOM_H

#include "base/err.h"
#include "base/str.h"
#include "make/pipeline.h"
#include "out/sbom/sbom.h"

/* Adds the whole document of a finished build to `out`: UTF-8, ended by a newline, the same
 * for the same image. `files`: with every file, its digests and its package. */
int sbom_text(const struct build *build, enum sbom_format format, bool files, struct buf *out,
	      struct err *err);

#endif
