/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds users and groups that only configuration files name, because programs look them
 * up when they start. The Mention rules say in which files, and after which words. No
 * format is parsed: a word that only looks like the name of an account merely costs a
 * line in passwd(5). */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "stage/effect/parts.h"

enum { CONFIGURATION_MOST = 1 << 20, WORD_LONGEST = 64 };

static bool is_part_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static bool next_mention(struct str *rest, char out[WORD_LONGEST])
{
	size_t n = 0;
	while (rest->n && !is_part_of_word(*rest->p)) {
		rest->p++;
		rest->n--;
	}
	while (n < rest->n && is_part_of_word(rest->p[n]))
		n++;
	size_t kept = n < WORD_LONGEST ? n : WORD_LONGEST - 1;
	for (size_t i = 0; i < kept; i++)
		out[i] = rest->p[i];
	out[kept] = 0;
	rest->p += n;
	rest->n -= n;
	return n > 0;
}

/* Keys may be in any case: User=, APACHE_RUN_USER. */
static bool is_key(const struct mention_rule *rule, const char *word)
{
	char small[WORD_LONGEST];
	size_t i = 0;
	for (; word[i]; i++)
		small[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
	small[i] = 0;
	return path_first_glob(&rule->keys, small);
}

static void read_mention_line(struct effect_state *state, const struct mention_rule *rule,
			      struct str line)
{
	char word[WORD_LONGEST];
	bool named = rule->keys.n == 0;
	line = str_trim(line);
	if (line.n && (*line.p == '#' || *line.p == ';' || str_starts(line, "//")))
		return;
	while (next_mention(&line, word)) {
		if (named)
			effect_mention(state, word);
		named = named || is_key(rule, word);
	}
}

static bool is_text(const struct member *m)
{
	return m && m->type == MEMBER_FILE && !m->held && m->body.n && m->body.n <= CONFIGURATION_MOST &&
	       !memchr(m->body.p, 0, m->body.n);
}

static int read_mention_file(struct effect_state *state, const struct mention_rule *rule, const struct member *m,
			     struct err *err)
{
	char *absolute CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	struct str rest = m->body, line;
	if (!path_first_glob(&rule->files, absolute))
		return 0;
	if (effect_spend(state, m->body.n, err))
		return -1;
	while (str_split(&rest, '\n', &line))
		read_mention_line(state, rule, line);
	return 0;
}

int effect_take_mentioned(struct effect_state *state, const struct fileset *files, struct err *err)
{
	const struct rules *rules = state->input->rules;
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int status = 0;
	for (size_t i = 0; i < n && !status; i++)
		for (size_t r = 0; rules && is_text(all[i]) && r < rules->mention.n && !status; r++)
			status = read_mention_file(state, &rules->mention.at[r], all[i], err);
	free(all);
	return status;
}
