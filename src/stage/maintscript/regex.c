/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/maintscript/regex.h"

#include <string.h>

#include "base/mem.h"

/* The text of a pair of braces: "n", "n," or "n,m". */
static bool is_small(struct str braces)
{
	struct str number;
	unsigned long long n;
	while (str_split(&braces, ',', &number))
		if (number.n && (!str_number(number, 10, REGEX_MOST, &n)))
			return false;
	return true;
}

/* Whether the character at i is `c` as an operator: with a backslash in basic expressions, without
 * one in extended ones. */
static bool is_operator(struct str text, size_t i, char c, bool escaped, bool extended)
{
	return i < text.n && text.p[i] == c && escaped != extended;
}

/* Whether a group ends before i that is repeated. */
static bool is_repeated(struct str text, size_t i, bool extended)
{
	if (i < text.n && text.p[i] == '*')
		return true;
	bool escaped = i + 1 < text.n && text.p[i] == '\\';
	i += escaped;
	return is_operator(text, i, '+', escaped, extended) || is_operator(text, i, '{', escaped, extended);
}

/* Repetitions must not multiply: at most one has a number, and no group with one is repeated. */
static bool is_cheap(struct str text, bool extended)
{
	unsigned repetitions = 0;
	bool repeats = false;
	for (size_t i = 0; i < text.n; i++) {
		bool escaped = text.p[i] == '\\';
		i += escaped;
		if (i >= text.n || (escaped && text.p[i] >= '1' && text.p[i] <= '9'))
			return false;
		repeats |= strchr("*+{", text.p[i]) != NULL;
		if (is_operator(text, i, ')', escaped, extended) && repeats && is_repeated(text, i + 1, extended))
			return false;
		if (!is_operator(text, i, '{', escaped, extended))
			continue;
		const char *from = text.p + i + 1, *end = memchr(from, '}', text.n - i - 1);
		size_t n = end ? (size_t)(end - from) - (!extended && end > from) : 0;
		if (!end || ++repetitions > 1 || !is_small((struct str){from, n}))
			return false;
	}
	return true;
}

bool regex_compile(struct str text, bool extended, bool ignore_case, regex_t *out)
{
	int flags = (extended ? REG_EXTENDED : 0) | (ignore_case ? REG_ICASE : 0);
	if (text.n > REGEX_LARGEST || memchr(text.p ? text.p : "", 0, text.n) || !is_cheap(text, extended))
		return false;
	char *copy CLEANUP(mem_freep) = mem_strndup(text.p ? text.p : "", text.n);
	return regcomp(out, copy, flags) == 0;
}

bool regex_match(const regex_t *re, struct str text, size_t from, regmatch_t match[10])
{
	match[0] = (regmatch_t){(regoff_t)from, (regoff_t)text.n};
	return regexec(re, text.p ? text.p : "", 10, match, REG_STARTEND) == 0;
}
