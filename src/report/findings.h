/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the gate found (debslim(1), CHECKS). */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H

#include <jansson.h>

#include "base/str.h"
#include "stage/gate/gate.h"

/* Adds "findings", "accepted" and "checked" to a document. */
void findings_add_facts(const struct gate *gate, json_t *document);
/* One line each; accepted ones only when `all`. */
void findings_text(const json_t *document, bool all, struct buf *out);

#endif
