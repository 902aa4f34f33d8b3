/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Worker processes: every piece of work runs in a child that leaves its result
 * in a file without a name and exits; the parent looks at it when the child is
 * gone. A child that crashes or is killed is an error of that piece of work,
 * never of the parent. Results are handed over in order of arrival; whoever
 * needs an order keeps them by index. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <signal.h>
#include <stddef.h>

#include "base/err.h"

struct pool_work {
	size_t count;  /* how many pieces; they are started in order of index */
	unsigned jobs; /* how many children at once, at least 1 */
	void *context; /* handed to the functions below */
	/* In the child: does piece `index`, writes the result to `result`. The
	 * error travels to the parent. */
	int (*run)(void *context, size_t index, int result, struct err *err);
	/* In the parent, when the child has ended well; owns `result` from here. */
	int (*collect)(void *context, size_t index, int result, struct err *err);
	/* A name for piece `index` in errors ("libc6_2.36_amd64.deb"); may be NULL. */
	const char *(*name)(void *context, size_t index);
	/* Opens the file for a result; NULL means scratch_in_memory(). */
	int (*open_result)(void *context, size_t index, struct err *err);
	/* Becomes non-zero when a signal asked the program to stop; may be NULL. */
	const volatile sig_atomic_t *interrupted;
};

/* Runs all of it. The first error (by index, not by time) stops the rest: no
 * new child is started, running ones are waited for. When interrupted, running children are killed
 * and the error is "interrupted". A child dies with its parent. */
int pool_run(const struct pool_work *work, struct err *err);

#endif
