/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/why.h"

#include "report/facts.h"

static json_t *why_name_facts(const struct plan *plan, package_id id)
{
	return facts_text(id == PACKAGE_NONE ? NULL : plan->universe.package.at[id].name);
}

static json_t *difference_facts(const int64_t *difference)
{
	return difference ? json_integer(*difference) : json_null();
}

static const char *requirement_kind(package_id by, const struct relation *relation)
{
	return by == PACKAGE_NONE ? "Request" : relation_kind_name(relation->kind);
}

json_t *why_alternative_facts(const struct plan *plan, package_id id, const int64_t *difference)
{
	return json_pack("{s:o, s:b, s:o}", "package", why_name_facts(plan, id), "possible", difference != NULL,
			 "difference", difference_facts(difference));
}

json_t *why_link_facts(const struct plan *plan, const struct chosen *link, json_t *alternatives)
{
	return json_pack("{s:o, s:s, s:o, s:o, s:o}", "by", why_name_facts(plan, link->by), "kind",
			 requirement_kind(link->by, link->relation), "relation", facts_text(link->relation->text),
			 "package", why_name_facts(plan, link->id), "alternatives", alternatives);
}

json_t *why_passed_facts(const struct plan *plan, package_id by, const struct relation *relation,
			 const int64_t *difference)
{
	return json_pack("{s:o, s:s, s:o, s:o}", "by", why_name_facts(plan, by), "kind",
			 requirement_kind(by, relation), "relation", facts_text(relation->text), "difference",
			 difference_facts(difference));
}

json_t *why_cut_facts(const struct plan *plan, const struct cut *cut)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "by", why_name_facts(plan, cut->package), "relation",
			 facts_text(cut->relation->text), "cut", facts_text(cut->rule), "reason",
			 facts_text(cut->reason));
}

json_t *why_depender_facts(const struct package *package, const struct relation *relation)
{
	return json_pack("{s:o, s:s, s:o}", "package", facts_text(package->name), "kind",
			 relation_kind_name(relation->kind), "relation", facts_text(relation->text));
}

json_t *why_step_facts(const struct member *file, const char *package, const struct use *use)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s", file->path);
	return json_pack("{s:o, s:o, s:s?, s:o, s:b}", "path", facts_text(path), "package", facts_text(package), "use",
			 use ? use_name(use->kind) : NULL, "wants", facts_text(use ? use->wants : NULL), "sure",
			 !use || use->sure);
}
