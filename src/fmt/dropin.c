/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/dropin.h"

#include "base/log.h"

#include <string.h>

bool dropin_line(struct str *rest, struct str *line, unsigned *number)
{
	while (str_split(rest, '\n', line)) {
		++*number;
		*line = str_trim(*line);
		if (line->n && line->p[0] != '#' && line->p[0] != ';')
			return true;
	}
	return false;
}

static int digits(struct str *in, int base, size_t n, struct buf *out, struct err *err)
{
	unsigned value = 0;
	for (size_t i = 0; i < n; i++) {
		static const char all[] = "0123456789abcdef";
		const char *c = i < in->n && in->p[i] ? strchr(all, in->p[i] | (base == 16 ? 0x20 : 0)) : NULL;
		if (!c || c - all >= base)
			return err_set(err, STATUS_UNTRUSTED, "bad escape");
		value = value * (unsigned)base + (unsigned)(c - all);
	}
	if (!value || value > 255)
		return err_set(err, STATUS_UNTRUSTED, "bad escape");
	char byte = (char)value;
	buf_add(out, &byte, 1);
	*in = (struct str){in->p + n, in->n - n};
	return 0;
}

/* Reads an escape; the backslash was taken. */
static int escape(struct str *in, struct buf *out, struct err *err)
{
	static const char from[] = "abfnrtv\\\"'s", to[] = "\a\b\f\n\r\t\v\\\"' ";
	const char *found = in->n && in->p[0] ? strchr(from, in->p[0]) : NULL;
	if (in->n && in->p[0] >= '0' && in->p[0] <= '7')
		return digits(in, 8, 3, out, err);
	if (in->n && in->p[0] == 'x') {
		*in = (struct str){in->p + 1, in->n - 1};
		return digits(in, 16, 2, out, err);
	}
	if (!found)
		return err_set(err, STATUS_UNTRUSTED, "bad escape");
	buf_add(out, &to[found - from], 1);
	*in = (struct str){in->p + 1, in->n - 1};
	return 0;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static int read_word(struct str *in, struct buf *out, struct err *err)
{
	char quote = 0;
	while (in->n && (quote || !blank(in->p[0]))) {
		char c = in->p[0];
		*in = (struct str){in->p + 1, in->n - 1};
		if (c == '\\') {
			if (escape(in, out, err))
				return -1;
		} else if (quote ? c == quote : c == '"' || c == '\'') {
			quote = quote ? 0 : c;
		} else {
			buf_add(out, &c, 1);
		}
	}
	return quote ? err_set(err, STATUS_UNTRUSTED, "a quote does not end") : 0;
}

int dropin_word(struct arena *arena, struct str *rest, const char **word, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	*word = NULL;
	while (rest->n && blank(rest->p[0]))
		*rest = (struct str){rest->p + 1, rest->n - 1};
	if (!rest->n)
		return 0;
	buf_puts(&text, "");
	if (read_word(rest, &text, err))
		return -1;
	if (memchr(text.p, 0, text.n) || memchr(text.p, '\n', text.n))
		return err_set(err, STATUS_UNTRUSTED, "a NUL or a newline in a word");
	*word = arena_strndup(arena, text.p, text.n);
	while (rest->n && blank(rest->p[0]))
		*rest = (struct str){rest->p + 1, rest->n - 1};
	return 0;
}

int dropin_unescape(struct arena *arena, struct str text, struct str *out, struct err *err)
{
	struct buf plain CLEANUP(buf_release) = {0};
	buf_puts(&plain, "");
	while (text.n) {
		char c = text.p[0];
		text = (struct str){text.p + 1, text.n - 1};
		if (c != '\\')
			buf_add(&plain, &c, 1);
		else if (escape(&text, &plain, err))
			return -1;
	}
	*out = (struct str){arena_strndup(arena, plain.p, plain.n), plain.n};
	return 0;
}

static const char *stands_for(char specifier)
{
	switch (specifier) {
	case '%': return "%";
	case 't': return "/run";
	case 'S': return "/var/lib";
	case 'C': return "/var/cache";
	case 'L': return "/var/log";
	case 'T': return "/tmp";
	case 'V': return "/var/tmp";
	case 'h': return "/root";
	default: return NULL;
	}
}

int dropin_expand(struct arena *arena, const char **text, const char *known, struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	if (!*text || !strchr(*text, '%'))
		return 0;
	for (const char *c = *text; *c; c++) {
		bool special = *c == '%' && c[1] && (c[1] == '%' || strchr(known, c[1]));
		const char *value = special ? stands_for(c[1]) : NULL;
		if (*c == '%' && !value)
			return err_set(err, STATUS_UNTRUSTED, "'%%%.1s' is not known before a system runs",
				       c + 1);
		if (value)
			buf_puts(&out, value);
		else
			buf_add(&out, c, 1);
		c += value != NULL;
	}
	*text = arena_strdup(arena, out.p);
	return 0;
}

const struct shape dropin_fault_shape = SHAPE(struct dropin_fault,
	FIELD(struct dropin_fault, NUMBER, line), FIELD(struct dropin_fault, NAME, text));

void dropin_tell_faults(const struct dropin_faults *faults, const char *file)
{
	for (size_t i = 0; i < faults->n; i++)
		log_warn("%s:%u: %s: left out", file, faults->at[i].line, faults->at[i].text ? faults->at[i].text : "wrong");
}
