/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/mentions.h"

#include <string.h>

#include "base/path.h"

enum { DIRECTORY_NAMES_LEAST = 3 }; /* usr/share/x: directories above that hold too much */

bool mentions_wants(const char *control)
{
	return strcmp(control, "preinst") == 0 || strcmp(control, "postinst") == 0;
}

static bool is_mention_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("._+~@%,-", c)) || (unsigned char)c >= 0x80;
}

static void add_mentioned(struct mentions *m, struct str word)
{
	while (word.n && word.p[word.n - 1] == '/')
		word.n--;
	while (word.n && word.p[0] == '/')
		word = (struct str){word.p + 1, word.n - 1};
	if (word.n && word.n <= PATH_LONGEST)
		*map_at(&m->word, word) = m;
}

/* Adds a word of names and slashes as a whole, and each name in it. */
static void add_word(struct mentions *m, struct str word)
{
	struct str rest = word, name;
	add_mentioned(m, word);
	while (str_split(&rest, '/', &name))
		add_mentioned(m, name);
}

void mentions_add(struct mentions *m, struct str script)
{
	struct str line;
	if (m->taken + script.n > MENTIONS_LARGEST)
		script.n = MENTIONS_LARGEST - m->taken;
	m->taken += script.n;
	struct str rest = {arena_strndup(&m->arena, script.n ? script.p : "", script.n), script.n};
	while (str_split(&rest, '\n', &line)) {
		/* It only moves files of older versions. */
		if (memmem(line.p, line.n, "dpkg-maintscript-helper", strlen("dpkg-maintscript-helper")))
			continue;
		for (size_t i = 0, start; i < line.n; i++) {
			for (start = i;
			     i < line.n && (line.p[i] == '/' || is_mention_char(line.p[i])); i++)
				;
			add_word(m, (struct str){line.p + start, i - start});
		}
	}
}

static bool is_mentioned(const struct mentions *m, const char *text, size_t n)
{
	return map_get(&m->word, (struct str){text, n}) != NULL;
}

bool mentions_has(const struct mentions *m, const char *path)
{
	const char *base = path_base(path);
	size_t n = strlen(base), names = 0;
	if (is_mentioned(m, base, n) ||
	    (str_ends(str_from(base), ".gz") && is_mentioned(m, base, n - strlen(".gz"))))
		return true;
	for (const char *c = path; *c; c++)
		if (*c == '/' && ++names >= DIRECTORY_NAMES_LEAST &&
		    is_mentioned(m, path, (size_t)(c - path)))
			return true;
	return false;
}

void mentions_release(struct mentions *m)
{
	map_release(&m->word);
	arena_release(&m->arena);
}
