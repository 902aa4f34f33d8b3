/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/scripts.h"

#include "base/log.h"

enum { NAMED_MOST = 8, TEXT_MOST = 160 };

static const struct maintscript *unhandled_at(const struct maintscript_report *report, size_t i)
{
	const struct maintscript *script = &report->script.at[i];
	return script->policy == SCRIPT_UNHANDLED ? script : NULL;
}

/* A command on one line, not too long. */
static void add_command(struct buf *out, const char *text)
{
	size_t n = 0;
	for (; *text && n < TEXT_MOST; text++) {
		bool blank = strchr(" \t\n", *text) != NULL;
		if (blank && n && out->p[out->n - 1] == ' ')
			continue;
		buf_puts(out, blank ? " " : (char[]){*text, 0});
		n++;
	}
	/* Not in the middle of a character. */
	if (*text) {
		while (out->n && ((unsigned char)out->p[out->n - 1] & 0xc0) == 0x80)
			out->p[--out->n] = 0;
		buf_puts(out, "…");
	}
}

static void show_lines(const struct maintscript *script, void (*show)(const char *fmt, ...))
{
	for (size_t i = 0; i < script->unhandled.n; i++) {
		const struct maintscript_line *line = &script->unhandled.at[i];
		struct buf text CLEANUP(buf_release) = {0};
		add_command(&text, line->text);
		if (line->line)
			show("%s %s:%u: %s (%s)", script->package, script->script, line->line,
			     text.n ? text.p : "", line->why);
		else
			show("%s %s: %s", script->package, script->script, line->why);
	}
}

int scripts_check(const struct maintscript_report *report, bool strict, struct err *err)
{
	struct buf names CLEANUP(buf_release) = {0};
	size_t n = maintscript_unhandled(report), named = 0;
	for (size_t i = 0; i < report->script.n; i++) {
		const struct maintscript *script = unhandled_at(report, i);
		if (!script)
			continue;
		show_lines(script, strict ? log_warn : log_info);
		if (named++ < NAMED_MOST)
			buf_printf(&names, "%s%s %s", named > 1 ? ", " : "", script->package, script->script);
	}
	if (n > NAMED_MOST)
		buf_printf(&names, " and %zu more", n - NAMED_MOST);
	if (!n)
		return 0;
	if (!strict) {
		log_warn("maintainer scripts that are not fully understood: %s; -v shows the lines", names.p);
		return 0;
	}
	err_set(err, STATUS_CHECK, "--strict: %zu maintainer script%s not fully understood: %s", n,
		n == 1 ? " is" : "s are", names.p);
	return err_hint(err, "a stanza in data/rules says what such a script leaves: debslim-profile(5), RULES");
}

static json_t *text_json(const char *text)
{
	json_t *value = text ? json_string(text) : NULL;
	return value ? value : json_null();
}

static json_t *script_json(const struct maintscript *script)
{
	json_t *effects = json_array(), *lines = json_array();
	for (size_t i = 0; i < script->effects.n; i++)
		json_array_append_new(effects, text_json(script->effects.at[i]));
	for (size_t i = 0; i < script->unhandled.n; i++) {
		const struct maintscript_line *line = &script->unhandled.at[i];
		json_array_append_new(lines, json_pack("{s:I, s:o, s:o}", "line", (json_int_t)line->line,
						       "text", text_json(line->text), "why",
						       text_json(line->why)));
	}
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "package", script->package, "script",
			 script->script, "policy", script_policy_name(script->policy), "effects", effects,
			 "reason", text_json(script->reason), "unhandled", lines);
}

json_t *scripts_json(const struct maintscript_report *report)
{
	json_t *array = json_array();
	for (size_t i = 0; i < report->script.n; i++)
		json_array_append_new(array, script_json(&report->script.at[i]));
	return array;
}

void scripts_add_text(const struct maintscript_report *report, struct buf *out)
{
	if (report->script.n)
		buf_puts(out, "\nMaintainer scripts:\n");
	for (size_t i = 0; i < report->script.n; i++) {
		const struct maintscript *script = &report->script.at[i];
		buf_printf(out, "%s %s: %s: %s\n", script->package, script->script,
			   script_policy_name(script->policy), script->reason);
		for (size_t k = 0; k < script->effects.n; k++)
			buf_printf(out, "  %s\n", script->effects.at[k]);
		for (size_t k = 0; k < script->unhandled.n; k++) {
			const struct maintscript_line *line = &script->unhandled.at[k];
			buf_printf(out, "  line %u: ", line->line);
			add_command(out, line->text);
			buf_printf(out, " (%s)\n", line->why);
		}
	}
}
