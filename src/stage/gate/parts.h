/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/gate: the checks. gate_run() reads what the files of the image use, once, and
 * gives it to each check, which adds findings; they are sorted at the end. */
#ifndef STAGE_GATE_PARTS_H
#define STAGE_GATE_PARTS_H

#include "stage/gate/gate.h"
#include "stage/uses/uses.h"

struct gate_run {
	const struct gate_input *input;
	const struct fileset *files;
	struct uses uses; /* what proves a use and what only makes one possible; not sorted */
	struct gate *out;
};

/* Adds a finding about `member`. `check` is one of gate_checks[]; `missing` is what is not there,
 * or NULL; the texts but `check` are copied. The result is valid until the next one is added. */
struct finding *gate_add(struct gate_run *run, enum severity severity, const char *check,
			 const struct member *member, const char *missing, const char *reason, ...)
	__attribute__((format(printf, 6, 7)));

/* lacks.c: uses that no file answers, but for those of commands.c and of data; and what the
 * reader of ELF files objects to. */
void gate_check_lacks(struct gate_run *run);
/* commands.c: commands that only an Essential package would bring: those that a script calls,
 * one finding for each package, and each that a program names. Notes, never errors; none without
 * rules. */
void gate_check_commands(struct gate_run *run);
/* modes.c: setuid, setgid, and writable for everybody; for each member but symlinks. */
void gate_check_modes(struct gate_run *run, const struct member *member);
/* start.c: whether its user could start what the image configuration names; nothing without
 * a configuration, or where it names neither an entry point nor a command. */
void gate_check_start(struct gate_run *run);

#endif
