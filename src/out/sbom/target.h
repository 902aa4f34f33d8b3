/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The target of a bill of materials. */
#ifndef OUT_SBOM_TARGET_H
#define OUT_SBOM_TARGET_H

#include "out/sbom/sbom.h"

struct sbom_target {
	enum sbom_format format;
	const char *path; /* a file; a part of the argument */
};

/* Parses the argument of --sbom: "spdx=FILE". STATUS_FATAL with a hint for anything
 * else. `text` must outlive `out`. */
int sbom_target_parse(const char *text, struct sbom_target *out, struct err *err);

#endif
