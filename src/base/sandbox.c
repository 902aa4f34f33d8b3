/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCHITECTURE AUDIT_ARCH_S390X
#endif

#ifdef ARCHITECTURE

/* Only what is needed to use open descriptors, to allocate memory and to exit. The calls
 * after the blank line are for the run-time libraries of sanitizers. Signals cannot be
 * sent, so abort(3) ends in an illegal instruction. */
static const unsigned allowed[] = {
	SYS_read, SYS_pread64, SYS_write, SYS_close,
	SYS_mmap, SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk,
	SYS_futex, SYS_exit, SYS_exit_group, SYS_rt_sigreturn, SYS_restart_syscall,
	SYS_clock_gettime, SYS_getrandom, SYS_getpid, SYS_gettid,

	SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_sigaltstack, SYS_mprotect,
	SYS_sched_yield,
};

enum { BEFORE = 3, AFTER = 3, STEPS = BEFORE + ARRAY_LEN(allowed) + AFTER };

/* The filter (seccomp(2)) checks the architecture, then compares the number of the call
 * with each allowed one. A call for another architecture kills the process. */
static unsigned short build_filter(struct sock_filter *step)
{
	enum { N = ARRAY_LEN(allowed) };
	struct sock_filter *at = step;
	*at++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
					     offsetof(struct seccomp_data, arch));
	*at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 0, N + 3);
	*at++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
					     offsetof(struct seccomp_data, nr));
	for (unsigned i = 0; i < N; i++)
		*at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i],
						     (unsigned char)(N - i), 0);
	*at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	*at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	*at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	return (unsigned short)(at - step);
}

static int filter_calls(void)
{
	struct sock_filter step[STEPS];
	struct sock_fprog program = {build_filter(step), step};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) ? -1 : 0;
}

#else

static int filter_calls(void)
{
	errno = ENOSYS;
	return -1;
}

#endif

static bool refused; /* set by sandbox_check(), inherited by workers */

int sandbox_enter(void)
{
	static const struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_NOFILE, &none);
	return refused ? -1 : filter_calls();
}

/* Returns the errno with which sandbox_enter() fails in a child, or 0 if it succeeds. */
static int try_to_enter(void)
{
	int status = 0;
	pid_t pid = fork();
	if (pid == 0)
		_exit(sandbox_enter() ? errno : 0);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	/* An outer filter may kill a process that asks for another filter. */
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
}

void sandbox_check(void)
{
	static bool checked;
	if (checked)
		return;
	int code = try_to_enter();
	checked = true;
	refused = code != 0;
	if (refused)
		log_warn("packages are read without a filter of system calls: seccomp is refused (%s)",
			 strerror(code));
}
