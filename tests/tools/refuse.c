/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a program with system calls refused, as in containers and on old kernels:
 *
 *   refuse seccomp|memfd|prctl|ptrace ERRNO PROGRAM ARGUMENTS...
 *
 * ERRNO is a number; 0 kills the process that makes the call. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ANY = -1 };

/* Refuses a call, if it has this first argument. Compares only the low half of the argument,
 * which comes first on little-endian machines. */
static int refuse(unsigned call, int argument, unsigned action)
{
	struct sock_filter step[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)argument, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	if (argument == ANY)
		step[2] = step[3] = step[4];
	struct sock_fprog program = {sizeof(step) / sizeof(*step), step};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 2;
	unsigned code = (unsigned)atoi(argv[2]);
	unsigned action = code ? SECCOMP_RET_ERRNO | code : SECCOMP_RET_KILL_PROCESS;
	int status = strcmp(argv[1], "memfd") == 0    ? refuse(SYS_memfd_create, ANY, action)
		     : strcmp(argv[1], "prctl") == 0  ? refuse(SYS_prctl, ANY, action)
		     : strcmp(argv[1], "ptrace") == 0 ? refuse(SYS_ptrace, ANY, action)
						      : refuse(SYS_prctl, PR_SET_SECCOMP, action);
	if (status) {
		perror("no filter of system calls");
		return 77;
	}
	execvp(argv[3], argv + 3);
	perror(argv[3]);
	return 2;
}
