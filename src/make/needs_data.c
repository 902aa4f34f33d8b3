/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data of Essential packages that programs use without a dependency on them: terminfo, the
 * locale C.UTF-8, PAM's common files (Data in the rules). Only these files of the package are taken. */
#include <string.h>

#include "make/additions.h"
#include "make/needs_parts.h"

/* Rules whose package is there already have nothing to add. */
static bool is_open(const struct build *b, const struct data_rule *rule)
{
	for (size_t i = 0; i < b->plan.added.n; i++)
		if (strcmp(b->plan.added.at[i].package, rule->package) == 0)
			return false;
	return !addition_is_chosen(&b->plan, rule->package);
}

static const struct data_rule *find_rule(const struct build *b, const char *name)
{
	for (size_t i = 0; i < b->plan.rules.data.n; i++)
		if (strcmp(b->plan.rules.data.at[i].name, name) == 0)
			return &b->plan.rules.data.at[i];
	return NULL;
}

/* What a program may do, it does if the user asked for it. */
static bool counts(const struct build *b, const struct use *use)
{
	return use->kind == USE_DATA &&
	       (use->sure || use->by->owner == OWNER_GENERATED || plan_asks_for(&b->plan, use->by->owner));
}

bool needs_of_data(struct build *b)
{
	bool added = false;
	for (size_t i = 0; i < b->uses.use.n; i++) {
		const struct use *use = &b->uses.use.at[i];
		const struct data_rule *rule = counts(b, use) ? find_rule(b, use->wants) : NULL;
		if (!rule || !is_open(b, rule))
			continue;
		char *text CLEANUP(mem_freep) = mem_printf("uses %s: %s", use->detail, rule->reason);
		if (!addition_ask(b, rule->package, use->by, text, use->detail))
			continue;
		b->plan.added.at[b->plan.added.n - 1].keep = &rule->keep;
		added = true;
	}
	return added;
}
