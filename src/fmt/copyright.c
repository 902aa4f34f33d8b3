/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/copyright.h"

#include <strings.h>

/* The state of the current paragraph. */
struct paragraph {
	bool first, open;
	bool header, files;
	bool folding; /* the last field was License */
	VEC(struct copyright_licence) licence;
};

static bool is_field(struct str line, struct str *name, struct str *value)
{
	size_t n = 0;
	while (n < line.n && (line.p[n] == '-' || line.p[n] == '_' || (line.p[n] >= '0' && line.p[n] <= '9') ||
			      ((line.p[n] | 32) >= 'a' && (line.p[n] | 32) <= 'z')))
		n++;
	if (!n || n == line.n || line.p[n] != ':' || line.p[0] == '-')
		return false;
	*name = (struct str){line.p, n};
	*value = str_trim((struct str){line.p + n + 1, line.n - n - 1});
	return true;
}

static bool equals_ignoring_case(struct str a, const char *b)
{
	return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0;
}

static bool holds_text(struct str text, const char *part)
{
	return memmem(text.p, text.n, part, strlen(part)) != NULL;
}

/* Whether a field is "Format:
 * https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/" or names one of
 * the drafts. */
static bool names_format(struct str name, struct str value)
{
	return (equals_ignoring_case(name, "Format") ||
		equals_ignoring_case(name, "Format-Specification")) &&
	       (holds_text(value, "copyright-format") || holds_text(value, "dep5") ||
		holds_text(value, "DEP5") || holds_text(value, "dep-5"));
}

static void end_paragraph(struct copyright *out, struct paragraph *p)
{
	for (size_t i = 0; i < p->licence.n; i++) {
		if (p->header || p->files)
			vec_push(&out->used, p->licence.at[i]);
		else
			vec_push(&out->full, p->licence.at[i]);
	}
	p->licence.n = 0;
	p->first = p->first && !p->open;
	p->open = p->header = p->files = p->folding = false;
}

/* Adds a line to the text of the last License. The lines are adjacent in memory, so a
 * longer view includes it. */
static void fold(struct paragraph *p, struct str line)
{
	if (!p->folding)
		return;
	struct str *text = &p->licence.at[p->licence.n - 1].text;
	if (!text->p)
		text->p = line.p;
	text->n = (size_t)(line.p + line.n - text->p);
}

static void read_copyright_line(struct copyright *out, struct paragraph *p, struct str line)
{
	struct str name, value;
	if (!str_trim(line).n) {
		end_paragraph(out, p);
		return;
	}
	p->open = true;
	if (line.p[0] == ' ' || line.p[0] == '\t' || !is_field(line, &name, &value)) {
		fold(p, line);
		return;
	}
	if (p->first && names_format(name, value))
		out->machine_readable = p->header = true;
	p->files |= equals_ignoring_case(name, "Files");
	p->folding = equals_ignoring_case(name, "License") || equals_ignoring_case(name, "Licence");
	if (p->folding)
		vec_push(&p->licence, ((struct copyright_licence){.name = value}));
}

static int read_copyright(struct str text, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct copyright *out = record;
	struct paragraph p = {.first = true};
	struct str rest = text, line;
	(void)question, (void)arena, (void)err;
	if (str_starts(rest, "\xef\xbb\xbf"))
		rest = (struct str){rest.p + 3, rest.n - 3};
	while (str_split(&rest, '\n', &line)) {
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		read_copyright_line(out, &p, line);
		if (!p.first && !out->machine_readable)
			break;
	}
	end_paragraph(out, &p);
	vec_release(&p.licence);
	if (!out->machine_readable)
		out->used.n = out->full.n = 0;
	return 0;
}

static const struct shape licence_shape = SHAPE(struct copyright_licence,
	FIELD(struct copyright_licence, TEXT, name), FIELD(struct copyright_licence, TEXT, text));
static const struct shape copyright_shape = SHAPE(struct copyright,
	FIELD(struct copyright, BOOL, machine_readable), FIELD_ITEMS(struct copyright, used, &licence_shape),
	FIELD_ITEMS(struct copyright, full, &licence_shape));

const struct reader copyright_reader = {"copyright file", COPYRIGHT_LARGEST, &copyright_shape, read_copyright, NULL};

int copyright_parse(struct str text, struct arena *arena, struct copyright *out, struct err *err)
{
	return reader_run(&copyright_reader, text, NULL, arena, out, err);
}

struct str copyright_find_text(const struct copyright *c, struct str name)
{
	for (size_t i = 0; i < c->full.n; i++)
		if (c->full.at[i].text.n && c->full.at[i].name.n == name.n &&
		    strncasecmp(c->full.at[i].name.p, name.p, name.n) == 0)
			return c->full.at[i].text;
	for (size_t i = 0; i < c->used.n; i++)
		if (c->used.at[i].text.n && c->used.at[i].name.n == name.n &&
		    strncasecmp(c->used.at[i].name.p, name.p, name.n) == 0)
			return c->used.at[i].text;
	return (struct str){0};
}

void copyright_unfold(struct str folded, struct buf *out)
{
	struct str rest = folded, line;
	if (!folded.n)
		return;
	while (str_split(&rest, '\n', &line)) {
		if (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
			line = (struct str){line.p + 1, line.n - 1};
		if (!str_is(str_trim(line), "."))
			buf_add(out, line.p, line.n);
		buf_puts(out, "\n");
	}
}
