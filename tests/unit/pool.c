/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base/pool: worker processes, what they leave, how they fail. */
#include "base/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/support/test.h"

enum { MOST = 64 };

struct context {
	int (*run)(size_t index, struct err *err); /* what a child does besides */
	int got[MOST];                             /* per index: how often collected */
	size_t bad_collect;                        /* index whose collect fails, or MOST */
	pid_t parent;
};

static int run_child(void *pointer, size_t index, int result, struct err *err)
{
	struct context *context = pointer;
	char text[32];
	int n = snprintf(text, sizeof(text), "piece %zu", index);
	if (getpid() == context->parent)
		return err_set(err, STATUS_FATAL, "not in a child");
	if (context->run && context->run(index, err) != 0)
		return -1;
	return write(result, text, (size_t)n) == n ? 0 : err_sys(err, "write");
}

static int collect(void *pointer, size_t index, int result, struct err *err)
{
	struct context *context = pointer;
	char text[32] = "", expected[32];
	snprintf(expected, sizeof(expected), "piece %zu", index);
	assert_int_equal(getpid(), context->parent);
	assert_int_equal(pread(result, text, sizeof(text) - 1, 0), strlen(expected));
	assert_string_equal(text, expected);
	close(result);
	context->got[index]++;
	if (index == context->bad_collect)
		return err_set(err, STATUS_UNTRUSTED, "not liked");
	return 0;
}

static const char *name_of(void *pointer, size_t index)
{
	static char name[32];
	(void)pointer;
	snprintf(name, sizeof(name), "p%zu.deb", index);
	return name;
}

static struct pool_work work_of(struct context *context, size_t count, unsigned jobs)
{
	context->parent = getpid();
	return (struct pool_work){.count = count,
				  .jobs = jobs,
				  .context = context,
				  .run = run_child,
				  .collect = collect,
				  .name = name_of};
}

static int open_descriptors(void)
{
	int count = 0;
	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

/* Every piece is done once, with any number of workers, and nothing is left
 * open or unreaped. */
static void test_all(void **state)
{
	(void)state;
	static const unsigned jobs[] = {0, 1, 3, 100};
	int before = open_descriptors();
	for (size_t j = 0; j < sizeof(jobs) / sizeof(*jobs); j++) {
		struct context context = {.bad_collect = MOST};
		struct pool_work work = work_of(&context, 20, jobs[j]);
		struct err err = {0};
		pool_run(&work, &err);
		check_no_error(&err);
		for (size_t i = 0; i < 20; i++)
			assert_int_equal(context.got[i], 1);
	}
	assert_int_equal(open_descriptors(), before);
	assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

static void test_none(void **state)
{
	(void)state;
	struct context context = {.bad_collect = MOST};
	struct pool_work work = work_of(&context, 0, 4);
	struct err err = {0};
	assert_int_equal(pool_run(&work, &err), 0);
}

static int fail_late_first(size_t index, struct err *err)
{
	if (index == 1) {
		usleep(100 * 1000);
		err_set(err, STATUS_NETWORK, "first by index");
		err_wrap(err, "inner");
		err_wrap(err, "outer: place");
		return err_hint(err, "a hint");
	}
	if (index == 2)
		return err_set(err, STATUS_UNTRUSTED, "first by time");
	return 0;
}

/* What the user reads does not depend on which worker was faster. */
static void test_first_error_by_index(void **state)
{
	(void)state;
	struct context context = {.run = fail_late_first, .bad_collect = MOST};
	struct pool_work work = work_of(&context, 50, 3);
	struct err err = {0};
	int before = open_descriptors();
	assert_int_equal(pool_run(&work, &err), -1);
	assert_string_equal(err.hint, "a hint");
	/* So are the places that it was wrapped with on both sides of the pipe. */
	static const char *const places[] = {"p1.deb", "outer: place", "inner"};
	const struct err_context *context_of = err.context;
	for (size_t i = 0; i < 3; i++, context_of = context_of->inner)
		assert_string_equal(context_of->text, places[i]);
	assert_null(context_of);
	check_error(&err, STATUS_NETWORK, "p1.deb: outer: place: inner: first by index");
	assert_int_equal(context.got[49], 0);
	assert_int_equal(open_descriptors(), before);
}

static int crash(size_t index, struct err *err)
{
	(void)err;
	if (index == 3) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	}
	return 0;
}

/* A package that crashes its reader is an error of that package, not of the
 * program. */
static void test_crash(void **state)
{
	(void)state;
	struct context context = {.run = crash, .bad_collect = MOST};
	struct pool_work work = work_of(&context, 8, 2);
	struct err err = {0};
	assert_int_equal(pool_run(&work, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "p3.deb: worker died of signal 11 (SIGSEGV)");
}

static int leave_silently(size_t index, struct err *err)
{
	(void)index;
	(void)err;
	_exit(7);
}

static void test_silent_failure(void **state)
{
	(void)state;
	struct context context = {.run = leave_silently, .bad_collect = MOST};
	struct pool_work work = work_of(&context, 1, 1);
	struct err err = {0};
	assert_int_equal(pool_run(&work, &err), -1);
	check_error(&err, STATUS_FATAL, "p0.deb: worker failed without a word");
}

static int fail_at_length(size_t index, struct err *err)
{
	static char text[100000];
	(void)index;
	memset(text, 'x', sizeof(text) - 1);
	err_set(err, STATUS_UNTRUSTED, "%s", text);
	return err_hint(err, "%s", text);
}

/* An error longer than a pipe takes is cut; it never blocks the worker. */
static void test_long_error(void **state)
{
	(void)state;
	struct context context = {.run = fail_at_length, .bad_collect = MOST};
	struct pool_work work = work_of(&context, 1, 1);
	struct err err = {0};
	assert_int_equal(pool_run(&work, &err), -1);
	assert_true(strlen(err.text) < 4096);
	check_error(&err, STATUS_UNTRUSTED, "p0.deb: xxxx");
}

static void test_collect_error(void **state)
{
	(void)state;
	struct context context = {.bad_collect = 2};
	struct pool_work work = work_of(&context, 30, 2);
	struct err err = {0};
	assert_int_equal(pool_run(&work, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, "p2.deb: not liked");
}

static volatile sig_atomic_t stop;

static void on_alarm(int number)
{
	(void)number;
	stop = 1;
}

static int sleep_long(size_t index, struct err *err)
{
	(void)index;
	(void)err;
	sleep(60);
	return 0;
}

/* ^C ends a run at once, with no worker left behind. */
static void test_interrupted(void **state)
{
	(void)state;
	struct context context = {.run = sleep_long, .bad_collect = MOST};
	struct pool_work work = work_of(&context, 10, 4);
	struct err err = {0};
	struct timespec begin, end;
	work.interrupted = &stop;
	stop = 0;
	signal(SIGALRM, on_alarm);
	alarm(1);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_int_equal(pool_run(&work, &err), -1);
	clock_gettime(CLOCK_MONOTONIC, &end);
	check_error(&err, STATUS_FATAL, "interrupted");
	assert_true(end.tv_sec - begin.tv_sec < 10);
	assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
	signal(SIGALRM, SIG_DFL);
}

static int look_at_descriptors(size_t index, struct err *err)
{
	/* 0 to 2, the result and the pipe, and what the test was started with. */
	int expected = atoi(getenv("DESCRIPTORS")) + 2, count = open_descriptors();
	if (index == 0)
		usleep(50 * 1000);
	return count == expected ? 0 : err_set(err, STATUS_CHECK, "%d are open", count);
}

/* A worker that was taken over must not reach the results of others. */
static void test_descriptors_of_others(void **state)
{
	(void)state;
	struct context context = {.run = look_at_descriptors, .bad_collect = MOST};
	struct pool_work work = work_of(&context, 8, 4);
	struct err err = {0};
	char count[16];
	snprintf(count, sizeof(count), "%d", open_descriptors());
	setenv("DESCRIPTORS", count, 1);
	pool_run(&work, &err);
	check_no_error(&err);
}

/* What the parent has not written yet is written once. */
static void test_stdio_is_not_flushed_twice(void **state)
{
	(void)state;
	struct context context = {.bad_collect = MOST};
	struct pool_work work = work_of(&context, 4, 2);
	struct err err = {0};
	FILE *file = tmpfile();
	assert_non_null(file);
	fputs("once", file);
	pool_run(&work, &err);
	check_no_error(&err);
	fflush(file);
	assert_int_equal(ftell(file), 4);
	assert_int_equal(lseek(fileno(file), 0, SEEK_END), 4);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_first_error_by_index),
		cmocka_unit_test(test_crash),
		cmocka_unit_test(test_silent_failure),
		cmocka_unit_test(test_long_error),
		cmocka_unit_test(test_collect_error),
		cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_descriptors_of_others),
		cmocka_unit_test(test_stdio_is_not_flushed_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
