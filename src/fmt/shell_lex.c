/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/shell_lex.h"

#include <ctype.h>

typedef VEC(struct shell_part) parts;

int lex_fail(struct lexer *l, unsigned line, const char *what)
{
	return err_set(l->err, STATUS_UNTRUSTED, "line %u: %s", line, what);
}

static int peek_byte(const struct lexer *l, size_t ahead)
{
	return l->at + ahead < l->n ? (unsigned char)l->p[l->at + ahead] : -1;
}

static int next(struct lexer *l)
{
	int c = peek_byte(l, 0);
	l->at += c >= 0;
	l->line += c == '\n';
	return c;
}

/* --- words -------------------------------------------------------------- */

static int dollar(struct lexer *l, bool quoted, parts *out);
static int backquote(struct lexer *l, bool quoted, parts *out);

static void flush(struct lexer *l, struct buf *text, bool quoted, bool even_empty, parts *out)
{
	if (!text->n && !even_empty)
		return;
	struct shell_part part = {.kind = SHELL_TEXT, .quoted = quoted};
	part.text = (struct str){arena_strndup(l->arena, text->p ? text->p : "", text->n), text->n};
	vec_push(out, part);
	text->n = 0;
}

static struct shell_word make_word(struct lexer *l, parts *from)
{
	struct shell_word word = {arena_alloc(l->arena, from->n * sizeof(*word.part) + 1), from->n};
	if (from->n)
		memcpy(word.part, from->at, from->n * sizeof(*word.part));
	vec_release(from);
	return word;
}

static int single_quotes(struct lexer *l, struct buf *text)
{
	unsigned line = l->line;
	int c;
	next(l);
	while ((c = next(l)) != '\'') {
		if (c < 0)
			return lex_fail(l, line, "a quote is not closed");
		buf_add(text, &(char){(char)c}, 1);
	}
	return 0;
}

/* Reads text up to `end` (a quote, a brace, or -1 for all) by the rules of double quotes. */
static int quoted_text(struct lexer *l, int end, parts *out)
{
	struct buf text CLEANUP(buf_release) = {0};
	unsigned line = l->line;
	int c;
	while ((c = peek_byte(l, 0)) != end) {
		if (c < 0)
			return lex_fail(l, line, "a quote is not closed");
		if (c == '\\' && peek_byte(l, 1) >= 0 &&
		    (strchr("$`\\\n", peek_byte(l, 1)) || peek_byte(l, 1) == end)) {
			next(l);
			if ((c = next(l)) != '\n')
				buf_add(&text, &(char){(char)c}, 1);
		} else if (c == '$' || c == '`') {
			flush(l, &text, true, false, out);
			if (c == '$' ? dollar(l, true, out) : backquote(l, true, out))
				return -1;
		} else if (end == '}' && c == '"') {
			/* In "${x:-"y"}" the inner quotes are dropped. */
			next(l);
		} else {
			next(l);
			buf_add(&text, &(char){(char)c}, 1);
		}
	}
	flush(l, &text, true, end == '"' && !out->n, out);
	return 0;
}

static bool ends_word(int c, int closing)
{
	if (c < 0)
		return true;
	return closing ? c == closing : strchr(" \t\n;&|<>()", c) && c;
}

/* Reads the parts of a word up to a blank or an operator, or up to `closing` unless it is 0. */
static int word_parts(struct lexer *l, int closing, parts *out)
{
	struct buf text CLEANUP(buf_release) = {0};
	int status = 0, c;
	while (!status && !ends_word(c = peek_byte(l, 0), closing)) {
		if (c == '\\') {
			next(l);
			c = next(l);
			if (c == '\n')
				continue;
			flush(l, &text, false, false, out);
			buf_add(&text, &(char){(char)(c < 0 ? '\\' : c)}, 1);
			flush(l, &text, true, false, out);
		} else if (c == '\'' || c == '"') {
			flush(l, &text, false, false, out);
			if (c == '\'') {
				status = single_quotes(l, &text);
				flush(l, &text, true, true, out);
			} else {
				parts inner = {0};
				next(l);
				status = quoted_text(l, '"', &inner);
				next(l);
				for (size_t i = 0; i < inner.n; i++)
					vec_push(out, inner.at[i]);
				vec_release(&inner);
			}
		} else if (c == '$' || c == '`') {
			flush(l, &text, false, false, out);
			status = c == '$' ? dollar(l, false, out) : backquote(l, false, out);
		} else {
			next(l);
			buf_add(&text, &(char){(char)c}, 1);
		}
	}
	flush(l, &text, false, false, out);
	return status;
}

/* --- what follows a dollar ---------------------------------------------- */

static bool is_name_byte(int c, bool first)
{
	return c == '_' || (c >= 0 && isalpha(c) && c < 128) || (!first && c >= '0' && c <= '9');
}

static const char *take_name(struct lexer *l)
{
	size_t start = l->at;
	if (peek_byte(l, 0) >= 0 && strchr("@*#?-$!", peek_byte(l, 0))) {
		next(l);
	} else if (peek_byte(l, 0) >= '0' && peek_byte(l, 0) <= '9') {
		while (peek_byte(l, 0) >= '0' && peek_byte(l, 0) <= '9')
			next(l);
	} else {
		while (is_name_byte(peek_byte(l, 0), l->at == start))
			next(l);
	}
	return l->at > start ? arena_strndup(l->arena, l->p + start, l->at - start) : NULL;
}

static int deeper(struct lexer *l)
{
	if (++l->depth > SHELL_DEEPEST)
		return lex_fail(l, l->line, "nested too deeply");
	return 0;
}

/* Parses what follows "${". */
static int braces(struct lexer *l, bool quoted, parts *out)
{
	struct shell_part part = {.kind = SHELL_VARIABLE, .quoted = quoted};
	unsigned line = l->line;
	parts word = {0};
	if (peek_byte(l, 0) == '#' && peek_byte(l, 1) != '}') {
		next(l);
		part.op = 'n';
	}
	part.name = take_name(l);
	if (!part.name)
		return lex_fail(l, line, "bad substitution");
	if (peek_byte(l, 0) != '}' && !part.op) {
		if ((part.colon = peek_byte(l, 0) == ':'))
			next(l);
		int c = next(l);
		if (c < 0 || !strchr(part.colon ? "-=?+" : "-=?+#%", c))
			return lex_fail(l, line, "bad substitution");
		part.op = (char)c;
		if ((c == '#' || c == '%') && (part.twice = peek_byte(l, 0) == c))
			next(l);
		/* Quotes in patterns count even within double quotes. */
		bool inner = quoted && c != '#' && c != '%';
		int status = deeper(l) || (inner ? quoted_text(l, '}', &word) : word_parts(l, '}', &word));
		l->depth--;
		part.word = make_word(l, &word);
		if (status)
			return -1;
	}
	if (next(l) != '}')
		return lex_fail(l, line, "a brace is not closed");
	vec_push(out, part);
	return 0;
}

/* Parses what follows "$((". False if it is a command substitution that starts with a subshell. */
static bool arithmetic(struct lexer *l, bool quoted, parts *out)
{
	size_t start = l->at;
	int depth = 0;
	for (size_t i = start; i < l->n; i++) {
		depth += (l->p[i] == '(') - (l->p[i] == ')');
		if (depth >= 0)
			continue;
		if (i + 1 >= l->n || l->p[i + 1] != ')')
			return false;
		struct shell_part part = {.kind = SHELL_ARITHMETIC, .quoted = quoted,
					  .text = {l->p + start, i - start}};
		vec_push(out, part);
		while (l->at < i + 2)
			next(l);
		return true;
	}
	return false;
}

/* Parses what follows "$(". The outer token is put aside, because the list has its own. */
static int substitution(struct lexer *l, bool quoted, parts *out)
{
	struct shell_part part = {.kind = SHELL_COMMAND, .quoted = quoted};
	struct token *token, outer = l->token;
	bool had = l->has_token;
	unsigned line = l->line;
	l->has_token = false;
	int status = deeper(l) || shell_list(l, &part.command) || lex_peek(l, &token);
	l->depth--;
	if (!status && !lex_is_op(token, ")"))
		status = lex_fail(l, line, "$( is not closed");
	l->token = outer;
	l->has_token = had;
	if (!status)
		vec_push(out, part);
	return status ? -1 : 0;
}

static int dollar(struct lexer *l, bool quoted, parts *out)
{
	next(l);
	int c = peek_byte(l, 0);
	if (c == '{') {
		next(l);
		return braces(l, quoted, out);
	}
	if (c == '(') {
		next(l);
		if (peek_byte(l, 0) == '(') {
			next(l);
			if (arithmetic(l, quoted, out))
				return 0;
			l->at--;
		}
		return substitution(l, quoted, out);
	}
	struct shell_part part = {.kind = SHELL_VARIABLE, .quoted = quoted};
	if (c >= '0' && c <= '9') {
		next(l);
		part.name = arena_strndup(l->arena, &(char){(char)c}, 1);
	} else {
		part.name = take_name(l);
	}
	if (!part.name) {
		part.kind = SHELL_TEXT;
		part.text = STR("$");
	}
	vec_push(out, part);
	return 0;
}

static int backquote(struct lexer *l, bool quoted, parts *out)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct shell_part part = {.kind = SHELL_COMMAND, .quoted = quoted};
	unsigned line = l->line;
	struct token *token;
	int c;
	next(l);
	while ((c = next(l)) != '`') {
		if (c < 0)
			return lex_fail(l, line, "` is not closed");
		if (c == '\\' && peek_byte(l, 0) >= 0 &&
		    (strchr("$`\\", peek_byte(l, 0)) || (quoted && peek_byte(l, 0) == '"')))
			c = next(l);
		buf_add(&text, &(char){(char)c}, 1);
	}
	struct lexer inner = {.arena = l->arena, .err = l->err, .line = line, .depth = l->depth,
			      .nodes = l->nodes,
			      .p = arena_strndup(l->arena, text.p ? text.p : "", text.n), .n = text.n};
	int status = deeper(&inner) || shell_list(&inner, &part.command) || lex_peek(&inner, &token);
	if (!status && token->kind != TOKEN_END)
		status = lex_fail(l, line, "unexpected ) within `");
	vec_release(&inner.heredoc);
	vec_push(out, part);
	return status ? -1 : 0;
}

const char *shell_literal(struct arena *arena, const struct shell_word *word)
{
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < word->n; i++) {
		if (word->part[i].kind != SHELL_TEXT)
			return NULL;
		buf_add(&text, word->part[i].text.p, word->part[i].text.n);
	}
	return arena_strndup(arena, text.p ? text.p : "", text.n);
}

/* --- here-documents ----------------------------------------------------- */

static struct str take_line(struct lexer *l)
{
	struct str line = {l->p + l->at, 0};
	while (peek_byte(l, 0) >= 0 && peek_byte(l, 0) != '\n') {
		l->at++;
		line.n++;
	}
	next(l);
	return line;
}

static int read_heredoc(struct lexer *l, const struct heredoc *doc)
{
	struct buf text CLEANUP(buf_release) = {0};
	unsigned first = l->line;
	parts out = {0};
	for (;;) {
		if (l->at >= l->n)
			return lex_fail(l, first, "a here-document does not end");
		struct str line = take_line(l);
		while (doc->tabs && line.n && line.p[0] == '\t') {
			line.p++;
			line.n--;
		}
		if (str_is(line, doc->end))
			break;
		buf_add(&text, line.p, line.n);
		buf_puts(&text, "\n");
	}
	if (doc->quoted) {
		flush(l, &text, true, true, &out);
		*doc->word = make_word(l, &out);
		return 0;
	}
	struct lexer inner = {.arena = l->arena, .err = l->err, .line = first, .depth = l->depth,
			      .nodes = l->nodes,
			      .p = arena_strndup(l->arena, text.p ? text.p : "", text.n), .n = text.n};
	int status = quoted_text(&inner, -1, &out);
	vec_release(&inner.heredoc);
	*doc->word = make_word(l, &out);
	return status;
}

/* --- tokens ------------------------------------------------------------- */

static void skip_blanks(struct lexer *l)
{
	for (;;) {
		int c = peek_byte(l, 0);
		if (c == ' ' || c == '\t') {
			next(l);
		} else if (c == '\\' && peek_byte(l, 1) == '\n') {
			next(l);
			next(l);
		} else if (c == '#') {
			while (peek_byte(l, 0) >= 0 && peek_byte(l, 0) != '\n')
				next(l);
		} else {
			return;
		}
	}
}

static void take_operator(struct lexer *l, struct token *t)
{
	static const char *const operators[] = {"<<-", "&&", "||", ";;", "<<", ">>", "<&", ">&",
						"<>",  ">|", "&",  "|",  ";",  "<",  ">",  "(", ")"};
	t->kind = TOKEN_OPERATOR;
	for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
		size_t n = strlen(operators[i]);
		if (l->n - l->at < n || memcmp(l->p + l->at, operators[i], n) != 0)
			continue;
		memcpy(t->op, operators[i], n + 1);
		l->at += n;
		return;
	}
}

static int take_newline(struct lexer *l, struct token *t)
{
	t->kind = TOKEN_NEWLINE;
	next(l);
	int status = 0;
	for (size_t i = 0; i < l->heredoc.n && !status; i++)
		status = read_heredoc(l, &l->heredoc.at[i]);
	l->heredoc.n = 0;
	return status;
}

static int take_word(struct lexer *l, struct token *t)
{
	parts out = {0};
	t->kind = TOKEN_WORD;
	int status = word_parts(l, 0, &out);
	if (out.n == 1 && out.at[0].kind == SHELL_TEXT && !out.at[0].quoted)
		t->literal = out.at[0].text.p;
	t->word = make_word(l, &out);
	return status;
}

int lex_peek(struct lexer *l, struct token **token)
{
	struct token t = {0};
	int status = 0;
	*token = &l->token;
	if (l->has_token)
		return 0;
	skip_blanks(l);
	t.start = l->at;
	t.line = l->line;
	int c = peek_byte(l, 0);
	if (c < 0)
		status = l->heredoc.n ? lex_fail(l, t.line, "a here-document does not end") : 0;
	else if (c == '\n')
		status = take_newline(l, &t);
	else if (ends_word(c, 0))
		take_operator(l, &t);
	else
		status = take_word(l, &t);
	t.end = l->at;
	l->token = t;
	l->has_token = true;
	return status;
}

void lex_take(struct lexer *l)
{
	l->has_token = false;
	l->last = l->token.end;
}

bool lex_is_op(const struct token *token, const char *op)
{
	return token->kind == TOKEN_OPERATOR && strcmp(token->op, op) == 0;
}

bool lex_is_word(const struct token *token, const char *word)
{
	return token->kind == TOKEN_WORD && token->literal && strcmp(token->literal, word) == 0;
}
