/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What commands print: for people, and as JSON for programs (debslim(1), JSON).
 * Everything goes to standard output. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>

#include "base/err.h"
#include "pipeline.h"

/* What a plan and a build have to say, appended to `out`; a build nothing
 * without --json. */
int report_plan(const struct plan *plan, const struct maintscript_report *scripts, struct buf *out,
		struct err *err);
int report_build(const struct build *build, struct buf *out, struct err *err);

int report_cache(const char *dir, uint64_t list_bytes, uint64_t packages, uint64_t package_bytes,
		 struct err *err);

/* A jansson value, which it takes over. */
int report_json(json_t *root, struct err *err);

/* Text to standard output, every write checked. */
int report_text(const struct buf *text, struct err *err);

#endif
