/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What commands print: for people, and as JSON for programs (debslim(1), JSON).
 * Everything goes to standard output. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>

#include "base/err.h"
#include "make/outputs.h"
#include "make/pipeline.h"

/* What a plan has to say, appended to `out`. `unmade`: NULL where no file was read. */
int report_plan(const struct plan *plan, const struct maintscript_report *scripts,
		const struct unmade_list *unmade, struct buf *out, struct err *err);
/* What a build has to say, and its outputs, once they are written. */
json_t *report_build(const struct build *build);
void report_outputs(json_t *root, const struct outputs *outputs);

int report_cache(const char *dir, uint64_t list_bytes, uint64_t packages, uint64_t package_bytes,
		 struct err *err);

/* A jansson value, which it takes over. */
int report_json(json_t *root, struct err *err);

/* Text to standard output, every write checked. */
int report_text(const struct buf *text, struct err *err);

#endif
