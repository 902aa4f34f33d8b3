/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Confines a worker process before it reads untrusted bytes. Afterwards it can use the
 * descriptors that it has, allocate memory and exit; it cannot open files, and any other
 * system call fails with EPERM. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

/* Confines the calling process, which must have one thread, for good. Returns 0, or
 * -1 if the kernel, a container or the architecture offers no seccomp(2) filters, or if
 * sandbox_check() found so: then only the limits on open files and core dumps hold. Callers may go
 * on in that case, because the parent checks every result anyway. */
int sandbox_enter(void);

/* Warns if worker processes will run without the filter, which it tests with a child
 * process. Call it in the parent before workers are forked: it tests once, and later
 * calls do nothing. */
void sandbox_check(void);

#endif
