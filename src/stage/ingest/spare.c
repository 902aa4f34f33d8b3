/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/spare.h"

/* Adds the bytes that each rule takes to bytes[rule]; returns the bytes of all files. */
static uint64_t count(const struct ingest_plan *plan, uint64_t *bytes)
{
	uint64_t all = 0;
	for (size_t i = 0; i < plan->member.n; i++) {
		const struct planned *member = &plan->member.at[i];
		if (member->type != MEMBER_FILE)
			continue;
		all += member->size;
		if (member->verdict != VERDICT_KEEP)
			bytes[member->rule] += member->size;
	}
	return all;
}

static bool exceeds(uint64_t part, uint64_t all)
{
	return part > all - all / 10;
}

static size_t largest(const uint64_t *bytes, size_t n)
{
	size_t found = 0;
	for (size_t i = 1; i < n; i++)
		if (bytes[i] > bytes[found])
			found = i;
	return found;
}

bool spare_rules(const struct ingest_plan *plan, const struct filter *filter, uint64_t *spared)
{
	size_t n = filter->names.n;
	uint64_t *bytes CLEANUP(mem_freep) = mem_alloc((n + 1) * sizeof(*bytes));
	uint64_t all = count(plan, bytes), taken = 0;
	bool any = false;
	for (size_t i = 0; i < filter->rule.n; i++) {
		const struct path_rule *rule = &filter->rule.at[i];
		all -= rule->firm ? bytes[rule->name] : 0;
		bytes[rule->name] = rule->firm ? 0 : bytes[rule->name];
	}
	for (size_t i = 0; i < n; i++)
		taken += bytes[i];
	for (; exceeds(taken, all); any = true) {
		size_t rule = largest(bytes, n);
		spared[rule] = bytes[rule];
		taken -= bytes[rule];
		bytes[rule] = 0;
	}
	return any;
}
