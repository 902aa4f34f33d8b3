/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks whether a script is text for a shell at all. */
#include "base/utf8.h"
#include "fmt/shell_lex.h"

static int check_script_bytes(struct lexer *l)
{
	unsigned line = 1;
	for (size_t i = 0; i < l->n;) {
		unsigned char c = (unsigned char)l->p[i];
		size_t length = utf8_length(l->p + i, l->n - i);
		if (!length)
			return lex_fail(l, line, "not UTF-8");
		/* ESC is allowed, as it starts colour codes. */
		if (!c || (c < ' ' && !strchr("\t\n\033", c)) || c == 127)
			return lex_fail(l, line, "a control byte: no text");
		line += c == '\n';
		i += length;
	}
	return 0;
}

/* Accepts "#!/bin/sh -e" and the like; a text without a #! line is for sh. */
static int check_interpreter(struct lexer *l)
{
	static const char *const shells[] = {"sh", "dash", "bash", "ash"};
	struct str line = {l->p, l->n}, name;
	if (!str_starts(line, "#!"))
		return 0;
	const char *end = memchr(line.p, '\n', line.n);
	line.n = end ? (size_t)(end - line.p) : line.n;
	line = str_trim((struct str){line.p + 2, line.n - 2});
	struct str rest = line;
	str_split(&rest, ' ', &name);
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = (struct str){name.p + i, name.n - i};
			break;
		}
	for (size_t i = 0; i < ARRAY_LEN(shells); i++)
		if (str_is(name, shells[i]))
			return 0;
	return err_set(l->err, STATUS_UNTRUSTED, "line 1: no shell script: #!%.*s", STR_ARG(line));
}

int shell_check_text(struct lexer *l)
{
	return check_interpreter(l) || check_script_bytes(l) ? -1 : 0;
}
