/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of Essential packages that a shell script calls whenever it runs, if the entry point or
 * a unit starts it. Other calls are only possible, and the gate notes them. */
#include <stdlib.h>

#include "base/path.h"
#include "make/additions.h"
#include "make/needs_parts.h"
#include "make/starts.h"
#include "stage/uses/uses.h"

static bool add_call(struct build *b, const struct use *use)
{
	const struct essential_rule *rule = use->to ? NULL : rules_command(&b->plan.rules, path_base(use->wants));
	char *text CLEANUP(mem_freep) = mem_printf("calls %s", use->wants);
	return rule && !addition_is_chosen(&b->plan, rule->package) &&
	       addition_ask(b, rule->package, use->by, text, use->wants);
}

static bool add_calls(struct build *b, const struct member *script)
{
	struct uses calls = {0};
	bool added = false;
	uses_certain_calls(&b->files, script, &calls);
	for (size_t i = 0; i < calls.use.n; i++)
		added |= add_call(b, &calls.use.at[i]);
	uses_release(&calls);
	return added;
}

bool needs_of_commands(struct build *b)
{
	struct starts starts;
	bool added = false;
	starts_find(b, &starts);
	for (size_t i = 0; i < starts.sure.n; i++)
		added |= add_calls(b, starts.sure.at[i]);
	starts_release(&starts);
	return added;
}
