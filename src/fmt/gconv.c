/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/gconv.h"

#include <strings.h>

static bool is_gconv_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static struct str next_gconv_word(struct str *rest)
{
	size_t start = 0, end;
	while (start < rest->n && is_gconv_blank(rest->p[start]))
		start++;
	for (end = start; end < rest->n && !is_gconv_blank(rest->p[end]);)
		end++;
	struct str word = {rest->p + start, end - start};
	rest->p += end;
	rest->n -= end;
	return word;
}

static struct str next_name(struct str *rest)
{
	struct str name = next_gconv_word(rest);
	while (name.n && name.p[name.n - 1] == '/')
		name.n--;
	return name;
}

bool gconv_next_line(struct str *rest, struct gconv_line *out)
{
	*out = (struct gconv_line){0};
	if (!rest->n || !str_split(rest, '\n', &out->text))
		return false;
	const char *comment = out->text.n ? memchr(out->text.p, '#', out->text.n) : NULL;
	struct str line = {out->text.p, comment ? (size_t)(comment - out->text.p) : out->text.n};
	struct str word = next_gconv_word(&line);
	enum gconv_kind kind = str_is(word, "alias")    ? GCONV_ALIAS
			       : str_is(word, "module") ? GCONV_MODULE
							: GCONV_OTHER;
	if (kind == GCONV_OTHER)
		return true;
	out->from = next_name(&line);
	out->to = next_name(&line);
	if (kind == GCONV_MODULE)
		out->file = next_gconv_word(&line);
	if (out->from.n && out->to.n && (kind == GCONV_ALIAS || out->file.n))
		out->kind = kind;
	return true;
}

bool gconv_same_name(struct str a, struct str b)
{
	return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}
