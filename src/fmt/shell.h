/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses POSIX shell as dash(1) reads it (IEEE 1003.1, Shell Command Language) to a
 * tree. Nothing is expanded or run. What other shells add (arrays, process substitution,
 * operators in `[[`) is a syntax error or an ordinary word. Size, depth and number of
 * nodes are limited. */
#ifndef FMT_SHELL_H
#define FMT_SHELL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	SHELL_LARGEST = 1 << 20, /* bytes of a script */
	SHELL_DEEPEST = 100,     /* nesting of commands, including substitutions */
};

enum shell_part_kind {
	SHELL_TEXT,       /* text without its quotes and backslashes */
	SHELL_VARIABLE,   /* $name or ${name OP word} */
	SHELL_COMMAND,    /* $(list) or `list` */
	SHELL_ARITHMETIC, /* $((text)) */
};

struct shell_node;
struct shell_part;

struct shell_word {
	struct shell_part *part; /* n is 0 for an empty word */
	size_t n;
};

struct shell_part {
	enum shell_part_kind kind;
	bool quoted;       /* no field splitting, no globs */
	struct str text;   /* SHELL_TEXT, SHELL_ARITHMETIC */
	const char *name;  /* SHELL_VARIABLE: "1", "@", "PATH" */
	char op;           /* 0, or one of - = ? + # %, or 'n' for ${#name} */
	bool colon, twice; /* ${name:-…}; ## and %% */
	struct shell_word word;      /* SHELL_VARIABLE: the word after the operator */
	const struct shell_node *command; /* SHELL_COMMAND: NULL for an empty list */
};

struct shell_redirect {
	int fd;                 /* the descriptor that is redirected */
	enum { REDIRECT_READ, REDIRECT_WRITE, REDIRECT_APPEND, REDIRECT_BOTH, REDIRECT_DUP, REDIRECT_TEXT } kind;
	struct shell_word *word; /* a file, a descriptor or "-", or the text of a here-document */
};

struct shell_assign {
	const char *name;
	struct shell_word value;
};

struct shell_case {
	struct shell_word *pattern;
	size_t patterns;
	const struct shell_node *body; /* NULL if empty */
};

enum shell_kind {
	SHELL_SIMPLE,     /* assign, word */
	SHELL_SEQUENCE,   /* child[], one after the other */
	SHELL_PIPE,       /* child[], from left to right */
	SHELL_AND,        /* child[0] && child[1] */
	SHELL_OR,         /* child[0] || child[1] */
	SHELL_NOT,        /* ! child[0] */
	SHELL_BACKGROUND, /* child[0] & */
	SHELL_SUBSHELL,   /* ( child[0] ) */
	SHELL_GROUP,      /* { child[0] } */
	SHELL_IF,         /* if child[0] then child[1] else child[2], which may be missing */
	SHELL_WHILE,      /* while child[0] do child[1] */
	SHELL_UNTIL,
	SHELL_FOR,        /* for name in word[] (or "$@" unless `in`) do child[0] */
	SHELL_CASE,       /* case word[0] in item[] */
	SHELL_FUNCTION,   /* name() child[0] */
};

struct shell_node {
	enum shell_kind kind;
	unsigned line;     /* where it starts, from 1 */
	struct str source; /* its text: a view of the script or of the arena */
	const char *name;  /* SHELL_FOR, SHELL_FUNCTION */
	bool in;           /* SHELL_FOR: it names the words */
	struct shell_assign *assign; /* before the command, in their order */
	struct shell_word *word;
	struct shell_redirect *redirect; /* of any command, in their order */
	struct shell_case *item;
	const struct shell_node **child;
	size_t assignments, words, redirects, items, children; /* lengths of these arrays */
};

/* Parses a script to a tree in the arena, with views of `text`, which must outlive it.
 * *out is NULL if the script contains no command, and after an error. STATUS_UNTRUSTED with
 * "line N: ..." for text that is not shell: another interpreter, control bytes, bytes that are not
 * UTF-8, wrong syntax; without a line for text that is too large or a binary. */
int shell_parse(struct str text, struct arena *arena, const struct shell_node **out, struct err *err);

/* The text of a word without expansions, in the arena; NULL if the word has any. */
const char *shell_literal(struct arena *arena, const struct shell_word *word);

#endif
