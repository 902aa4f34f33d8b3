/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A parser of POSIX shell as dash(1) reads it (IEEE 1003.1, Shell Command
 * Language): text → tree, nothing is expanded or run. What other shells add
 * (arrays, process substitution, `[[` with operators in it) is a syntax error
 * or a word like any other. Size, depth and number of nodes are bounded. */
#ifndef FMT_SHELL_H
#define FMT_SHELL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	SHELL_LARGEST = 1 << 20, /* bytes of a script */
	SHELL_DEEPEST = 100,     /* commands within commands, substitutions included */
};

enum shell_part_kind {
	SHELL_TEXT,       /* text, its quotes and backslashes taken off */
	SHELL_VARIABLE,   /* $name or ${name OP word} */
	SHELL_COMMAND,    /* $(list) or `list` */
	SHELL_ARITHMETIC, /* $((text)) */
};

struct shell_node;
struct shell_part;

struct shell_word {
	struct shell_part *part; /* none: the empty word */
	size_t n;
};

struct shell_part {
	enum shell_part_kind kind;
	bool quoted;       /* no splitting, no globs */
	struct str text;   /* SHELL_TEXT, SHELL_ARITHMETIC */
	const char *name;  /* "1", "@", "PATH" */
	char op;           /* 0, or one of - = ? + # %, or 'n' for ${#name} */
	bool colon, twice; /* ${name:-…}; ## and %% */
	struct shell_word word;      /* what follows the op */
	const struct shell_node *command; /* NULL: an empty list */
};

struct shell_redirect {
	int fd;                 /* what is redirected */
	enum { REDIRECT_READ, REDIRECT_WRITE, REDIRECT_APPEND, REDIRECT_BOTH, REDIRECT_DUP, REDIRECT_TEXT } kind;
	struct shell_word *word; /* file; fd or "-"; text of a here-document */
};

struct shell_assign {
	const char *name;
	struct shell_word value;
};

struct shell_case {
	struct shell_word *pattern;
	size_t patterns;
	const struct shell_node *body; /* NULL: nothing */
};

enum shell_kind {
	SHELL_SIMPLE,     /* assign, word */
	SHELL_SEQUENCE,   /* child[]: one after the other */
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
	unsigned line;     /* on which it starts, from 1 */
	struct str source; /* its text, a view of the script or of the arena */
	const char *name;
	bool in;
	struct shell_assign *assign;
	struct shell_word *word;
	struct shell_redirect *redirect;
	struct shell_case *item;
	const struct shell_node **child;
	size_t assignments, words, redirects, items, children;
};

/* The tree of a script, in the arena, with views of `text`; *out is NULL where
 * there is no command in it. STATUS_UNTRUSTED with "line N: ..." for what is
 * no shell: other interpreters, control bytes, bytes that are not UTF-8, bad syntax. */
int shell_parse(struct str text, struct arena *arena, const struct shell_node **out, struct err *err);

/* The text of a word that nothing has to be expanded in, or NULL. */
const char *shell_literal(struct arena *arena, const struct shell_word *word);

#endif
