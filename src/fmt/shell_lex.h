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
	struct shell_word *word; /* receives the text */
	const char *end;         /* the line that ends it */
	bool quoted, tabs;       /* nothing is expanded; `<<-`: tabs at the start of lines are
	                          * dropped */
};

struct lexer {
	struct arena *arena;
	struct err *err;
	const char *p; /* the text */
	size_t n, at;  /* its length; offset of the next byte */
	unsigned line; /* of that byte, from 1 */
	int depth;     /* of nested commands, up to SHELL_DEEPEST */
	size_t *nodes; /* number of nodes of the whole script */
	struct token token;
	bool has_token;
	size_t last; /* offset of the end of the last token taken */
	VEC(struct heredoc) heredoc;
};

/* Sets the error STATUS_UNTRUSTED "line <line>: <what>". Returns -1. The functions below set
 * lexer->err. */
int lex_fail(struct lexer *lexer, unsigned line, const char *what);
/* Reads the next token without taking it; *token is valid until lex_take(). */
int lex_peek(struct lexer *lexer, struct token **token);
/* Takes the token that lex_peek() returned last. */
void lex_take(struct lexer *lexer);
/* Whether a token is this operator, or this reserved word. */
bool lex_is_op(const struct token *token, const char *op);
bool lex_is_word(const struct token *token, const char *word);

/* shell.c: parses a list up to the closing `)`, which is not taken, or to the end.
 * *out is NULL if the list is empty. */
int shell_list(struct lexer *lexer, const struct shell_node **out);

/* shell_text.c: checks that the text is UTF-8 without control bytes, and not for another
 * interpreter. */
int shell_check_text(struct lexer *lexer);

#endif
