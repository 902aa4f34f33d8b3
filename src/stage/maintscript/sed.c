/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/maintscript/sed.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "stage/maintscript/regex.h"

enum { COMMANDS_MOST = 100, OUTPUT_MOST = 1 << 20, LINE_LONGEST = 4096 };

enum address_kind { ADDRESS_NONE, ADDRESS_LINE, ADDRESS_LAST, ADDRESS_MATCH };

struct address {
	enum address_kind kind;
	unsigned long long line;
	regex_t match;
};

struct command {
	struct address first, last; /* last: ADDRESS_NONE unless it is a range */
	bool negate, inside;        /* inside: of the range */
	char name;
	size_t end; /* of '{': the index of its '}' */
	struct buf text; /* of a, i and c, with a newline; of s the replacement */
	bool has_match, global, print;
	regex_t match; /* of s */
	unsigned long long number; /* of s: which occurrence, from 1 */
};

struct program {
	VEC(struct command) command;
	bool quiet, extended;
};

static void address_release(struct address *a)
{
	if (a->kind == ADDRESS_MATCH)
		regfree(&a->match);
}

static void program_release(struct program *p)
{
	for (size_t i = 0; i < p->command.n; i++) {
		struct command *c = &p->command.at[i];
		address_release(&c->first);
		address_release(&c->last);
		if (c->has_match)
			regfree(&c->match);
		buf_release(&c->text);
	}
	vec_release(&p->command);
}

/* --- parsing ------------------------------------------------------------ */

static void drop_one(struct str *rest)
{
	*rest = (struct str){rest->p + 1, rest->n - 1};
}

static void skip(struct str *rest, const char *what)
{
	while (rest->n && strchr(what, *rest->p))
		drop_one(rest);
}

static bool take(struct str *rest, char c)
{
	if (!rest->n || *rest->p != c)
		return false;
	drop_one(rest);
	return true;
}

static bool take_number(struct str *rest, unsigned long long *out)
{
	size_t n = 0;
	while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9')
		n++;
	if (!n || !str_number((struct str){rest->p, n}, 10, 1000000, out))
		return false;
	*rest = (struct str){rest->p + n, rest->n - n};
	return true;
}

/* What a backslash and c stand for in an expression; false if that is not understood. */
static bool add_escaped(char c, char delimiter, bool expression, struct buf *out)
{
	const char both[] = {'\\', c};
	/* A delimiter that is special elsewhere is a matter of versions. */
	if (c == delimiter && !strchr("/,:#@%!;~=_\"", c))
		return false;
	if (c == delimiter)
		buf_add(out, &c, 1);
	else if (c == 'n' || c == '\n')
		buf_puts(out, "\n");
	else if (c == 't')
		buf_puts(out, "\t");
	else if (strchr("fvacdox", c) || (!expression && strchr("ULulE", c)))
		return false;
	else
		buf_add(out, both, 2);
	return true;
}

static void take_one(struct str *rest, struct buf *out)
{
	buf_add(out, rest->p, 1);
	drop_one(rest);
}

/* Takes "[:space:]" and its like. */
static bool take_class(struct str *rest, struct buf *out)
{
	const char end[] = {rest->p[1], ']'}, *close = memmem(rest->p + 2, rest->n - 2, end, 2);
	while (close && rest->p < close + 2)
		take_one(rest, out);
	return close != NULL;
}

/* Takes the rest of "[^a]" after its first character: a delimiter is a character like any other
 * there. */
static bool take_bracket(struct str *rest, char delimiter, struct buf *out)
{
	for (const char *first = "^]"; *first; first++)
		if (rest->n && *rest->p == *first)
			take_one(rest, out);
	while (rest->n > 1 && *rest->p != ']' && *rest->p != '\n') {
		char c = *rest->p, next = rest->p[1];
		if (c == '[' && (next == ':' || next == '.' || next == '=')) {
			if (!take_class(rest, out))
				return false;
		} else if (c == '\\' && (next == delimiter || next == 'n' || next == 't')) {
			drop_one(rest);
			if (!add_escaped(next, delimiter, true, out))
				return false;
			drop_one(rest);
		} else {
			take_one(rest, out);
		}
	}
	if (!rest->n || *rest->p != ']')
		return false;
	take_one(rest, out);
	return true;
}

/* Takes the text up to the delimiter. */
static bool take_part(struct str *rest, char delimiter, bool expression, struct buf *out)
{
	buf_puts(out, "");
	while (rest->n > 0 && *rest->p != '\n') {
		char c = *rest->p;
		if (c == delimiter)
			return take(rest, delimiter);
		if (c == '\\') {
			drop_one(rest);
			if (!rest->n || !add_escaped(*rest->p, delimiter, expression, out))
				return false;
			drop_one(rest);
			continue;
		}
		take_one(rest, out);
		if (expression && c == '[' && !take_bracket(rest, delimiter, out))
			return false;
	}
	return false;
}

static bool take_address(const struct program *p, struct str *rest, struct address *out)
{
	struct buf text CLEANUP(buf_release) = {0};
	if (take(rest, '$')) {
		out->kind = ADDRESS_LAST;
		return true;
	}
	if (take(rest, '/')) {
		if (!take_part(rest, '/', true, &text) || !text.n)
			return false;
		bool ignore = take(rest, 'I');
		if (!regex_compile(buf_str(&text), p->extended, ignore, &out->match))
			return false;
		out->kind = ADDRESS_MATCH;
		return true;
	}
	if (!rest->n || *rest->p < '0' || *rest->p > '9')
		return true;
	out->kind = ADDRESS_LINE;
	return take_number(rest, &out->line) && out->line && (!rest->n || *rest->p != '~');
}

static bool take_flags(struct str *rest, struct command *c, bool *ignore)
{
	for (; rest->n; drop_one(rest)) {
		if (*rest->p == 'g')
			c->global = true;
		else if (*rest->p == 'p')
			c->print = true;
		else if (*rest->p == 'I' || *rest->p == 'i')
			*ignore = true;
		else if (!c->number && *rest->p >= '1' && *rest->p <= '9')
			c->number = (unsigned long long)(*rest->p - '0');
		else
			break;
	}
	c->number = c->number ? c->number : 1;
	return !rest->n || strchr(" \t;\n}#", *rest->p);
}

static bool take_substitution(const struct program *p, struct str *rest, struct command *c)
{
	struct buf text CLEANUP(buf_release) = {0};
	bool ignore = false;
	char delimiter = rest->n ? *rest->p : 0;
	if (!delimiter || strchr("\\\n", delimiter))
		return false;
	take(rest, delimiter);
	if (!take_part(rest, delimiter, true, &text) || !text.n || !take_part(rest, delimiter, false, &c->text) ||
	    !take_flags(rest, c, &ignore))
		return false;
	c->has_match = regex_compile(buf_str(&text), p->extended, ignore, &c->match);
	for (size_t i = 0; i + 1 < c->text.n; i++)
		if (c->text.p[i] == '\\' && c->text.p[++i] >= '1' && c->text.p[i] <= '9' && c->has_match &&
		    (size_t)(c->text.p[i] - '0') > c->match.re_nsub)
			return false;
	return c->has_match;
}

/* "a text", or "a\" and the text in the next line; up to the end of the line. */
static bool take_text(struct str *rest, struct command *c)
{
	struct str line;
	skip(rest, " \t");
	if (take(rest, '\\')) {
		skip(rest, " \t");
		if (!take(rest, '\n'))
			return false;
	}
	if (!rest->n || !str_split(rest, '\n', &line) || memchr(line.p, '\\', line.n))
		return false;
	buf_printf(&c->text, "%.*s\n", STR_ARG(line));
	return true;
}

static bool take_command(const struct program *p, struct str *rest, struct command *c)
{
	if (!take_address(p, rest, &c->first))
		return false;
	if (c->first.kind && take(rest, ',')) {
		skip(rest, " \t");
		if (!take_address(p, rest, &c->last) || !c->last.kind)
			return false;
	}
	skip(rest, " \t");
	c->negate = take(rest, '!');
	skip(rest, " \t");
	c->name = rest->n ? *rest->p : 0;
	if (!c->name || !strchr("sdpaic{}", c->name) || !take(rest, c->name))
		return false;
	if (c->name == 's')
		return take_substitution(p, rest, c);
	if (strchr("aic", c->name))
		return take_text(rest, c) && (c->name != 'c' || !c->last.kind);
	return c->name == '{' || !rest->n || strchr(" \t;\n}#", *rest->p);
}

static bool match_braces(struct program *p)
{
	size_t open[COMMANDS_MOST], depth = 0;
	for (size_t i = 0; i < p->command.n; i++) {
		struct command *c = &p->command.at[i];
		if (c->name == '{')
			open[depth++] = i;
		else if (c->name == '}' && (!depth || c->first.kind || c->negate))
			return false;
		else if (c->name == '}')
			p->command.at[open[--depth]].end = i;
	}
	return !depth;
}

static bool parse(struct program *p, struct str script)
{
	struct str rest = script, comment;
	/* This first line stands for -n. */
	if (str_starts(script, "#n") && (script.n == 2 || script.p[2] == '\n'))
		return false;
	for (;;) {
		skip(&rest, " \t;\n");
		if (!rest.n)
			return match_braces(p);
		if (take(&rest, '#')) {
			str_split(&rest, '\n', &comment);
			continue;
		}
		vec_push(&p->command, ((struct command){0}));
		if (p->command.n > COMMANDS_MOST || !take_command(p, &rest, &p->command.at[p->command.n - 1]))
			return false;
	}
}

/* --- editing ------------------------------------------------------------ */

struct editing {
	struct program *program;
	struct buf *out, space, after; /* the pattern space; what `a` prints after it */
	unsigned long long line;
	bool last, newline; /* whether the current line is the last, and ends in a newline */
	bool deleted, missing; /* missing: the last line that was printed lacks its newline */
};

static void print(struct editing *e, const struct buf *text)
{
	if (e->missing)
		buf_puts(e->out, "\n");
	e->missing = false;
	buf_add(e->out, text->p ? text->p : "", text->n);
}

static void print_space(struct editing *e)
{
	print(e, &e->space);
	if (e->newline)
		buf_puts(e->out, "\n");
	e->missing = !e->newline;
}

static bool is_at(const struct editing *e, const struct address *a)
{
	regmatch_t match[10];
	return a->kind == ADDRESS_LINE    ? e->line == a->line
	       : a->kind == ADDRESS_LAST  ? e->last
	       : a->kind == ADDRESS_MATCH ? regex_match(&a->match, buf_str(&e->space), 0, match)
					  : true;
}

static bool is_in_range(struct editing *e, struct command *c)
{
	if (c->inside) {
		bool past = c->last.kind == ADDRESS_LINE && e->line > c->last.line;
		c->inside = !past && !(c->last.kind == ADDRESS_LINE ? e->line == c->last.line : is_at(e, &c->last));
		return !past;
	}
	if (!is_at(e, &c->first))
		return false;
	c->inside = !(c->last.kind == ADDRESS_LINE && c->last.line <= e->line) &&
		    !(c->last.kind == ADDRESS_LAST && e->last);
	return true;
}

static bool is_selected(struct editing *e, struct command *c)
{
	return (c->last.kind ? is_in_range(e, c) : is_at(e, &c->first)) != c->negate;
}

static void add_replacement(const struct command *c, const char *text, const regmatch_t *match, struct buf *out)
{
	for (size_t i = 0; i < c->text.n; i++) {
		char one = c->text.p[i];
		int group = one == '&' ? 0 : -1;
		if (one == '\\' && i + 1 < c->text.n) {
			one = c->text.p[++i];
			group = one >= '0' && one <= '9' ? one - '0' : -1;
		}
		if (group < 0)
			buf_add(out, &one, 1);
		else if (match[group].rm_so >= 0)
			buf_add(out, text + match[group].rm_so, (size_t)(match[group].rm_eo - match[group].rm_so));
	}
}

/* An empty match directly after another one does not count. */
static void substitute(struct editing *e, const struct command *c)
{
	struct buf new = {0};
	struct str text = {e->space.p ? e->space.p : "", e->space.n};
	unsigned long long count = 0;
	size_t at = 0, ended = SIZE_MAX;
	bool changed = false;
	regmatch_t match[10];
	while (at <= text.n && (!changed || c->global) && regex_match(&c->match, text, at, match)) {
		size_t from = (size_t)match[0].rm_so, to = (size_t)match[0].rm_eo;
		bool counts = to > from || from != ended;
		count += counts;
		buf_add(&new, text.p + at, from - at);
		if (counts && count >= c->number) {
			add_replacement(c, text.p, match, &new);
			changed = true;
		} else {
			buf_add(&new, text.p + from, to - from);
		}
		if (to == from && to < text.n)
			buf_add(&new, text.p + to, 1);
		at = to + (to == from);
		ended = to;
	}
	if (at < text.n)
		buf_add(&new, text.p + at, text.n - at);
	buf_release(&e->space);
	e->space = new;
	if (changed && c->print)
		print_space(e);
}

/* Runs one command; returns the index of the next. */
static size_t run_command(struct editing *e, size_t i)
{
	struct command *c = &e->program->command.at[i];
	if (c->name == '}')
		return i + 1;
	if (!is_selected(e, c))
		return c->name == '{' ? c->end + 1 : i + 1;
	if (c->name == 's')
		substitute(e, c);
	else if (c->name == 'p')
		print_space(e);
	else if (c->name == 'a')
		buf_add(&e->after, c->text.p, c->text.n);
	else if (c->name == 'i' || c->name == 'c')
		print(e, &c->text);
	e->deleted = c->name == 'd' || c->name == 'c';
	return i + 1;
}

static void edit_line(struct editing *e, struct str line)
{
	e->space.n = 0;
	e->after.n = 0;
	e->deleted = false;
	buf_add(&e->space, line.p, line.n);
	for (size_t i = 0; i < e->program->command.n && !e->deleted;)
		i = run_command(e, i);
	if (!e->deleted && !e->program->quiet)
		print_space(e);
	if (e->after.n)
		print(e, &e->after);
}

static bool line_is_short(struct str rest)
{
	const char *end = memchr(rest.p, '\n', rest.n);
	return (end ? (size_t)(end - rest.p) : rest.n) <= LINE_LONGEST;
}

bool sed_edit(struct str script, struct str input, bool quiet, bool extended, struct buf *out)
{
	struct program program = {.quiet = quiet, .extended = extended};
	struct editing e = {.program = &program, .out = out};
	struct str rest = input, line;
	bool good = parse(&program, script) && (!input.n || line_is_short(input));
	while (good && rest.n && str_split(&rest, '\n', &line)) {
		e.line++;
		e.newline = rest.p != NULL;
		e.last = !rest.n;
		edit_line(&e, line);
		good = out->n <= OUTPUT_MOST && (!rest.n || line_is_short(rest));
	}
	program_release(&program);
	buf_release(&e.space);
	buf_release(&e.after);
	return good;
}
