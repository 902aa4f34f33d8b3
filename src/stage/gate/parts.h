/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/gate: the checks. */
#ifndef STAGE_GATE_PARTS_H
#define STAGE_GATE_PARTS_H

#include "stage/gate/gate.h"
#include "stage/uses/uses.h"

struct gate_run {
	const struct gate_input *input;
	const struct fileset *files;
	struct uses uses;
	struct gate *out;
};

/* Adds a finding; the result is valid until the next one is added. */
struct finding *gate_add(struct gate_run *run, enum severity severity, const char *check,
			 const struct member *member, const char *missing, const char *reason, ...)
	__attribute__((format(printf, 6, 7)));

/* lacks.c: uses that no file answers. */
void gate_check_lacks(struct gate_run *run);
/* commands.c: commands of Essential packages that scripts and programs would run. */
void gate_check_commands(struct gate_run *run);
/* modes.c */
void gate_check_modes(struct gate_run *run, const struct member *member);
/* start.c: whether what the image configuration starts could be started. */
void gate_check_start(struct gate_run *run);

#endif
