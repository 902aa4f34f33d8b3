/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a bill of materials goes. */
#ifndef OUT_SBOM_TARGET_H
#define OUT_SBOM_TARGET_H

#include "out/sbom/sbom.h"

struct sbom_target {
	enum sbom_format format;
	const char *path;
};

/* What stands on the command line after --sbom: "spdx=FILE". What is none is STATUS_FATAL
 * with a hint. `text` must outlive `out`. */
int sbom_target_parse(const char *text, struct sbom_target *out, struct err *err);

#endif
