/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/tmpfiles.h"

#include <string.h>

#include "base/log.h"
#include "fmt/dropin.h"

enum { FIELDS = 6 };

static int read_tmpfiles_type(const char *word, struct tmpfiles_line *out, struct err *err)
{
	static const char known[] = "fFdDeqQvwpLcbCxXrRzZtThHaA";
	if (!*word || !strchr(known, word[0]))
		return err_set(err, STATUS_UNTRUSTED, "unknown type '%s'", word);
	out->type = strchr("vqQ", word[0]) ? 'd' : word[0] == 'F' ? 'f' : word[0];
	out->plus = word[0] == 'F';
	for (const char *c = word + 1; *c; c++) {
		if (*c == '+')
			out->plus = true;
		else if (*c == '!')
			out->boot = true;
		else if (*c == '?')
			out->only_if = true;
		else if (*c == '^')
			out->credential = true;
		else if (!strchr("-=~$", *c))
			return err_set(err, STATUS_UNTRUSTED, "unknown modifier '%c'", *c);
	}
	return 0;
}

static const char *given(const char *word)
{
	if (word && word[0] == ':')
		word++;
	return word && *word && strcmp(word, "-") != 0 ? word : NULL;
}

static int read_mode(const char *word, struct tmpfiles_line *out, struct err *err)
{
	unsigned long long mode;
	out->mode = UINT32_MAX;
	if (!word || strcmp(word, "-") == 0 || !*word)
		return 0;
	for (; *word == '~' || *word == ':'; word++)
		out->mode_new |= *word == ':';
	if (!str_number(str_from(word), 8, 07777, &mode))
		return err_set(err, STATUS_UNTRUSTED, "not a mode: '%s'", word);
	out->mode = (uint32_t)mode;
	return 0;
}

static int read_tmpfiles_line(struct arena *arena, struct str rest, struct tmpfiles_line *out,
			      struct err *err)
{
	const char *word[FIELDS] = {0};
	for (size_t i = 0; i < FIELDS; i++)
		if (dropin_word(arena, &rest, &word[i], err))
			return -1;
	if (read_tmpfiles_type(word[0] ? word[0] : "", out, err) ||
	    dropin_expand(arena, &word[1], "tSCLTVh", err) || read_mode(word[2], out, err))
		return -1;
	if (!word[1] || word[1][0] != '/')
		return err_set(err, STATUS_UNTRUSTED, "not an absolute path");
	out->path = word[1];
	out->user = given(word[3]);
	out->group = given(word[4]);
	rest = str_trim(rest);
	if (str_is(rest, "-"))
		rest.n = 0;
	const char *argument = arena_strndup(arena, rest.p ? rest.p : "", rest.n);
	if (strlen(argument) != rest.n)
		return err_set(err, STATUS_UNTRUSTED, "a NUL in the argument");
	if (dropin_expand(arena, &argument, "tSCLTVh", err))
		return -1;
	out->argument = str_from(argument);
	return 0;
}

void tmpfiles_parse(const char *file, struct str text, struct tmpfiles *out)
{
	struct str line;
	unsigned at = 0;
	while (dropin_line(&text, &line, &at)) {
		struct tmpfiles_line parsed = {.file = file, .line = at};
		struct err err = {0};
		if (read_tmpfiles_line(&out->arena, line, &parsed, &err) == 0)
			vec_push(&out->line, parsed);
		else
			log_warn("%s:%u: %s: left out", file, at, err.text);
		err_release(&err);
	}
}

void tmpfiles_release(struct tmpfiles *tmpfiles)
{
	vec_release(&tmpfiles->line);
	arena_release(&tmpfiles->arena);
}
