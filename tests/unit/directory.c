/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/directory.h"

static int top_of(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int count_until(void *count, const char *name)
{
	assert_string_not_equal(name, ".");
	assert_string_not_equal(name, "..");
	return ++*(int *)count == 2 ? 7 : 0;
}

static void follows_no_link_on_the_way(void **state)
{
	(void)state;
	char top[] = "/tmp/debslim-directory-XXXXXX";
	struct str failed = {0};
	struct stat there, reached;
	assert_non_null(mkdtemp(top));
	int fd = top_of(top);
	assert_int_equal(mkdirat(fd, "a", 0700) | mkdirat(fd, "a/b", 0700), 0);
	assert_int_equal(symlinkat("a", fd, "link") | symlinkat("/", fd, "a/out"), 0);
	assert_int_equal(fstatat(fd, "a/b", &there, 0), 0);
	int below = directory_descend(top_of(top), "a//b", &failed);
	assert_true(below >= 0);
	assert_int_equal(fstat(below, &reached), 0);
	assert_int_equal(reached.st_ino, there.st_ino);
	close(below);
	assert_int_equal(directory_descend(top_of(top), "link/b", &failed), -1);
	assert_true(errno == ELOOP || errno == ENOTDIR);
	assert_true(str_is(failed, "link"));
	assert_int_equal(directory_descend(top_of(top), "a/out/etc", &failed), -1);
	assert_true(str_is(failed, "out"));
	assert_int_equal(directory_descend(top_of(top), "a/none", NULL), -1);
	assert_int_equal(errno, ENOENT);
	unlinkat(fd, "link", 0);
	unlinkat(fd, "a/out", 0);
	unlinkat(fd, "a/b", AT_REMOVEDIR);
	unlinkat(fd, "a", AT_REMOVEDIR);
	close(fd);
	rmdir(top);
}

static void names_entries_until_one_ends_it(void **state)
{
	(void)state;
	char top[] = "/tmp/debslim-directory-XXXXXX";
	int count = 0;
	assert_non_null(mkdtemp(top));
	int fd = top_of(top);
	assert_int_equal(directory_each(fd, count_until, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(mkdirat(fd, "a", 0700) | mkdirat(fd, ".b", 0700) | mkdirat(fd, "c", 0700), 0);
	assert_int_equal(directory_each(fd, count_until, &count), 7);
	assert_int_equal(count, 2);
	/* Again from the beginning. */
	assert_int_equal(directory_each(fd, count_until, &count), 0);
	assert_int_equal(count, 5);
	assert_int_equal(directory_each(-1, count_until, &count), -1);
	assert_int_equal(errno, EBADF);
	unlinkat(fd, "a", AT_REMOVEDIR);
	unlinkat(fd, ".b", AT_REMOVEDIR);
	unlinkat(fd, "c", AT_REMOVEDIR);
	close(fd);
	rmdir(top);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_no_link_on_the_way),
		cmocka_unit_test(names_entries_until_one_ends_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
