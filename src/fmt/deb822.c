/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/deb822.h"

#include <stdarg.h>
#include <strings.h>

struct scanner {
	struct deb822 *out;
	enum status status;
	int flags;
	unsigned line;
	bool open;    /* a stanza has begun */
	bool comment; /* the last line was a comment */
	struct err *err;
};

static int fail_at_column(struct scanner *s, unsigned column, const char *reason)
{
	return err_set(s->err, s->status, "%s:%u:%u: %s", s->out->file, s->line, column, reason);
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-';
}

static int check_line_bytes(struct scanner *s, struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		if (c == '\r')
			return fail_at_column(s, (unsigned)i + 1,
					      "carriage return in text: lines end as in DOS");
		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return fail_at_column(s, (unsigned)i + 1, "control byte in text");
	}
	return 0;
}

static int scan_field(struct scanner *s, struct str line)
{
	struct deb822_field field = {.line = s->line};
	size_t n = 0;
	while (n < line.n && is_name_char(line.p[n]))
		n++;
	if (str_starts(line, "\xef\xbb\xbf"))
		return fail_at_column(
			s, 1, "byte order mark before a field: the text has to be plain UTF-8");
	if (!memchr(line.p, ':', line.n))
		return fail_at_column(s, 1, "line without a colon");
	if (n == 0 || line.p[n] != ':' || line.p[0] == '-')
		return fail_at_column(s, line.p[0] == '-' ? 1 : (unsigned)n + 1,
				      "not a field name: letters, digits and '-', then ':'");
	field.name = (struct str){line.p, n};
	field.value = str_trim((struct str){line.p + n + 1, line.n - n - 1});
	field.column = (unsigned)(field.value.p - line.p) + 1;
	if (!s->open)
		vec_push(&s->out->stanza, (struct deb822_stanza){0});
	s->open = true;
	struct deb822_stanza *stanza = &s->out->stanza.at[s->out->stanza.n - 1];
	for (size_t i = 0; i < stanza->field.n; i++) {
		struct str other = stanza->field.at[i].name;
		if (other.n == n && strncasecmp(other.p, line.p, n) == 0)
			return fail_at_column(s, 1, "field given twice in one stanza");
	}
	vec_push(&stanza->field, field);
	return 0;
}

static int fold_line(struct scanner *s, struct str line)
{
	if (!s->open)
		return fail_at_column(s, 1, "folded line without a field");
	/* A value is one view of the text, so a comment in its middle cannot be left out. */
	if (s->comment)
		return fail_at_column(s, 1, "comment in the middle of a folded value");
	struct deb822_stanza *stanza = &s->out->stanza.at[s->out->stanza.n - 1];
	struct deb822_field *field = &stanza->field.at[stanza->field.n - 1];
	/* If the first line of the value is empty, the view has length 0 and starts at its end. */
	field->value.n = (size_t)(line.p + line.n - field->value.p);
	return 0;
}

static int scan_line(struct scanner *s, struct str line)
{
	if (check_line_bytes(s, line))
		return -1;
	bool comment = line.n && line.p[0] == '#' && (s->flags & DEB822_COMMENTS);
	if (comment) {
		s->comment = true;
		return 0;
	}
	if (str_trim(line).n == 0) {
		s->open = false;
		return 0;
	}
	int status = line.p[0] == ' ' || line.p[0] == '\t' ? fold_line(s, line) : scan_field(s, line);
	s->comment = false;
	return status;
}

int deb822_parse(const char *file, struct str text, int flags, enum status status,
		 struct deb822 *out, struct err *err)
{
	struct scanner s = {.out = out, .status = status, .flags = flags, .err = err};
	struct str rest = text, line;
	*out = (struct deb822){.file = file};
	if (text.n && text.p[text.n - 1] == '\n')
		rest.n--;
	while (str_split(&rest, '\n', &line)) {
		s.line++;
		if (scan_line(&s, line)) {
			deb822_release(out);
			return -1;
		}
	}
	return 0;
}

const struct deb822_field *deb822_find(const struct deb822_stanza *stanza, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < stanza->field.n; i++) {
		const struct deb822_field *field = &stanza->field.at[i];
		if (field->name.n == n && strncasecmp(field->name.p, name, n) == 0)
			return field;
	}
	return NULL;
}

bool deb822_next_line(struct str *rest, struct str *line)
{
	if (!str_split(rest, '\n', line))
		return false;
	*line = str_trim(*line);
	if (str_is(*line, "."))
		line->n = 0;
	return true;
}

int deb822_fail(const struct deb822 *in, const struct deb822_field *at, struct err *err,
		const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = mem_vprintf(fmt, ap);
	va_end(ap);
	err_set(err, STATUS_FATAL, "%s:%u:%u: %s", in->file, at->line, at->column, text);
	free(text);
	return -1;
}

/* Columns count bytes from 1. */
static void locate(const struct deb822_field *field, const char *at, unsigned *line, unsigned *column)
{
	*line = field->line;
	*column = field->column;
	for (const char *c = field->value.p; c < at; c++) {
		*line += *c == '\n';
		*column = *c == '\n' ? 1 : *column + 1;
	}
}

int deb822_fail_at(const struct deb822 *in, const struct deb822_field *field, const char *at,
		   struct err *err, const char *fmt, ...)
{
	unsigned line, column;
	va_list ap;
	locate(field, at, &line, &column);
	va_start(ap, fmt);
	char *text = mem_vprintf(fmt, ap);
	va_end(ap);
	err_set(err, STATUS_FATAL, "%s:%u:%u: %s", in->file, line, column, text);
	free(text);
	return -1;
}

const char *deb822_place(const struct deb822 *in, const struct deb822_field *field, const char *at,
			 struct arena *arena)
{
	unsigned line, column;
	locate(field, at, &line, &column);
	return arena_printf(arena, "%s:%u:%u", in->file, line, column);
}

void deb822_release(struct deb822 *deb822)
{
	for (size_t i = 0; i < deb822->stanza.n; i++)
		vec_release(&deb822->stanza.at[i].field);
	vec_release(&deb822->stanza);
}
