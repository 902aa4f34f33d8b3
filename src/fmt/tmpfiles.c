/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/tmpfiles.h"

#include <string.h>

#include "base/log.h"
#include "fmt/dropin.h"

enum { FIELDS = 6 };

static const char types[] = "fFdDeqQvwpLcbCxXrRzZtThHaA";

static int read_tmpfiles_type(const char *word, struct tmpfiles_line *out, struct err *err)
{
	if (!*word || !strchr(types, word[0]))
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

static int read_tmpfiles(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct tmpfiles_record *out = record;
	struct str line;
	unsigned at = 0;
	(void)question;
	while (dropin_line(&body, &line, &at)) {
		struct tmpfiles_line parsed = {.line = at};
		if (read_tmpfiles_line(arena, line, &parsed, err) == 0)
			vec_push(&out->line, parsed);
		else
			vec_push(&out->fault, ((struct dropin_fault){at, arena_strdup(arena, err->text)}));
		err_release(err);
	}
	return 0;
}

static bool tmpfiles_hold(const void *record)
{
	const struct tmpfiles_record *r = record;
	for (size_t i = 0; i < r->line.n; i++) {
		const struct tmpfiles_line *l = &r->line.at[i];
		if (!l->type || !strchr(types, l->type) || !l->path || *l->path != '/' ||
		    (l->mode > 07777 && l->mode != UINT32_MAX) ||
		    (l->argument.n && memchr(l->argument.p, 0, l->argument.n)))
			return false;
	}
	return true;
}

static const struct shape line_shape = SHAPE(struct tmpfiles_line,
	FIELD(struct tmpfiles_line, NUMBER, type), FIELD(struct tmpfiles_line, BOOL, plus),
	FIELD(struct tmpfiles_line, BOOL, boot), FIELD(struct tmpfiles_line, BOOL, only_if),
	FIELD(struct tmpfiles_line, BOOL, credential), FIELD(struct tmpfiles_line, NAME, path),
	FIELD(struct tmpfiles_line, NUMBER, mode), FIELD(struct tmpfiles_line, BOOL, mode_new),
	FIELD(struct tmpfiles_line, NAME, user), FIELD(struct tmpfiles_line, NAME, group),
	FIELD(struct tmpfiles_line, TEXT, argument), FIELD(struct tmpfiles_line, NUMBER, line));
static const struct shape tmpfiles_shape = SHAPE(struct tmpfiles_record,
	FIELD_ITEMS(struct tmpfiles_record, line, &line_shape), FIELD_ITEMS(struct tmpfiles_record, fault, &dropin_fault_shape));

const struct reader tmpfiles_reader = {"tmpfiles.d file", DROPIN_LARGEST, &tmpfiles_shape, read_tmpfiles, tmpfiles_hold};

void tmpfiles_parse(const char *file, struct str text, struct tmpfiles *out)
{
	struct tmpfiles_record found;
	struct err err = {0};
	if (reader_run(&tmpfiles_reader, text, NULL, &out->arena, &found, &err)) {
		log_warn("%s: %s: left out", file, err.text);
		err_release(&err);
		return;
	}
	for (size_t i = 0; i < found.line.n; i++) {
		found.line.at[i].file = file;
		vec_push(&out->line, found.line.at[i]);
	}
	dropin_tell_faults(&found.fault, file);
}

void tmpfiles_release(struct tmpfiles *tmpfiles)
{
	vec_release(&tmpfiles->line);
	arena_release(&tmpfiles->arena);
}
