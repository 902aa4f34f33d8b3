/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files without a name, to write and read, which end with the last process that has them. */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

#include "base/err.h"

/* In memory; where the kernel or a container refuses that, in TMPDIR. -1 on error. */
int scratch_in_memory(struct err *err);
/* In TMPDIR; -1 on error. */
int scratch_on_disk(struct err *err);

#endif
