/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to fmt/shell: tokens, words and here-documents. */
#ifndef FMT_SHELL_LEX_H
#define FMT_SHELL_LEX_H

#include "fmt/shell.h"

enum token_kind { TOKEN_END, TOKEN_NEWLINE, TOKEN_WORD, TOKEN_OPERATOR };

struct token {
	enum token_kind kind;
	size_t start, end; /* offsets in the text */
	unsigned line;
	struct shell_word word;
	char op[4];          /* "&&", "<<-" … */
	const char *literal; /* the text of a word without quotes and expansions, or NULL */
};

/* A here-document whose text starts on the next line. */
struct heredoc {
	struct shell_word *word;
	const char *end;
	bool quoted, tabs;
};

struct lexer {
	struct arena *arena;
	struct err *err;
	const char *p;
	size_t n, at;
	unsigned line;
	int depth;
	size_t *nodes; /* number of nodes of the whole script */
	struct token token;
	bool has_token;
	size_t last; /* offset of the end of the last token taken */
	VEC(struct heredoc) heredoc;
};

int lex_fail(struct lexer *lexer, unsigned line, const char *what);
/* Reads the next token without taking it; *token is valid until lex_take(). */
int lex_peek(struct lexer *lexer, struct token **token);
void lex_take(struct lexer *lexer);
/* Whether a token is this operator, or this reserved word. */
bool lex_is_op(const struct token *token, const char *op);
bool lex_is_word(const struct token *token, const char *word);

/* shell.c: parses a list up to the closing `)`, which is not taken, or to the end. */
int shell_list(struct lexer *lexer, const struct shell_node **out);

/* shell_text.c: checks that the text is UTF-8 without control bytes, and not for another
 * interpreter. */
int shell_check_text(struct lexer *lexer);

#endif
