/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes from a process what a reader of untrusted bytes does not need: after
 * this it can read and write the descriptors it has, get memory and exit, and
 * nothing else; any other system call fails with EPERM. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

/* For good, and for this process alone. Where the kernel or the architecture
 * has no seccomp(2), the process keeps its rights and all else still holds:
 * results are checked by the parent in any case. */
void sandbox_enter(void);

#endif
