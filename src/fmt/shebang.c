/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/shebang.h"

static bool is_kernel_blank(char c)
{
	return c == ' ' || c == '\t'; /* only these: a carriage return is part of the name */
}

static struct str next_shebang_word(struct str *line)
{
	struct str word;
	for (; line->n && is_kernel_blank(*line->p); line->p++)
		line->n--;
	word = *line;
	for (word.n = 0; word.n < line->n && !is_kernel_blank(word.p[word.n]); word.n++)
		;
	line->p += word.n;
	line->n -= word.n;
	return word;
}

static bool is_assignment(struct str word)
{
	return word.n && memchr(word.p, '=', word.n);
}

/* Finds the program in the arguments of env(1) by skipping options and assignments: -S
 * splits what follows as a shell does, -u and -C take an argument. */
static struct str env_program(struct str line)
{
	struct str word = next_shebang_word(&line);
	while (word.n && (word.p[0] == '-' || is_assignment(word))) {
		bool takes_name = str_is(word, "-u") || str_is(word, "-C");
		bool joined = str_starts(word, "-S") && word.n > 2;
		if (joined) {
			word.p += 2;
			word.n -= 2;
			continue;
		}
		if (takes_name)
			next_shebang_word(&line);
		word = next_shebang_word(&line);
	}
	return word;
}

bool shebang_read(struct str file, struct shebang *out)
{
	struct str line = {file.p, file.n < SHEBANG_LONGEST ? file.n : SHEBANG_LONGEST};
	if (!str_starts(line, "#!"))
		return false;
	line.p += 2;
	line.n -= 2;
	const char *end = memchr(line.p, '\n', line.n), *nul = memchr(line.p, 0, line.n);
	if (!end && file.n > SHEBANG_LONGEST)
		end = line.p + line.n;
	if (nul && (!end || nul < end))
		end = nul;
	line.n = end ? (size_t)(end - line.p) : line.n;
	*out = (struct shebang){.interpreter = next_shebang_word(&line)};
	/* The kernel refuses a name that it may have cut (fs/binfmt_script.c). */
	if (!line.n && line.p == file.p + SHEBANG_LONGEST)
		return false;
	if (str_ends(out->interpreter, "/env"))
		out->program = env_program(line);
	return out->interpreter.n > 0;
}
