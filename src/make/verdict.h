/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found out about an image, as a verdict: which of it ends the run with STATUS_CHECK. The
 * lines that messages quote are made here; all that is said of an image is in src/report. */
#ifndef MAKE_VERDICT_H
#define MAKE_VERDICT_H

#include "model/unmade.h"
#include "plan/options.h"
#include "stage/gate/gate.h"
#include "stage/maintscript/maintscript.h"

/* Accepts what --allow and the shipped rules accept. `package` as in gate_accept(). */
void findings_accept(struct gate *gate, const struct options *options, const struct rules *rules,
		     const char *(*package)(void *context, package_id owner), void *context);
/* Sets STATUS_CHECK where an error is left. Returns 0 or -1. */
int findings_verdict(const struct gate *gate, const char *target, struct err *err);
/* The one line of a finding, without newline. */
void finding_add_line(const struct finding *finding, struct buf *out);

/* Names what is unhandled: as a warning, with -v by line; `strict` makes it an
 * error of STATUS_CHECK, with every line. */
int scripts_check(const struct maintscript_report *report, bool strict, struct err *err);
/* A command of a script on one line, not too long. */
void script_add_command(struct buf *out, const char *text);

/* With `strict` an entry is STATUS_CHECK. Returns 0 or -1. */
int unmade_check(const struct unmade_list *list, bool strict, struct err *err);
/* "PATH (N files): CONSEQUENCE; MEND", on one line. */
void unmade_add_line(const struct unmade *entry, struct buf *out);

#endif
