/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out: a target is begun under another name while other runs clear away what was left there. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "out/out_kinds.h"
#include "tests/unit/support/test.h"

enum { ROUNDS = 2000, SWEEPERS = 2 };

static int setup(void **state)
{
	static char path[256];
	const char *tmp = getenv("TMPDIR");
	snprintf(path, sizeof(path), "%s/debslim-staging-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	*state = mkdtemp(path);
	return *state ? chdir(path) : -1;
}

static int teardown(void **state)
{
	return chdir("/") || rmdir(*state);
}

static pid_t sweeper(int parent)
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (pid == 0) {
		struct err err = {0};
		out_sweep(parent, "target", &err);
		err_release(&err);
	}
	return pid;
}

/* What another run takes for a leftover, before it is locked, is begun once more. */
static void test_beside_sweeps(void **state)
{
	(void)state;
	int parent = open(".", O_RDONLY | O_DIRECTORY);
	pid_t pid[SWEEPERS];
	assert_true(parent >= 0);
	for (int i = 0; i < SWEEPERS; i++)
		pid[i] = sweeper(parent);
	for (int i = 0; i < ROUNDS; i++) {
		struct err err = {0};
		struct stat own, there;
		char *name = NULL;
		int fd = out_staging(parent, "target", "target", &name, &err);
		check_no_error(&err);
		assert_true(fd >= 0);
		assert_int_equal(fstat(fd, &own), 0);
		assert_int_equal(fstatat(parent, name, &there, AT_SYMLINK_NOFOLLOW), 0);
		assert_true(own.st_ino == there.st_ino);
		assert_int_equal(unlinkat(parent, name, AT_REMOVEDIR), 0);
		close(fd);
		free(name);
	}
	for (int i = 0; i < SWEEPERS; i++) {
		kill(pid[i], SIGKILL);
		assert_int_equal(waitpid(pid[i], NULL, 0), pid[i]);
	}
	close(parent);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_beside_sweeps, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
