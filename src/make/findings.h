/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the gate found, for people and for programs (debslim(1), CHECKS). */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <jansson.h>

#include "plan/options.h"
#include "stage/gate/gate.h"

/* Accepts what --allow and the shipped rules accept. `package` as in gate_accept(). */
void findings_accept(struct gate *gate, const struct options *options, const struct rules *rules,
		     const char *(*package)(void *context, package_id owner), void *context);
/* One line each; accepted ones only when `all`. */
void findings_add_text(const struct gate *gate, bool all, struct buf *out);
/* The one line of a finding, without newline. */
void findings_add_line(const struct finding *finding, struct buf *out);
/* Adds "findings", "accepted" and "checked" to an object. */
void findings_add_json(const struct gate *gate, json_t *object);
/* Sets STATUS_CHECK where an error is left. Returns 0 or -1. */
int findings_verdict(const struct gate *gate, const char *target, struct err *err);

#endif
