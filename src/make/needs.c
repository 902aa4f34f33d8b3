/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/needs.h"

#include <stdlib.h>

#include "make/needs_parts.h"

/* In this order: what a relation brings need not be added, and what is added whole need not be
 * added in part. */
int needs_find(struct build *b, bool *more, struct err *err)
{
	bool raw = b->plan.options->raw, exact = plan_base(&b->plan) == BASE_EXACT;
	(void)err;
	*more = needs_of_cuts(b) || (!raw && needs_of_scripts(b)) ||
		(!raw && !exact && needs_of_commands(b)) || (!raw && !exact && needs_of_data(b));
	return 0;
}

void needs_forget(struct build *b)
{
	for (size_t i = 0; i < b->unstarted.n; i++) {
		free(b->unstarted.at[i].path);
		free(b->unstarted.at[i].package);
		free(b->unstarted.at[i].interpreter);
	}
	vec_release(&b->unstarted);
}
