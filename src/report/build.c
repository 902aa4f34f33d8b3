/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/build.h"

#include "base/log.h"
#include "report/config.h"
#include "report/facts.h"
#include "report/findings.h"
#include "report/left_out.h"
#include "report/plan.h"
#include "report/unmade.h"

static json_t *seconds_facts(const double *seconds)
{
	return json_pack("{s:f, s:f, s:f, s:f, s:f, s:f}", "resolve", seconds[PHASE_RESOLVE], "fetch",
			 seconds[PHASE_FETCH], "extract", seconds[PHASE_EXTRACT], "assemble",
			 seconds[PHASE_ASSEMBLE], "check", seconds[PHASE_CHECK], "write", seconds[PHASE_WRITE]);
}

json_t *build_facts(const struct build *b, bool whole)
{
	json_t *facts = facts_document(plan_chosen_facts(&b->plan, &b->scripts));
	json_object_set_new(facts, "config", config_facts(&b->plan.profile.config));
	left_out_add_facts(b, whole, facts);
	json_object_set_new(facts, "not_made", unmade_facts(&b->unmade));
	findings_add_facts(&b->gate, facts);
	json_object_set_new(facts, "warnings", warnings_facts());
	json_object_set_new(facts, "files", json_integer((json_int_t)b->members));
	json_object_set_new(facts, "bytes", json_integer((json_int_t)b->bytes));
	json_object_set_new(facts, "seconds", seconds_facts(b->seconds));
	return facts;
}

void build_say(const json_t *facts)
{
	left_out_say(facts);
	unmade_say(facts);
}

void build_add_sums(const json_t *facts, struct buf *out)
{
	buf_printf(out, "%llu packages, %llu files",
		   (unsigned long long)fact_number(fact_of(facts, "totals"), "packages"),
		   (unsigned long long)fact_number(facts, "files"));
}

static json_t *sboms_facts(const struct outputs *outputs)
{
	json_t *list = json_array();
	for (size_t i = 0; i < outputs->sboms.list.n; i++) {
		const struct sbom_target *target = &outputs->options->sboms.at[i];
		const struct sbom_out *out = &outputs->sboms.list.at[i];
		json_array_append_new(list, json_pack("{s:o, s:s, s:I, s:s}", "file", facts_text(target->path),
						      "format", sbom_format_names[target->format], "size",
						      (json_int_t)out->size, "sha256", out->sha256.text));
	}
	return list;
}

static json_t *output_facts(const struct out_target *target, const struct out_result *result)
{
	json_t *facts = json_pack("{s:o, s:s, s:I}", "target", facts_text(target->text), "format",
				  out_format_name(target), "size", (json_int_t)result->size);
	if (result->sha256.text[0])
		json_object_set_new(facts, "sha256", json_string(result->sha256.text));
	if (result->digest.text[0])
		json_object_set_new(facts, "digest", json_sprintf("sha256:%s", result->digest.text));
	return facts;
}

void outputs_add_facts(const struct outputs *outputs, json_t *document)
{
	json_t *list = json_array();
	for (size_t i = 0; i < outputs->target.n; i++)
		json_array_append_new(list, output_facts(&outputs->target.at[i], &outputs->result[i]));
	json_object_set_new(document, "outputs", list);
	json_object_set_new(document, "sboms", sboms_facts(outputs));
}

void outputs_say(const json_t *document, const char *what)
{
	size_t i;
	json_t *output;
	json_array_foreach(fact_of(document, "outputs"), i, output) {
		struct buf size CLEANUP(buf_release) = {0};
		buf_add_size(&size, fact_number(output, "size"));
		log_note("%s: %s, %s", fact_text(output, "target"), size.p, what);
	}
}
