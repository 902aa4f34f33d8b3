/* SPDX-License-Identifier: GPL-2.0-or-later */
/* out/tree: what is removed, and what is not touched. */
#include "out/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/support/test.h"

enum { DEEP = 12000, NOBODY = 65534 };

/* An empty directory to work in, the current one. */
static int setup(void **state)
{
	static char path[256];
	const char *tmp = getenv("TMPDIR");
	snprintf(path, sizeof(path), "%s/debslim-tree-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	*state = mkdtemp(path);
	return *state && chmod(path, 0755) == 0 ? chdir(path) : -1;
}

static int teardown(void **state)
{
	return chdir("/") || rmdir(*state);
}

static void make_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void remove_tree(void)
{
	struct err err = {0};
	int status = tree_remove(AT_FDCWD, "tree", &err);
	check_no_error(&err);
	assert_int_equal(status, 0);
	assert_int_equal(access("tree", F_OK), -1);
}

/* One directory in the other, with a file in each hundredth. */
static void make_deep(int depth)
{
	int at = open(".", O_RDONLY | O_DIRECTORY);
	assert_int_equal(mkdir("tree", 0755), 0);
	for (int i = 0; i < depth; i++) {
		const char *name = i ? "d" : "tree";
		mkdirat(at, name, 0755);
		int next = openat(at, name, O_RDONLY | O_DIRECTORY);
		assert_true(next >= 0);
		if (i % 100 == 0)
			close(openat(next, "file", O_WRONLY | O_CREAT, 0600));
		close(at);
		at = next;
	}
	close(at);
}

static void test_deep(void **state)
{
	(void)state;
	make_deep(500);
	remove_tree();
}

/* In a child, so that its limits are its own. */
static int with_limits(rlim_t descriptors)
{
	struct err err = {0};
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct rlimit files = {descriptors, descriptors}, stack = {64 << 10, 64 << 10};
		if (setrlimit(RLIMIT_NOFILE, &files) || setrlimit(RLIMIT_STACK, &stack))
			_exit(2);
		_exit(tree_remove(AT_FDCWD, "tree", &err) ? 1 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_few_descriptors(void **state)
{
	(void)state;
	make_deep(DEEP);
	/* dup(0) is the first that is free. */
	assert_int_equal(with_limits((rlim_t)dup(0) + 6), 0);
	assert_int_equal(access("tree", F_OK), -1);
}

static void test_kinds(void **state)
{
	(void)state;
	assert_int_equal(mkdir("outside", 0750), 0);
	make_file("outside/file");
	assert_int_equal(mkdir("tree", 0755), 0);
	assert_int_equal(symlink("../outside", "tree/link"), 0);
	assert_int_equal(mkfifo("tree/fifo", 0600), 0);
	assert_int_equal(link("outside/file", "tree/hard"), 0);
	remove_tree();
	/* A link in place of the tree. */
	assert_int_equal(symlink("outside", "tree"), 0);
	remove_tree();
	/* None at all. */
	remove_tree();
	struct stat st;
	assert_int_equal(stat("outside", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0750);
	assert_int_equal(unlink("outside/file"), 0);
	assert_int_equal(rmdir("outside"), 0);
}

static void close_modes(void)
{
	assert_int_equal(chmod("tree/a/b", 0), 0);
	assert_int_equal(chmod("tree/a", 0555), 0);
	assert_int_equal(chmod("tree/empty", 0), 0);
	assert_int_equal(chmod("tree", 0), 0);
}

static void make_closed(void)
{
	assert_int_equal(mkdir("tree", 0755), 0);
	assert_int_equal(mkdir("tree/empty", 0755), 0);
	assert_int_equal(mkdir("tree/a", 0755), 0);
	assert_int_equal(mkdir("tree/a/b", 0755), 0);
	make_file("tree/a/b/file");
	close_modes();
}

/* Directories that their owner may not even list. */
static void test_closed(void **state)
{
	(void)state;
	int status;
	bool root = geteuid() == 0;
	assert_int_equal(chmod(".", 0777), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (root && (setgid(NOBODY) || setuid(NOBODY)))
			_exit(2);
		make_closed();
		remove_tree();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Another user who has a directory of the tree open and never stops adding to it. */
static pid_t start_adding(int ready)
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid)
		return pid;
	int at = setgid(NOBODY) || setuid(NOBODY) ? -1 : open("tree/tmp", O_RDONLY | O_DIRECTORY);
	for (unsigned i = 0; at >= 0; i++) {
		char name[32];
		snprintf(name, sizeof(name), "f%u", i);
		if (i == 50 && write(ready, "x", 1) != 1)
			break;
		if (mkdirat(at, name, 0700) && i > 50)
			break;
	}
	_exit(0);
}

static void test_entries_appear(void **state)
{
	(void)state;
	int ends[2], status;
	char byte;
	if (geteuid() != 0)
		skip();
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(mkdir("tree", 0755), 0);
	assert_int_equal(mkdir("tree/tmp", 0755), 0);
	assert_int_equal(chmod("tree/tmp", 01777), 0);
	pid_t pid = start_adding(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	remove_tree();
	/* It lost its right to add, and ended. */
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	close(ends[0]);
	close(ends[1]);
}

/* What cannot be removed is named, and does not keep the rest from being removed. */
static void test_what_stays(void **state)
{
	(void)state;
	struct err err = {0};
	int status;
	if (geteuid() != 0)
		skip();
	assert_int_equal(mkdir("tree", 0755), 0);
	assert_int_equal(chown("tree", NOBODY, NOBODY), 0);
	assert_int_equal(mkdir("tree/theirs", 0755), 0);
	make_file("tree/theirs/file");
	assert_int_equal(mkdir("tree/own", 0755), 0);
	assert_int_equal(chown("tree/own", NOBODY, NOBODY), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (setgid(NOBODY) || setuid(NOBODY))
			_exit(2);
		if (tree_remove(AT_FDCWD, "tree", &err) == 0 || !strstr(err.text, "file: Permission denied"))
			_exit(1);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(access("tree/own", F_OK), -1);
	assert_int_equal(access("tree/theirs/file", F_OK), 0);
	remove_tree();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_deep, setup, teardown),
		cmocka_unit_test_setup_teardown(test_few_descriptors, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_closed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_entries_appear, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_stays, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
