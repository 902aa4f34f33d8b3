/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base/sandbox: what a worker that was taken over can still do. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/support/test.h"

/* What a child does in the sandbox ends its process: 0 when it was as
 * expected. */
static int in_sandbox(int (*act)(int fd), int fd)
{
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		sandbox_enter();
		_exit(act(fd));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Descriptors and memory are all that a reader needs. */
static int work(int fd)
{
	char *room = malloc(50 << 20), byte = 0;
	if (!room || write(fd, "x", 1) != 1 || pread(fd, &byte, 1, 0) != 1)
		return 1;
	memset(room, byte, 50 << 20);
	free(room);
	return byte == 'x' ? 0 : 2;
}

static void test_reads_and_writes(void **state)
{
	(void)state;
	FILE *file = tmpfile();
	assert_non_null(file);
	assert_int_equal(in_sandbox(work, fileno(file)), 0);
	fclose(file);
}

static int reach_out(int fd)
{
	(void)fd;
	if (open("/etc/passwd", O_RDONLY) >= 0)
		return 1;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || dup(0) >= 0)
		return 2;
	if (syscall(SYS_getppid) >= 0 || errno != EPERM)
		return 3;
	if (syscall(SYS_kill, 1, 0) == 0 || errno != EPERM)
		return 4;
	return 0;
}

/* No file, no network, no other process. */
static void test_reaches_nothing(void **state)
{
	(void)state;
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
		skip_because("no seccomp here");
	assert_int_equal(in_sandbox(reach_out, -1), 0);
}

static int start_program(int fd)
{
	(void)fd;
	if (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0)
		return 1;
	execl("/bin/true", "true", (char *)NULL);
	return errno == EPERM ? 0 : 2;
}

/* Nothing of a package is ever run. */
static void test_runs_nothing(void **state)
{
	(void)state;
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
		skip_because("no seccomp here");
	assert_int_equal(in_sandbox(start_program, -1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_and_writes),
		cmocka_unit_test(test_reaches_nothing),
		cmocka_unit_test(test_runs_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
