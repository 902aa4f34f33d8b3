/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporary files without a name, open for reading and writing. The kernel removes such
 * a file when its last descriptor is closed. Both functions return a descriptor with
 * O_CLOEXEC that the caller closes, or -1 with STATUS_FATAL. */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

#include "base/err.h"

/* A file in memory, or in TMPDIR if the kernel or a container refuses that. */
int scratch_in_memory(struct err *err);
/* A file in TMPDIR, or in /tmp if that is not set or empty. */
int scratch_on_disk(struct err *err);

#endif
