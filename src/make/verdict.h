/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found out about an image, as a verdict: which of it ends the run with STATUS_CHECK. The
 * lines that messages quote are made here; all that is said of an image is in src/report. */
#ifndef MAKE_VERDICT_H
#define MAKE_VERDICT_H

#include "model/unmade.h"
#include "plan/options.h"
#include "stage/gate/gate.h"
#include "stage/maintscript/maintscript.h"

/* Accepts what --allow and the shipped rules accept, whose reasons are copied to the gate.
 * `package` as in gate_accept(). */
void findings_accept(struct gate *gate, const struct options *options, const struct rules *rules,
		     const char *(*package)(void *context, package_id owner), void *context);
/* STATUS_CHECK if an error is left; the text starts with `target`. */
int findings_verdict(const struct gate *gate, const char *target, struct err *err);
/* Appends the one line of a finding, without a newline. Needs only path, check, reason and package
 * (or NULL). */
void finding_add_line(const struct finding *finding, struct buf *out);

/* Names what is unhandled: as a warning, with -v by line; `strict` makes it an
 * error of STATUS_CHECK, with every line. */
int scripts_check(const struct maintscript_report *report, bool strict, struct err *err);
/* Appends a command of a script on one line, not too long. */
void script_add_command(struct buf *out, const char *text);

/* With `strict`, STATUS_CHECK if the list has an entry. */
int unmade_check(const struct unmade_list *list, bool strict, struct err *err);
/* Appends "PATH (N files): CONSEQUENCE; MEND", without a newline. */
void unmade_add_line(const struct unmade *entry, struct buf *out);

#endif
