/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/why.h"

#include "report/facts.h"

/* "+1.2 MiB", or for null that there is no way. */
static void add_difference(struct buf *out, const json_t *facts, const char *impossible)
{
	const json_t *difference = fact_of(facts, "difference");
	int64_t bytes = json_integer_value(difference);
	if (!difference) {
		buf_puts(out, impossible);
		return;
	}
	buf_puts(out, bytes < 0 ? "-" : "+");
	buf_add_size(out, (uint64_t)(bytes < 0 ? -bytes : bytes));
}

/* "PACKAGE Depends: RELATION"; of the request only `request` and the relation. */
static void add_requirement(struct buf *out, const json_t *facts, const char *request)
{
	const char *by = fact_text(facts, "by");
	if (by)
		buf_printf(out, "  %s %s: %s", by, fact_text(facts, "kind"), fact_text(facts, "relation"));
	else
		buf_printf(out, "  %s: %s", request, fact_text(facts, "relation"));
}

static void add_link_text(struct buf *out, const json_t *link)
{
	const char *package = fact_text(link, "package");
	size_t i;
	json_t *other;
	add_requirement(out, link, "Request");
	if (strcmp(fact_text(link, "relation"), package) != 0)
		buf_printf(out, "  -> %s", package);
	buf_puts(out, "\n");
	json_array_foreach(fact_of(link, "alternatives"), i, other) {
		buf_printf(out, "    or %s: ", fact_text(other, "package"));
		add_difference(out, other, "cannot be taken");
		buf_puts(out, "\n");
	}
}

static void add_in_result(struct buf *out, const json_t *facts)
{
	size_t i;
	json_t *link;
	buf_printf(out, "%s %s is in the result:\n", fact_text(facts, "package"), fact_text(facts, "version"));
	json_array_foreach(fact_of(facts, "chain"), i, link)
		add_link_text(out, link);
}

static void add_passed_text(struct buf *out, const json_t *passed)
{
	add_requirement(out, passed, "Request");
	buf_puts(out, "\n    is met without it; with it ");
	add_difference(out, passed, "there is no solution");
	buf_puts(out, "\n");
}

static void add_dependers_text(struct buf *out, const json_t *facts)
{
	const json_t *dependers = fact_of(facts, "dependers");
	uint64_t more = fact_number(facts, "more_dependers");
	size_t i;
	json_t *one;
	if (!dependers)
		return;
	buf_puts(out, "It would come with:\n");
	json_array_foreach(dependers, i, one)
		buf_printf(out, "  %s %s: %s\n", fact_text(one, "package"), fact_text(one, "kind"),
			   fact_text(one, "relation"));
	if (more)
		buf_printf(out, "  and %llu more\n", (unsigned long long)more);
	if (!json_array_size(dependers))
		buf_printf(out, "  nothing depends on it; --include %s takes it in\n", fact_text(facts, "package"));
}

static void add_not_in_result(struct buf *out, const json_t *facts)
{
	size_t i;
	json_t *one;
	buf_printf(out, "%s is not in the result.\n", fact_text(facts, "package"));
	json_array_foreach(fact_of(facts, "passed_over"), i, one)
		add_passed_text(out, one);
	json_array_foreach(fact_of(facts, "cuts"), i, one)
		buf_printf(out, "  %s: %s\n    would bring it in, but is cut: %s\n", fact_text(one, "by"),
			   fact_text(one, "relation"), fact_text(one, "reason"));
	add_dependers_text(out, facts);
}

static const char *verb_of_use(const char *name)
{
	enum use_kind kind = 0;
	while (strcmp(use_name(kind), name) != 0)
		kind++;
	return use_verb(kind);
}

static void add_step_text(struct buf *out, const json_t *step, bool asked_for)
{
	const char *package = fact_text(step, "package"), *use = fact_text(step, "use");
	if (use)
		buf_printf(out, "    %s %s: ", verb_of_use(use), fact_text(step, "wants"));
	else
		buf_puts(out, "  ");
	buf_puts(out, fact_text(step, "path"));
	if (package)
		buf_printf(out, " of %s", package);
	else
		buf_puts(out, " (made here)");
	if (!use && package)
		buf_puts(out, asked_for ? ", which was asked for" : ", all of which the rules keep");
	buf_puts(out, "\n");
}

static void add_kept_file(struct buf *out, const json_t *facts)
{
	size_t i;
	json_t *step;
	buf_printf(out, "%s is in the image:\n", fact_text(facts, "file"));
	json_array_foreach(fact_of(facts, "files"), i, step)
		add_step_text(out, step, fact_is(facts, "asked_for"));
}

static void add_left_out_file(struct buf *out, const json_t *facts)
{
	const char *value = fact_text(facts, "value"), *mend = fact_text(facts, "mend");
	buf_printf(out, "%s of %s is left out by the rule %s%s%s", fact_text(facts, "file"),
		   fact_text(facts, "package"), fact_text(facts, "rule"), value ? "=" : "", value ? value : "");
	if (mend)
		buf_printf(out, "; %s keeps it", mend);
	buf_puts(out, ".\n");
}

static void add_file_text(struct buf *out, const json_t *facts)
{
	if (fact_is(facts, "in_image"))
		add_kept_file(out, facts);
	else if (fact_of(facts, "rule"))
		add_left_out_file(out, facts);
	else
		buf_printf(out, "%s is in %s.\n", fact_text(facts, "file"), fact_text(facts, "package"));
}

void why_text(const json_t *facts, struct buf *out)
{
	if (fact_of(facts, "file"))
		add_file_text(out, facts);
	if (fact_is(facts, "in_result"))
		add_in_result(out, facts);
	else if (fact_of(facts, "in_result"))
		add_not_in_result(out, facts);
}
