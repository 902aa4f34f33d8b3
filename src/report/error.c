/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/error.h"

#include "report/facts.h"
#include "report/print.h"

json_t *error_facts(const struct err *err)
{
	json_t *context = json_array();
	for (const struct err_context *c = err->context; c; c = c->inner)
		json_array_append_new(context, facts_text(c->text));
	return json_pack("{s:i, s:o, s:o, s:o}", "status", (int)(err->status ? err->status : STATUS_FATAL), "text",
			 facts_text(err->text ? err->text : "unknown error"), "hint", facts_text(err->hint),
			 "context", context);
}

void error_report(const struct err *err)
{
	struct err ignored = {0};
	report_json(facts_document(json_pack("{s:o}", "error", error_facts(err))), &ignored);
	err_release(&ignored);
}
