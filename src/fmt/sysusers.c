/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/sysusers.h"

#include <string.h>

#include "base/log.h"
#include "fmt/dropin.h"

enum { FIELDS = 6, NAME_LONGEST = 31, TEXT_LONGEST = 4096 };

/* Names as systemd accepts them: first a letter or `_`, then also digits and `-`. */
static bool good_name(const char *name)
{
	size_t n = strlen(name);
	static const char first[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	static const char more[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-";
	return n && n <= NAME_LONGEST && strspn(name, first) && strspn(name, more) == n;
}

static bool good_field(const char *text)
{
	return !text || (strlen(text) <= TEXT_LONGEST && !strpbrk(text, ":\n"));
}

static bool parse_id(const char *text, size_t n, uint32_t *value)
{
	unsigned long long big;
	if (!str_number((struct str){text, n}, 10, UINT32_MAX - 1, &big))
		return false;
	*value = (uint32_t)big;
	return true;
}

bool sysusers_ids(const struct sysusers_line *line, uint32_t *uid, uint32_t *gid,
		  const char **group, const char **path)
{
	*uid = *gid = UINT32_MAX;
	*group = *path = NULL;
	if (!line->id)
		return true;
	const char *colon = strchr(line->id, ':');
	size_t n = colon ? (size_t)(colon - line->id) : strlen(line->id);
	if (line->id[0] == '/') {
		*path = line->id;
		return true;
	}
	if (!(colon && n == 1 && line->id[0] == '-') && !parse_id(line->id, n, uid))
		return false;
	if (!colon)
		return true;
	if (parse_id(colon + 1, strlen(colon + 1), gid))
		return true;
	*group = colon + 1;
	return good_name(*group);
}

static bool good_range(const char *range)
{
	const char *dash = range ? strchr(range, '-') : NULL;
	uint32_t low, high;
	if (!range)
		return false;
	if (!dash)
		return parse_id(range, strlen(range), &low);
	return parse_id(range, (size_t)(dash - range), &low) &&
	       parse_id(dash + 1, strlen(dash + 1), &high) && low <= high;
}

/* Returns what is wrong with a line, or NULL. */
static const char *fault_of(const struct sysusers_line *l)
{
	uint32_t uid, gid;
	const char *group, *path;
	bool account = l->type == 'u' || l->type == 'g';
	if (l->type != 'r' && (!l->name || !good_name(l->name)))
		return "not a name";
	if (l->type == 'r')
		return l->name ? "a range has no name" : good_range(l->id) ? NULL : "not a range";
	if (l->type == 'm')
		return !l->id || !good_name(l->id) ? "no group to join" : NULL;
	if (l->type == 'g' && (l->gecos || l->home || l->shell))
		return "a group has neither description nor home nor shell";
	if (account && !sysusers_ids(l, &uid, &gid, &group, &path))
		return "not an id";
	if (l->type == 'g' && l->id && strchr(l->id, ':'))
		return "not an id";
	if (!good_field(l->gecos) || !good_field(l->home) || !good_field(l->shell))
		return "a field holds a colon or is too long";
	if ((l->home && l->home[0] != '/') || (l->shell && l->shell[0] != '/'))
		return "home and shell are absolute paths";
	return NULL;
}

static int read_sysusers_type(const char *word, struct sysusers_line *out, struct err *err)
{
	out->type = word[0];
	out->locked = word[0] == 'u' && strcmp(word + 1, "!") == 0;
	if (!word[0] || !strchr("ugmr", word[0]) || (word[1] && !out->locked))
		return err_set(err, STATUS_UNTRUSTED, "unknown type '%s'", word);
	return 0;
}

static int read_sysusers_line(struct arena *arena, struct str rest, struct sysusers_line *out,
			      struct err *err)
{
	const char *word[FIELDS] = {0}, *fault;
	for (size_t i = 0; i < FIELDS; i++)
		if (dropin_word(arena, &rest, &word[i], err) || dropin_expand(arena, &word[i], "TV", err))
			return -1;
	if (rest.n)
		return err_set(err, STATUS_UNTRUSTED, "more than %d fields", FIELDS);
	for (size_t i = 1; i < FIELDS; i++)
		if (word[i] && (strcmp(word[i], "-") == 0 || !*word[i]))
			word[i] = NULL;
	if (read_sysusers_type(word[0] ? word[0] : "", out, err))
		return -1;
	out->name = word[1];
	out->id = word[2];
	out->gecos = word[3];
	out->home = word[4];
	out->shell = word[5];
	fault = fault_of(out);
	return fault ? err_set(err, STATUS_UNTRUSTED, "%s", fault) : 0;
}

static int read_sysusers(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct sysusers_record *out = record;
	struct str line;
	unsigned at = 0;
	(void)question;
	while (dropin_line(&body, &line, &at)) {
		struct sysusers_line parsed = {.line = at};
		if (read_sysusers_line(arena, line, &parsed, err) == 0)
			vec_push(&out->line, parsed);
		else
			vec_push(&out->fault, ((struct dropin_fault){at, arena_strdup(arena, err->text)}));
		err_release(err);
	}
	return 0;
}

static bool sysusers_hold(const void *record)
{
	const struct sysusers_record *r = record;
	for (size_t i = 0; i < r->line.n; i++)
		if (!r->line.at[i].type || !strchr("ugmr", r->line.at[i].type) || fault_of(&r->line.at[i]))
			return false;
	return true;
}

static const struct shape line_shape = SHAPE(struct sysusers_line,
	FIELD(struct sysusers_line, NUMBER, type), FIELD(struct sysusers_line, BOOL, locked),
	FIELD(struct sysusers_line, NAME, name), FIELD(struct sysusers_line, NAME, id),
	FIELD(struct sysusers_line, NAME, gecos), FIELD(struct sysusers_line, NAME, home),
	FIELD(struct sysusers_line, NAME, shell), FIELD(struct sysusers_line, NUMBER, line));
static const struct shape sysusers_shape = SHAPE(struct sysusers_record,
	FIELD_ITEMS(struct sysusers_record, line, &line_shape), FIELD_ITEMS(struct sysusers_record, fault, &dropin_fault_shape));

const struct reader sysusers_reader = {"sysusers.d file", DROPIN_LARGEST, &sysusers_shape, read_sysusers, sysusers_hold};

size_t sysusers_parse(const char *file, struct str text, struct sysusers *out)
{
	struct sysusers_record found;
	struct err err = {0};
	if (reader_run(&sysusers_reader, text, NULL, &out->arena, &found, &err)) {
		log_warn("%s: %s: left out", file, err.text);
		err_release(&err);
		return 1;
	}
	for (size_t i = 0; i < found.line.n; i++) {
		found.line.at[i].file = file;
		vec_push(&out->line, found.line.at[i]);
	}
	dropin_tell_faults(&found.fault, file);
	return found.fault.n;
}

void sysusers_release(struct sysusers *sysusers)
{
	vec_release(&sysusers->line);
	arena_release(&sysusers->arena);
}
