/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Worker processes. Each piece of work runs in a child process, which writes its result
 * to an unlinked file and exits; then the parent reads that file. If a child crashes, the
 * error of its piece of work is STATUS_UNTRUSTED; if SIGINT, SIGTERM or SIGHUP ended it,
 * STATUS_FATAL "interrupted"; if it fails but sends no error, STATUS_FATAL. Children are forked
 * without exec, so `context` is a copy of the parent's at that moment, and changes to it are
 * lost.
 *
 * The parent must not trust a result: a hostile package may have taken over the child
 * that wrote it. Results arrive in any order, so a caller that needs an order stores
 * them by index. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <signal.h>
#include <stddef.h>

#include "base/err.h"

struct pool_work {
	size_t count;  /* number of pieces, started in the order of their index */
	unsigned jobs; /* children that run at the same time; 0 counts as 1 */
	void *context; /* passed to the functions below; may be NULL */
	/* Runs in the child: does piece `index` and writes its result to the descriptor
	 * `result`. If it returns -1, `err` is sent to the parent with its status, hint and
	 * contexts, cut to about 2000 bytes. */
	int (*run)(void *context, size_t index, int result, struct err *err);
	/* Runs in the parent when the child has succeeded. It takes over the descriptor
	 * `result` (also on error), whose file offset is where the child left it. It
	 * reports a problem by setting `err`; pool_run() ignores what it returns. */
	int (*collect)(void *context, size_t index, int result, struct err *err);
	/* A prefix for errors of piece `index` except those of open_result, such as
	 * "libc6_2.36_amd64.deb"; valid until the next call. The pointer may be NULL, and so
	 * may its result, for no prefix. */
	const char *(*name)(void *context, size_t index);
	/* Opens the file for a result in the parent, before the fork; returns a
	 * descriptor, which pool_run() takes over, or -1. NULL stands for scratch_in_memory(). */
	int (*open_result)(void *context, size_t index, struct err *err);
	/* Non-zero once a signal has asked the program to stop; may be NULL. */
	const volatile sig_atomic_t *interrupted;
};

/* Does all pieces and returns when every child has ended. After an error it
 * starts no further child, waits for those that run, and collects the results of those that
 * succeed; of several errors it reports the one with the smallest index, so that the result
 * does not depend on timing. When `interrupted` is set, or no child can be started, it kills
 * the running children, whose results are lost; for `interrupted` the error is STATUS_FATAL
 * "interrupted". Children die with their parent. */
int pool_run(const struct pool_work *work, struct err *err);

#endif
