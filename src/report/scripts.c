/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/scripts.h"

#include "make/verdict.h"
#include "report/facts.h"

static json_t *script_line_facts(const struct maintscript_line *line)
{
	return json_pack("{s:I, s:o, s:o}", "line", (json_int_t)line->line, "text", facts_text(line->text), "why",
			 facts_text(line->why));
}

static json_t *script_facts(const struct maintscript *script)
{
	json_t *lines = json_array();
	for (size_t i = 0; i < script->unhandled.n; i++)
		json_array_append_new(lines, script_line_facts(&script->unhandled.at[i]));
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o}", "package", facts_text(script->package), "script",
			 facts_text(script->script), "policy", script_policy_name(script->policy), "effects",
			 facts_words(&script->effects), "reason", facts_text(script->reason), "unhandled", lines);
}

json_t *scripts_facts(const struct maintscript_report *report)
{
	json_t *array = json_array();
	for (size_t i = 0; i < report->script.n; i++)
		json_array_append_new(array, script_facts(&report->script.at[i]));
	return array;
}

static void add_script_text(const json_t *script, struct buf *out)
{
	size_t i;
	json_t *item;
	buf_printf(out, "%s %s: %s: %s\n", fact_text(script, "package"), fact_text(script, "script"),
		   fact_text(script, "policy"), fact_text(script, "reason"));
	json_array_foreach(fact_of(script, "effects"), i, item)
		buf_printf(out, "  %s\n", json_string_value(item));
	json_array_foreach(fact_of(script, "unhandled"), i, item) {
		buf_printf(out, "  line %llu: ", (unsigned long long)fact_number(item, "line"));
		script_add_command(out, fact_text(item, "text"));
		buf_printf(out, " (%s)\n", fact_text(item, "why"));
	}
}

void scripts_text(const json_t *document, struct buf *out)
{
	const json_t *scripts = fact_of(document, "maintainer_scripts");
	size_t i;
	json_t *script;
	if (json_array_size(scripts))
		buf_puts(out, "\nMaintainer scripts:\n");
	json_array_foreach(scripts, i, script)
		add_script_text(script, out);
}
