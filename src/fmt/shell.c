/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/shell.h"

#include <stdlib.h>

#include "fmt/shell_lex.h"

enum { NODES_MOST = 200000 };

typedef VEC(const struct shell_node *) nodes;

static int parse_list(struct lexer *l, const struct shell_node **out);
static int parse_command(struct lexer *l, struct shell_node **out);

static int make_node(struct lexer *l, enum shell_kind kind, struct shell_node **out)
{
	struct token *token;
	if (lex_peek(l, &token))
		return -1;
	if (++*l->nodes > NODES_MOST)
		return lex_fail(l, l->line, "too many commands");
	*out = arena_alloc(l->arena, sizeof(**out));
	**out = (struct shell_node){.kind = kind, .line = token->line,
				    .source = {l->p + token->start, 0}};
	return 0;
}

/* The text of the node ends with the last token. */
static void finish(struct lexer *l, struct shell_node *node)
{
	node->source.n = (size_t)(l->p + l->last - node->source.p);
}

static void *keep_array(struct lexer *l, const void *from, size_t n, size_t size)
{
	void *copy = arena_alloc(l->arena, n * size + 1);
	if (n)
		memcpy(copy, from, n * size);
	return copy;
}

static void set_children(struct lexer *l, struct shell_node *node, nodes *children)
{
	node->child = keep_array(l, children->at, children->n, sizeof(*children->at));
	node->children = children->n;
	vec_release(children);
}

static void add_child(struct lexer *l, struct shell_node *node, const struct shell_node *child)
{
	nodes all = {0};
	for (size_t i = 0; i < node->children; i++)
		vec_push(&all, node->child[i]);
	vec_push(&all, child);
	set_children(l, node, &all);
}

/* Makes a node whose first child exists already. */
static struct shell_node *around(struct lexer *l, enum shell_kind kind, const struct shell_node *left,
				 const struct shell_node *right)
{
	struct shell_node *node = arena_alloc(l->arena, sizeof(*node));
	*node = (struct shell_node){.kind = kind, .line = left->line, .source = left->source};
	add_child(l, node, left);
	if (right)
		add_child(l, node, right);
	finish(l, node);
	return node;
}

static int unexpected_token(struct lexer *l, const struct token *token, const char *wanted)
{
	struct str text = {l->p + token->start, token->end - token->start};
	if (token->kind == TOKEN_END)
		text = STR("the end");
	else if (token->kind == TOKEN_NEWLINE)
		text = STR("the end of the line");
	if (text.n > 40)
		text.n = 40;
	return err_set(l->err, STATUS_UNTRUSTED, "line %u: unexpected %.*s%s%s", token->line,
		       STR_ARG(text), *wanted ? ", expected " : "", wanted);
}

static int skip_newlines(struct lexer *l)
{
	struct token *token;
	for (;;) {
		if (lex_peek(l, &token))
			return -1;
		if (token->kind != TOKEN_NEWLINE)
			return 0;
		lex_take(l);
	}
}

static int expect_word(struct lexer *l, const char *word)
{
	struct token *token;
	if (lex_peek(l, &token))
		return -1;
	if (!lex_is_word(token, word))
		return unexpected_token(l, token, word);
	lex_take(l);
	return 0;
}

/* --- redirections ------------------------------------------------------- */

static const char *heredoc_end(struct lexer *l, const struct token *token, bool *quoted)
{
	const char *end = shell_literal(l->arena, &token->word);
	for (size_t i = 0; i < token->word.n; i++)
		*quoted |= token->word.part[i].quoted;
	return end;
}

static int parse_redirect(struct lexer *l, int fd, struct shell_redirect *out)
{
	static const struct {
		const char *op;
		int fd, kind;
	} kinds[] = {{"<", 0, REDIRECT_READ},  {">", 1, REDIRECT_WRITE}, {">|", 1, REDIRECT_WRITE},
		     {">>", 1, REDIRECT_APPEND}, {"<>", 0, REDIRECT_BOTH}, {"<&", 0, REDIRECT_DUP},
		     {">&", 1, REDIRECT_DUP},  {"<<", 0, REDIRECT_TEXT}, {"<<-", 0, REDIRECT_TEXT}};
	struct token *token;
	size_t k = 0;
	if (lex_peek(l, &token))
		return -1;
	while (k < ARRAY_LEN(kinds) && strcmp(kinds[k].op, token->op) != 0)
		k++;
	struct heredoc doc = {.tabs = k < ARRAY_LEN(kinds) && strcmp(token->op, "<<-") == 0};
	lex_take(l);
	if (lex_peek(l, &token))
		return -1;
	if (k == ARRAY_LEN(kinds) || token->kind != TOKEN_WORD)
		return unexpected_token(l, token, "a file name");
	*out = (struct shell_redirect){.fd = fd < 0 ? kinds[k].fd : fd, .kind = kinds[k].kind};
	out->word = keep_array(l, &token->word, 1, sizeof(token->word));
	if (kinds[k].kind == REDIRECT_TEXT) {
		doc.word = out->word;
		doc.end = heredoc_end(l, token, &doc.quoted);
		if (!doc.end)
			return lex_fail(l, token->line, "the end mark of a here-document is no plain word");
		vec_push(&l->heredoc, doc);
	}
	lex_take(l);
	return 0;
}

static bool is_redirect(const struct token *token)
{
	return token->kind == TOKEN_OPERATOR && (token->op[0] == '<' || token->op[0] == '>');
}

/* The "2" of "2>": a digit directly before the operator. */
static bool is_fd(const struct lexer *l, const struct token *token)
{
	return token->literal && strlen(token->literal) == 1 && token->literal[0] >= '0' &&
	       token->literal[0] <= '9' && token->end < l->n && strchr("<>", l->p[token->end]);
}

/* Parses all redirections that follow. */
static int parse_redirects(struct lexer *l, struct shell_node *node)
{
	VEC(struct shell_redirect) all = {0};
	struct shell_redirect one;
	struct token *token;
	int status;
	for (size_t i = 0; i < node->redirects; i++)
		vec_push(&all, node->redirect[i]);
	while (!(status = lex_peek(l, &token)) && (is_redirect(token) || is_fd(l, token))) {
		int fd = -1;
		if (!is_redirect(token)) {
			fd = token->literal[0] - '0';
			lex_take(l);
			if ((status = lex_peek(l, &token)))
				break;
		}
		if ((status = parse_redirect(l, fd, &one)))
			break;
		vec_push(&all, one);
	}
	node->redirect = keep_array(l, all.at, all.n, sizeof(*all.at));
	node->redirects = all.n;
	vec_release(&all);
	return status;
}

/* --- simple commands ---------------------------------------------------- */

static bool is_shell_name(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
		      text[i] == '_' || (i && text[i] >= '0' && text[i] <= '9')))
			return false;
	return n > 0;
}

static bool split_assignment(struct lexer *l, const struct shell_word *word, struct shell_assign *out)
{
	if (!word->n || word->part[0].kind != SHELL_TEXT || word->part[0].quoted)
		return false;
	struct str text = word->part[0].text;
	const char *sign = memchr(text.p, '=', text.n);
	if (!sign || !is_shell_name(text.p, (size_t)(sign - text.p)))
		return false;
	out->name = arena_strndup(l->arena, text.p, (size_t)(sign - text.p));
	out->value.part = keep_array(l, word->part, word->n, sizeof(*word->part));
	out->value.n = word->n;
	out->value.part[0].text = (struct str){sign + 1, (size_t)(text.p + text.n - sign - 1)};
	return true;
}

static int parse_function(struct lexer *l, const char *name, struct shell_node *node)
{
	struct shell_node *body;
	struct token *token;
	node->kind = SHELL_FUNCTION;
	node->name = name;
	lex_take(l);
	if (lex_peek(l, &token))
		return -1;
	if (!lex_is_op(token, ")"))
		return unexpected_token(l, token, ")");
	lex_take(l);
	if (skip_newlines(l) || parse_command(l, &body))
		return -1;
	add_child(l, node, body);
	return 0;
}

static int parse_simple(struct lexer *l, struct shell_node *node)
{
	VEC(struct shell_word) words = {0};
	VEC(struct shell_assign) assignments = {0};
	struct shell_assign assign;
	struct token *token;
	const char *first = NULL;
	int status;
	while (!(status = parse_redirects(l, node)) && !(status = lex_peek(l, &token))) {
		if (lex_is_op(token, "(") && words.n == 1 && !assignments.n && !node->redirects && first &&
		    is_shell_name(first, strlen(first))) {
			status = parse_function(l, first, node);
			break;
		}
		if (token->kind != TOKEN_WORD)
			break;
		if (!words.n && split_assignment(l, &token->word, &assign)) {
			vec_push(&assignments, assign);
		} else {
			first = words.n ? first : token->literal;
			vec_push(&words, token->word);
		}
		lex_take(l);
	}
	if (!status && !words.n && !assignments.n && !node->redirects && node->kind == SHELL_SIMPLE)
		status = unexpected_token(l, token, "");
	if (!status && node->kind == SHELL_SIMPLE && lex_is_op(token, "("))
		status = unexpected_token(l, token, "");
	node->word = keep_array(l, words.at, words.n, sizeof(*words.at));
	node->words = words.n;
	node->assign = keep_array(l, assignments.at, assignments.n, sizeof(*assignments.at));
	node->assignments = assignments.n;
	vec_release(&words);
	vec_release(&assignments);
	return status;
}

/* --- compound commands -------------------------------------------------- */

/* Parses a list up to a reserved word, and takes that word unless it is NULL. */
static int parse_part(struct lexer *l, struct shell_node *node, const char *end)
{
	const struct shell_node *list;
	struct token *token;
	if (parse_list(l, &list) || lex_peek(l, &token))
		return -1;
	if (!list)
		return unexpected_token(l, token, "a command");
	add_child(l, node, list);
	return end ? expect_word(l, end) : 0;
}

/* Parses what follows "if" or "elif", including "fi". */
static int parse_if(struct lexer *l, struct shell_node *node)
{
	struct shell_node *other;
	struct token *token;
	if (++l->depth > SHELL_DEEPEST)
		return lex_fail(l, l->line, "nested too deeply");
	if (parse_part(l, node, "then") || parse_part(l, node, NULL) || lex_peek(l, &token))
		return -1;
	l->depth--;
	if (lex_is_word(token, "elif")) {
		if (make_node(l, SHELL_IF, &other))
			return -1;
		lex_take(l);
		if (parse_if(l, other))
			return -1;
		finish(l, other);
		add_child(l, node, other);
		return 0;
	}
	if (lex_is_word(token, "else")) {
		lex_take(l);
		if (parse_part(l, node, NULL))
			return -1;
	}
	return expect_word(l, "fi");
}

static int parse_loop(struct lexer *l, struct shell_node *node)
{
	return parse_part(l, node, "do") || parse_part(l, node, "done") ? -1 : 0;
}

static int parse_for(struct lexer *l, struct shell_node *node)
{
	VEC(struct shell_word) words = {0};
	struct token *token;
	if (lex_peek(l, &token))
		return -1;
	if (!token->literal || !is_shell_name(token->literal, strlen(token->literal)))
		return unexpected_token(l, token, "a name");
	node->name = token->literal;
	lex_take(l);
	if (skip_newlines(l) || lex_peek(l, &token))
		return -1;
	if ((node->in = lex_is_word(token, "in"))) {
		lex_take(l);
		int status;
		while (!(status = lex_peek(l, &token)) && token->kind == TOKEN_WORD) {
			vec_push(&words, token->word);
			lex_take(l);
		}
		node->word = keep_array(l, words.at, words.n, sizeof(*words.at));
		node->words = words.n;
		vec_release(&words);
		if (status)
			return -1;
	}
	if (lex_is_op(token, ";"))
		lex_take(l);
	return skip_newlines(l) || expect_word(l, "do") || parse_part(l, node, "done") ? -1 : 0;
}

static int parse_patterns(struct lexer *l, struct shell_case *item)
{
	VEC(struct shell_word) all = {0};
	struct token *token;
	int status = lex_peek(l, &token);
	if (!status && lex_is_op(token, "("))
		lex_take(l);
	while (!status && !(status = lex_peek(l, &token))) {
		if (token->kind != TOKEN_WORD) {
			status = unexpected_token(l, token, "a pattern");
			break;
		}
		vec_push(&all, token->word);
		lex_take(l);
		if ((status = lex_peek(l, &token)))
			break;
		bool more = lex_is_op(token, "|");
		if (!more && !lex_is_op(token, ")"))
			status = unexpected_token(l, token, ")");
		lex_take(l);
		if (!more)
			break;
	}
	item->pattern = keep_array(l, all.at, all.n, sizeof(*all.at));
	item->patterns = all.n;
	vec_release(&all);
	return status;
}

static int parse_case(struct lexer *l, struct shell_node *node)
{
	VEC(struct shell_case) items = {0};
	struct token *token;
	if (lex_peek(l, &token))
		return -1;
	if (token->kind != TOKEN_WORD)
		return unexpected_token(l, token, "a word");
	node->word = keep_array(l, &token->word, 1, sizeof(token->word));
	node->words = 1;
	lex_take(l);
	int status = skip_newlines(l) || expect_word(l, "in") ? -1 : 0;
	while (!status && !(status = skip_newlines(l)) && !(status = lex_peek(l, &token)) &&
	       !lex_is_word(token, "esac")) {
		struct shell_case item = {0};
		status = parse_patterns(l, &item) || parse_list(l, &item.body) || lex_peek(l, &token);
		vec_push(&items, item);
		if (!status && lex_is_op(token, ";;"))
			lex_take(l);
		else if (!status && !lex_is_word(token, "esac"))
			status = unexpected_token(l, token, ";; or esac");
	}
	node->item = keep_array(l, items.at, items.n, sizeof(*items.at));
	node->items = items.n;
	vec_release(&items);
	return status ? -1 : expect_word(l, "esac");
}

static int parse_group(struct lexer *l, struct shell_node *node)
{
	return parse_part(l, node, "}");
}

static int parse_subshell(struct lexer *l, struct shell_node *node)
{
	struct token *token;
	if (parse_part(l, node, NULL) || lex_peek(l, &token))
		return -1;
	if (!lex_is_op(token, ")"))
		return unexpected_token(l, token, ")");
	lex_take(l);
	return 0;
}

static const struct compound {
	const char *word;
	enum shell_kind kind;
	int (*parse)(struct lexer *l, struct shell_node *node);
} compounds[] = {
	{"if", SHELL_IF, parse_if},       {"while", SHELL_WHILE, parse_loop},
	{"until", SHELL_UNTIL, parse_loop}, {"for", SHELL_FOR, parse_for},
	{"case", SHELL_CASE, parse_case}, {"{", SHELL_GROUP, parse_group},
};

static const struct compound *compound_of(const struct token *token)
{
	static const struct compound subshell = {"(", SHELL_SUBSHELL, parse_subshell};
	for (size_t i = 0; i < ARRAY_LEN(compounds); i++)
		if (lex_is_word(token, compounds[i].word))
			return &compounds[i];
	return lex_is_op(token, "(") ? &subshell : NULL;
}

static int parse_command(struct lexer *l, struct shell_node **out)
{
	struct token *token;
	if (lex_peek(l, &token))
		return -1;
	const struct compound *compound = compound_of(token);
	if (++l->depth > SHELL_DEEPEST)
		return lex_fail(l, token->line, "nested too deeply");
	if (make_node(l, compound ? compound->kind : SHELL_SIMPLE, out))
		return -1;
	if (compound)
		lex_take(l);
	if (compound ? compound->parse(l, *out) || parse_redirects(l, *out) : parse_simple(l, *out))
		return -1;
	l->depth--;
	finish(l, *out);
	return 0;
}

/* --- lists -------------------------------------------------------------- */

static int parse_pipeline(struct lexer *l, const struct shell_node **out)
{
	struct shell_node *command, *pipe = NULL;
	struct token *token;
	nodes all = {0};
	if (lex_peek(l, &token))
		return -1;
	bool negated = lex_is_word(token, "!");
	if (negated)
		lex_take(l);
	int status;
	while (!(status = parse_command(l, &command))) {
		vec_push(&all, command);
		if ((status = lex_peek(l, &token)) || !lex_is_op(token, "|"))
			break;
		lex_take(l);
		if ((status = skip_newlines(l)))
			break;
	}
	if (status) {
		vec_release(&all);
		return -1;
	}
	*out = all.at[0];
	if (all.n > 1) {
		pipe = around(l, SHELL_PIPE, all.at[0], NULL);
		set_children(l, pipe, &all);
		*out = pipe;
	}
	vec_release(&all);
	if (negated)
		*out = around(l, SHELL_NOT, *out, NULL);
	return 0;
}

static int parse_and_or(struct lexer *l, const struct shell_node **out)
{
	const struct shell_node *right;
	struct token *token;
	if (parse_pipeline(l, out))
		return -1;
	for (;;) {
		if (lex_peek(l, &token))
			return -1;
		bool and = lex_is_op(token, "&&");
		if (!and && !lex_is_op(token, "||"))
			return 0;
		lex_take(l);
		if (skip_newlines(l) || parse_pipeline(l, &right))
			return -1;
		*out = around(l, and ? SHELL_AND : SHELL_OR, *out, right);
	}
}

static bool ends_list(const struct token *token)
{
	static const char *const words[] = {"then", "else", "elif", "fi", "do", "done", "esac", "}"};
	if (token->kind == TOKEN_END || lex_is_op(token, ")") || lex_is_op(token, ";;"))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (lex_is_word(token, words[i]))
			return true;
	return false;
}

static int parse_list(struct lexer *l, const struct shell_node **out)
{
	const struct shell_node *one;
	struct token *token;
	nodes all = {0};
	int status;
	*out = NULL;
	while (!(status = skip_newlines(l)) && !(status = lex_peek(l, &token)) && !ends_list(token)) {
		if ((status = parse_and_or(l, &one)) || (status = lex_peek(l, &token)))
			break;
		if (lex_is_op(token, "&"))
			one = around(l, SHELL_BACKGROUND, one, NULL);
		vec_push(&all, one);
		if (lex_is_op(token, "&") || lex_is_op(token, ";"))
			lex_take(l);
		else if (token->kind != TOKEN_NEWLINE)
			break;
	}
	if (!status && all.n == 1) {
		*out = all.at[0];
	} else if (!status && all.n) {
		struct shell_node *sequence = around(l, SHELL_SEQUENCE, all.at[0], NULL);
		set_children(l, sequence, &all);
		*out = sequence;
	}
	vec_release(&all);
	return status ? -1 : 0;
}

int shell_list(struct lexer *l, const struct shell_node **out)
{
	return parse_list(l, out);
}

/* --- the whole script --------------------------------------------------- */

int shell_parse(struct str text, struct arena *arena, const struct shell_node **out, struct err *err)
{
	size_t count = 0;
	struct lexer l = {.arena = arena, .err = err, .p = text.p, .n = text.n, .line = 1, .nodes = &count};
	struct token *token;
	*out = NULL;
	if (text.n > SHELL_LARGEST)
		return err_set(err, STATUS_UNTRUSTED, "larger than 1 MiB");
	if (memmem(text.p, text.n < 4 ? text.n : 4, "\177ELF", 4))
		return err_set(err, STATUS_UNTRUSTED, "a binary");
	int status = shell_check_text(&l) || parse_list(&l, out) || lex_peek(&l, &token)
			     ? -1 : 0;
	if (!status && token->kind != TOKEN_END)
		status = unexpected_token(&l, token, "");
	vec_release(&l.heredoc);
	if (status)
		*out = NULL;
	return status;
}
