/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/profiles.h"

#include "report/facts.h"

json_t *profiles_entry_facts(const struct profile_found *found, const char *description, const char *wrong)
{
	json_t *facts = facts_document(json_pack("{s:o, s:s, s:o, s:o}", "profile", facts_text(found->name), "place",
						 profile_place_names[found->place], "file", facts_text(found->file),
						 "description", facts_text(description)));
	if (wrong)
		json_object_set_new(facts, "error", facts_text(wrong));
	return facts;
}

void profiles_text(const json_t *list, struct buf *out)
{
	size_t i;
	json_t *entry;
	json_array_foreach(list, i, entry) {
		const char *description = fact_text(entry, "description");
		buf_printf(out, "%-14s %-8s %s\n", fact_text(entry, "profile"), fact_text(entry, "place"),
			   description ? description : "");
	}
}
