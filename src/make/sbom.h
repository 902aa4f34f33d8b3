/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bill of materials of an image, from what its build knows: for --sbom, and for what
 * --attach-sbom puts beside a container image. make/sbom.c fills struct sbom, out/sbom writes
 * it. */
#ifndef SBOM_H
#define SBOM_H

#include "base/err.h"
#include "base/str.h"
#include "make/pipeline.h"
#include "out/sbom/sbom.h"

/* Appends the whole document to `out`: UTF-8, ended by a newline, the same for the same
 * image, whatever its target is called. The build has passed the gate: its list of members is
 * final. `files`: list every regular file, with its digests and its package. Fails only where
 * the document cannot be written as JSON (STATUS_FATAL); then `out` is unchanged. */
int sbom_text(const struct build *build, enum sbom_format format, bool files, struct buf *out,
	      struct err *err);

#endif
