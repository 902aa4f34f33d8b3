/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands that a rule skips, so that the rest of the script is still read. */
#include <fnmatch.h>

#include "stage/maintscript/eval.h"

/* The text of a command with single blanks, for comparison with globs. */
static char *plain(struct str text)
{
	struct buf out = {0};
	for (size_t i = 0; i < text.n; i++) {
		bool blank = strchr(" \t\n", text.p[i]) || (text.p[i] == '\\' && i + 1 < text.n && text.p[i + 1] == '\n');
		if (!blank)
			buf_add(&out, text.p + i, 1);
		else if (out.n && out.p[out.n - 1] != ' ')
			buf_add(&out, " ", 1);
	}
	buf_puts(&out, "");
	return out.p;
}

static bool matches_skip(struct eval *e, struct str source)
{
	char *text CLEANUP(mem_freep) = plain(source);
	bool found = false;
	for (size_t i = 0; i < e->rule->skip.n; i++) {
		if (fnmatch(e->rule->skip.at[i], text, 0) != 0)
			continue;
		e->skipped[i] = true;
		found = true;
	}
	return found;
}

bool skip_command(struct eval *e, const struct shell_node *node)
{
	/* The parts of a sequence are checked one by one. */
	if (!e->rule || node->kind == SHELL_SEQUENCE || node->kind == SHELL_FUNCTION ||
	    !matches_skip(e, node->source))
		return false;
	for (size_t i = 0; node->kind == SHELL_SIMPLE && !node->words && i < node->assignments; i++)
		variable_set(e, node->assign[i].name, UNKNOWN_TEXT);
	reason_add(e, e->rule->reason);
	say(e, UNKNOWN_TEXT);
	e->now.status = UNSURE;
	return true;
}
