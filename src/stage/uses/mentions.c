/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths and names of commands in the text of a file, program or not. */
#include <ctype.h>
#include <limits.h>

#include "base/path.h"
#include "stage/uses/uses.h"

enum { MENTION_LONGEST = 512, WORD_LONGEST = 64 };

struct mentions {
	const struct fileset *files;
	const struct member *by;
	struct uses *out;
	struct map known; /* what was looked up already */
};

static bool is_path_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_-./+~@,", c));
}

/* "ExecStart=-/usr/bin/x" begins one, "lib/x" does not. */
static bool begins_path(struct str text, size_t at)
{
	char before = at ? text.p[at - 1] : ' ';
	if (at + 1 >= text.n || !(isalnum((unsigned char)text.p[at + 1]) || text.p[at + 1] == '.'))
		return false;
	if (before == '-' && at > 1 && text.p[at - 2] == '=')
		return true;
	return !isalnum((unsigned char)before) && (!before || !strchr("_-.~%/}", before));
}

static void add_mention(struct mentions *m, const char *path)
{
	struct buf real CLEANUP(buf_release) = {0};
	void **known = map_at(&m->known, str_from(path));
	if (*known || !fileset_resolve(m->files, path, true, &real))
		return;
	*known = m;
	const struct member *to = fileset_get(m->files, real.p);
	if (to && to != m->by && *to->path)
		vec_push(&m->out->use, ((struct use){.kind = USE_MENTION, .by = m->by, .to = to,
						     .wants = arena_strdup(&m->out->arena, path)}));
}

/* "/usr/lib/x/%s" names the directory. */
static void look_up(struct mentions *m, struct str path, char next)
{
	struct buf real CLEANUP(buf_release) = {0};
	while (path.n > 1 && strchr("/.,", path.p[path.n - 1]))
		path.n--;
	char *text CLEANUP(mem_freep) = mem_strndup(path.p, path.n);
	bool template = next && strchr("%$*<{", next);
	char *parent CLEANUP(mem_freep) = template ? path_parent(text) : NULL;
	if (!parent || (fileset_resolve(m->files, text, true, &real) && fileset_get(m->files, real.p)))
		add_mention(m, text);
	else if (*parent)
		add_mention(m, parent);
}

void uses_mentions(const struct fileset *files, const struct member *by, struct uses *out)
{
	struct mentions m = {.files = files, .by = by, .out = out};
	struct str text = by->body;
	const char *end = text.p + text.n, *at = text.p;
	while (text.n && at < end && (at = memchr(at, '/', (size_t)(end - at)))) {
		size_t begin = (size_t)(at - text.p), n = 1;
		if (!begins_path(text, begin)) {
			at++;
			continue;
		}
		while (begin + n < text.n && n <= MENTION_LONGEST && is_path_char(text.p[begin + n]))
			n++;
		if (n <= MENTION_LONGEST)
			look_up(&m, (struct str){text.p + begin, n}, begin + n < text.n ? text.p[begin + n] : 0);
		at += n;
	}
	map_release(&m.known);
}

/* Up to a quote, a blank or an operator of the shell. */
static struct str word_at(struct str text, size_t at)
{
	size_t n = 0;
	while (at + n < text.n && n <= WORD_LONGEST && text.p[at + n] &&
	       (isalnum((unsigned char)text.p[at + n]) || strchr("_-.+", text.p[at + n])))
		n++;
	bool ends = at + n < text.n && text.p[at + n] && strchr("\"'` \t\n;|&)", text.p[at + n]);
	return (struct str){text.p + at, ends && n <= WORD_LONGEST ? n : 0};
}

void uses_words(const struct member *by, const struct map *commands, const char *before, struct uses *out)
{
	bool begins[UCHAR_MAX + 1] = {false};
	struct map known = {0};
	struct str text = by->body;
	for (const char *c = before; *c; c++)
		begins[(unsigned char)*c] = true;
	for (size_t i = 0; i + 1 < text.n; i++) {
		struct str word = begins[(unsigned char)text.p[i]] ? word_at(text, i + 1) : (struct str){0};
		const struct member *to = word.n ? map_get(commands, word) : NULL;
		if (!to || to == by || map_get(&known, word))
			continue;
		*map_at(&known, word) = (void *)to;
		vec_push(&out->use, ((struct use){.kind = USE_COMMAND, .by = by, .to = to,
						  .wants = arena_strndup(&out->arena, word.p, word.n)}));
	}
	map_release(&known);
}
