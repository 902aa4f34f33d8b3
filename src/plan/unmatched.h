/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects options that match nothing; most likely the user meant something else. Each
 * is a warning, and with --strict an error. */
#ifndef UNMATCHED_H
#define UNMATCHED_H

#include "plan/plan.h"

/* Initialise it with zeros. */
struct unmatched {
	struct arena arena;
	struct names text; /* one sentence for each */
};

/* Adds a sentence, formatted as by printf(3). */
void unmatched_add(struct unmatched *unmatched, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Adds each --exclude, --avoid and --prefer of a package that could meet no requirement
 * in the result. `read` says whether scripts have been read, so that it is known which
 * Essential packages they would have added. */
void unmatched_packages(const struct plan *plan, bool read, struct unmatched *out);
/* Prints them as warnings. With `strict`, returns -1 with STATUS_CHECK if there are any; a single
 * one is then only the error, not a warning. */
int unmatched_end(const struct unmatched *unmatched, bool strict, struct err *err);
void unmatched_release(struct unmatched *unmatched);

#endif
