/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate at the end of a build, so that no image is written whose programs could not
 * start. Each error says what would bring what is missing: a file that a rule left out,
 * a dependency that was cut, a package of the archive (plan/who_has.h). */
#ifndef VERIFY_H
#define VERIFY_H

#include "make/pipeline.h"

/* Call it after assemble_finish(). Fills build->gate, logs what it finds, and warns of options that
 * match nothing. STATUS_CHECK if an error is left that nothing accepts (with --raw all findings are
 * only notes) or, with --strict, if an option matches nothing; else the status of who_has(). */
int verify(struct build *build, struct err *err);

#endif
