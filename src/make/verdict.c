/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/verdict.h"

#include "base/log.h"

enum { NAMED_MOST = 8, TEXT_MOST = 160 };

/* --- findings of the gate -------------------------------------------------------- */

void findings_accept(struct gate *gate, const struct options *options, const struct rules *rules,
		     const char *(*package)(void *context, package_id owner), void *context)
{
	gate_accept(gate, options->allow.at, options->allow.n, NULL, NULL);
	gate_accept(gate, rules->allow.at, rules->allow.n, package, context);
}

/* Names may hold anything, a line of a terminal should not. */
static void add_one_line(struct buf *out, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		buf_printf(out, *c < 0x20 || *c == 0x7f ? "\\x%02x" : "%c", *c);
}

void finding_add_line(const struct finding *f, struct buf *out)
{
	add_one_line(out, f->path);
	buf_printf(out, ": %s: ", f->check);
	add_one_line(out, f->reason);
	if (f->package) {
		buf_puts(out, "; ");
		add_one_line(out, f->package);
	}
}

int findings_verdict(const struct gate *gate, const char *target, struct err *err)
{
	size_t n = gate_errors(gate);
	if (!n)
		return 0;
	for (size_t i = 0; i < gate->finding.n; i++) {
		const struct finding *f = &gate->finding.at[i];
		struct buf line CLEANUP(buf_release) = {0};
		if (f->severity != FINDING_ERROR || f->accepted)
			continue;
		finding_add_line(f, &line);
		err_set(err, STATUS_CHECK, "%s: %zu %s, the first: %s", target, n,
			n == 1 ? "error" : "errors", line.p);
		break;
	}
	return err_hint(err, "--allow GLOB or --allow CHECK:GLOB accepts what is meant to be so");
}

/* --- maintainer scripts ---------------------------------------------------------- */

static const struct maintscript *unhandled_at(const struct maintscript_report *report, size_t i)
{
	const struct maintscript *script = &report->script.at[i];
	return script->policy == SCRIPT_UNHANDLED ? script : NULL;
}

void script_add_command(struct buf *out, const char *text)
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

static void show_unhandled(const struct maintscript *script, void (*show)(const char *fmt, ...))
{
	for (size_t i = 0; i < script->unhandled.n; i++) {
		const struct maintscript_line *line = &script->unhandled.at[i];
		struct buf text CLEANUP(buf_release) = {0};
		script_add_command(&text, line->text);
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
		show_unhandled(script, strict ? log_warn : log_info);
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

/* --- what was not made ----------------------------------------------------------- */

void unmade_add_line(const struct unmade *entry, struct buf *out)
{
	buf_puts(out, entry->path);
	if (entry->count > 1)
		buf_printf(out, " (%zu files)", entry->count);
	buf_printf(out, ": %s", entry->consequence);
	if (entry->mend)
		buf_printf(out, "; %s", entry->mend);
}

int unmade_check(const struct unmade_list *list, bool strict, struct err *err)
{
	struct buf line CLEANUP(buf_release) = {0};
	if (!strict || !list->list.n)
		return 0;
	unmade_add_line(&list->list.at[0], &line);
	err_set(err, STATUS_CHECK, "--strict: %zu thing%s of a real installation %s not made, the first: %s",
		list->list.n, list->list.n == 1 ? "" : "s", list->list.n == 1 ? "is" : "are", line.p);
	return err_hint(err, "--json without --strict lists them all");
}
