/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/additions.h"

#include <string.h>

#include "base/log.h"

const char *addition_owner(const struct build *b, const struct member *m)
{
	return m->owner == OWNER_GENERATED ? NULL : b->plan.universe.package.at[m->owner].name;
}

/* Whether the source has such a package at all. */
static bool source_has_package(struct plan *p, const char *package)
{
	const struct request_item item = {package, "essential.rules"};
	struct universe probe = {0};
	struct err err = {0};
	bool known = p->source->load(p->source, &item, 1, &probe, &err) == 0;
	universe_release(&probe);
	err_release(&err);
	return known;
}

bool addition_is_chosen(const struct plan *p, const char *package)
{
	return plan_find_chosen(p, package) != PACKAGE_NONE;
}

static bool is_unwanted(struct plan *p, const char *package)
{
	const struct names *lists[] = {&p->options->exclude, &p->options->avoid};
	for (size_t l = 0; l < ARRAY_LEN(lists); l++)
		for (size_t i = 0; i < lists[l]->n; i++)
			if (strcmp(lists[l]->at[i], package) == 0) {
				vec_push(&p->refused, lists[l]->at[i]);
				return true;
			}
	return false;
}

bool addition_ask(struct build *b, const char *package, const struct member *m, const char *use,
		  const char *reason)
{
	struct plan *p = &b->plan;
	const char *by = addition_owner(b, m);
	if (is_unwanted(p, package))
		return false;
	for (size_t i = 0; i < p->added.n; i++)
		if (strcmp(p->added.at[i].package, package) == 0)
			return true;
	if (!source_has_package(p, package))
		return false;
	log_note("%s is added: /%s%s%s %s", package, m->path, by ? " of " : "", by ? by : "", use);
	vec_push(&p->added, ((struct added){.package = package,
					    .by = by ? mem_strdup(by) : NULL,
					    .use = mem_printf("/%s: %s", m->path, reason)}));
	return true;
}
