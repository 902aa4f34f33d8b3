/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/check.h"

#include "base/log.h"
#include "report/error.h"
#include "report/facts.h"
#include "report/findings.h"

json_t *check_facts(const char *target, const struct in_image *image, const struct gate *gate)
{
	json_t *facts = facts_document(json_pack("{s:o}", "target", facts_text(target)));
	if (image->name)
		json_object_set_new(facts, "image", facts_text(image->name));
	findings_add_facts(gate, facts);
	return facts;
}

void check_add_error(json_t *facts, const struct err *err)
{
	json_object_set_new(facts, "error", error_facts(err));
}

void check_text(const json_t *facts, bool all, struct buf *out)
{
	findings_text(facts, all, out);
}

void check_say(const json_t *facts)
{
	const json_t *checked = fact_of(facts, "checked");
	const char *target = fact_text(facts, "target"), *image = fact_text(facts, "image");
	char *name CLEANUP(mem_freep) = image ? mem_printf("%s (%s)", target, image) : mem_strdup(target);
	log_note("%s: %zu findings, %zu accepted; looked at %llu files, %llu links, %llu scripts, %llu programs, %llu libraries",
		 name, facts_count(facts, "findings"), facts_count(facts, "accepted"),
		 (unsigned long long)fact_number(checked, "files"), (unsigned long long)fact_number(checked, "links"),
		 (unsigned long long)fact_number(checked, "scripts"),
		 (unsigned long long)fact_number(checked, "programs"),
		 (unsigned long long)fact_number(checked, "libraries"));
}
