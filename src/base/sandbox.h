/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes from a process what a reader of untrusted bytes does not need: after
 * this it can read and write the descriptors it has, get memory and exit, and
 * nothing else; any other system call fails with EPERM. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

/* For good, and for this process alone. Where the kernel, a container or the architecture
 * has no filters of system calls (seccomp(2)), the process keeps its rights and all else
 * still holds: results are checked by the parent in any case. 0, or -1 without the filter. */
int sandbox_enter(void);

/* Warns, once in the life of the program, if processes will be without the filter: asks a
 * child that enters the sandbox. */
void sandbox_check(void);

#endif
