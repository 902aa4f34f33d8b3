/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debconf's commands as its confmodule offers them. Nobody answers, so a question has
 * the default of the package's templates, or the value that its config script sets,
 * which is walked first. */
#include "stage/maintscript/eval.h"

static const char *variable_of(struct eval *e, const char *question)
{
	return arena_printf(e->arena, "debconf %s", question);
}

/* The Default of a template, "" if it has none; NULL if there is no such template. */
static const char *template_default(struct eval *e, const char *question)
{
	const struct control_file *templates = package_files_control(e->package, "templates");
	struct str rest = templates ? templates->body : (struct str){0}, line;
	bool ours = false;
	const char *found = NULL;
	while (str_split(&rest, '\n', &line)) {
		if (str_starts(line, "Template:")) {
			line.p += strlen("Template:");
			line.n -= strlen("Template:");
			ours = str_is(str_trim(line), question);
			if (ours)
				found = "";
		} else if (ours && str_starts(line, "Default:")) {
			line.p += strlen("Default:");
			line.n -= strlen("Default:");
			line = str_trim(line);
			found = arena_strndup(e->arena, line.p, line.n);
		}
	}
	return found;
}

static const char *debconf_answer(struct eval *e, const char *question)
{
	if (!is_known(question))
		return UNKNOWN_TEXT;
	const char *set = variable_get(e, variable_of(e, question));
	if (set)
		return set;
	const char *value = template_default(e, question);
	return value && is_known(value) && !e->answers_lost ? value : UNKNOWN_TEXT;
}

static int run_get(struct eval *e, struct call *call)
{
	const char *value = debconf_answer(e, call->word.n > 1 ? call->word.at[1] : UNKNOWN_TEXT);
	variable_set(e, "RET", value);
	reason_add(e, "debconf's questions have their default answers");
	return 0;
}

static int run_db_set(struct eval *e, struct call *call)
{
	if (call->word.n > 1 && is_known(call->word.at[1]))
		variable_set(e, variable_of(e, call->word.at[1]), call->word.n > 2 ? call->word.at[2] : "");
	return 0;
}

static int run_reset(struct eval *e, struct call *call)
{
	if (call->word.n > 1 && is_known(call->word.at[1])) {
		const char *value = template_default(e, call->word.at[1]);
		variable_set(e, variable_of(e, call->word.at[1]), value ? value : UNKNOWN_TEXT);
	}
	return 0;
}

static int run_ask(struct eval *e, struct call *call)
{
	(void)call;
	variable_set(e, "RET", UNKNOWN_TEXT);
	return UNSURE; /* 30 if the question is not asked */
}

static int run_quiet(struct eval *e, struct call *call)
{
	(void)call;
	variable_set(e, "RET", UNKNOWN_TEXT);
	return 0;
}

const struct command commands_debconf[] = {
	{"db_get", run_get, false},        {"db_set", run_db_set, false},
	{"db_input", run_ask, false},      {"db_go", run_ask, false},
	{"db_version", run_quiet, false},  {"db_title", run_quiet, false},
	{"db_subst", run_quiet, false},    {"db_fset", run_quiet, false},
	{"db_fget", run_quiet, false},     {"db_stop", run_quiet, false},
	{"db_reset", run_reset, false},      {"db_register", run_quiet, false},
	{"db_unregister", run_quiet, false}, {"db_purge", run_quiet, false},
	{"db_capb", run_quiet, false},     {"db_metaget", run_quiet, false},
	{"db_settitle", run_quiet, false}, {"db_beginblock", run_quiet, false},
	{"db_endblock", run_quiet, false}, {"db_progress", run_quiet, false},
	{"db_info", run_quiet, false},     {"db_x_loadtemplatefile", run_quiet, false},
	{NULL, NULL, false},
};
