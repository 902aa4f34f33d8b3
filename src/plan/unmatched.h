/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that match nothing: most likely their user meant something else. Each is a
 * warning, and with --strict an error. */
#ifndef UNMATCHED_H
#define UNMATCHED_H

#include "plan/plan.h"

struct unmatched {
	struct arena arena;
	struct names text; /* one sentence for each */
};

void unmatched_add(struct unmatched *unmatched, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Adds each --exclude, --avoid and --prefer of a package that no requirement in the
 * result could be met by. `read`: scripts have been looked at, so that it is known
 * which Essential packages they would have added. */
void unmatched_packages(const struct plan *plan, bool read, struct unmatched *out);
/* Prints them; with `strict` that is STATUS_CHECK if there are any. */
int unmatched_end(const struct unmatched *unmatched, bool strict, struct err *err);
void unmatched_release(struct unmatched *unmatched);

#endif
