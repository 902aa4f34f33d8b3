/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/cache.h"

#include "report/facts.h"

static json_t *cache_usage_facts(const struct cache_usage *usage)
{
	return json_pack("{s:I, s:I}", "files", (json_int_t)usage->files, "bytes", (json_int_t)usage->bytes);
}

json_t *cache_facts(const char *directory, const struct cache_usage *lists, const struct cache_usage *packages,
		    const struct cache_usage *removed)
{
	json_t *facts = facts_document(json_pack("{s:o, s:o, s:o}", "directory", facts_text(directory), "lists",
						 cache_usage_facts(lists), "packages", cache_usage_facts(packages)));
	if (removed)
		json_object_set_new(facts, "removed", cache_usage_facts(removed));
	return facts;
}

void cache_text(const json_t *facts, struct buf *out)
{
	static const char *const parts[] = {"lists", "packages"};
	buf_printf(out, "%s\n", fact_text(facts, "directory"));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const json_t *part = fact_of(facts, parts[i]);
		struct buf size CLEANUP(buf_release) = {0};
		buf_add_size(&size, fact_number(part, "bytes"));
		buf_printf(out, "%-10s %10s in %llu files\n", parts[i], size.p,
			   (unsigned long long)fact_number(part, "files"));
	}
}
