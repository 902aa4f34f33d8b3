/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/shell_calls.h"

#include "base/map.h"

/* The tree of "a && b && …" is as deep as the list is long. */
enum { DEEPEST = 2000 };

struct calls {
	struct arena *arena;
	struct names *out;
	struct map known; /* names that are not programs, and names in `out` */
	unsigned depth;
	bool ended; /* only for certain calls: exit or exec was met */
};

static void visit(struct calls *c, const struct shell_node *node);

static void skip(struct calls *c, const char *name)
{
	*map_at(&c->known, str_from(name)) = c;
}

static void skip_builtins(struct calls *c)
{
	static const char *const names[] = {
		".",       ":",        "[",        "alias",  "bg",       "bind",    "break",   "builtin",
		"caller",  "cd",       "chdir",    "command", "compgen", "complete", "compopt", "continue",
		"declare", "dirs",     "disown",   "echo",   "enable",   "eval",    "exec",    "exit",
		"export",  "false",    "fc",       "fg",     "getopts",  "hash",    "help",    "history",
		"jobs",    "kill",     "let",      "local",  "logout",   "mapfile", "popd",    "printf",
		"pushd",   "pwd",      "read",     "readarray", "readonly", "return", "set",   "shift",
		"shopt",   "source",   "suspend",  "test",   "times",    "trap",    "true",    "type",
		"typeset", "ulimit",   "umask",    "unalias", "unset",   "wait",    "[[",      "time"};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		skip(c, names[i]);
}

static void add_called_name(struct calls *c, const char *name)
{
	if (!*name || map_get(&c->known, str_from(name)))
		return;
	skip(c, name);
	vec_push(c->out, name);
}

static void visit_word(struct calls *c, const struct shell_word *word)
{
	for (size_t i = 0; i < word->n; i++) {
		if (word->part[i].command)
			visit(c, word->part[i].command);
		visit_word(c, &word->part[i].word);
	}
}

/* Adds the command, and for "exec sed" or "xargs -0 rm" the first word after it that is
 * neither an option nor an assignment. */
static void add_call(struct calls *c, const struct shell_node *node)
{
	static const char *const wrappers[] = {"exec", "command", "nohup", "xargs", "env", "nice",
						"time", "setsid", NULL};
	for (size_t i = 0; i < node->words; i++) {
		const char *name = shell_literal(c->arena, &node->word[i]);
		if (!name)
			return;
		if (i && (*name == '-' || strchr(name, '='))) {
			/* command -v only looks the name up. */
			if (strcmp(name, "-v") == 0 || strcmp(name, "-V") == 0)
				return;
			continue;
		}
		add_called_name(c, name);
		if (!list_holds(wrappers, name))
			return;
	}
}

static void visit_parts(struct calls *c, const struct shell_node *node)
{
	for (size_t i = 0; i < node->assignments; i++)
		visit_word(c, &node->assign[i].value);
	for (size_t i = 0; i < node->words; i++)
		visit_word(c, &node->word[i]);
	for (size_t i = 0; i < node->redirects; i++)
		visit_word(c, node->redirect[i].word);
	for (size_t i = 0; i < node->items; i++) {
		for (size_t k = 0; k < node->item[i].patterns; k++)
			visit_word(c, &node->item[i].pattern[k]);
		if (node->item[i].body)
			visit(c, node->item[i].body);
	}
	for (size_t i = 0; i < node->children; i++)
		if (node->child[i])
			visit(c, node->child[i]);
}

static void visit(struct calls *c, const struct shell_node *node)
{
	if (c->depth >= DEEPEST)
		return;
	c->depth++;
	if (node->kind == SHELL_SIMPLE)
		add_call(c, node);
	visit_parts(c, node);
	c->depth--;
}

/* Runs before visit(), because a call may precede the definition of a function.
 * Definitions within `$(…)` are not searched. */
static void skip_functions(struct calls *c, const struct shell_node *node)
{
	if (c->depth >= DEEPEST)
		return;
	c->depth++;
	if (node->kind == SHELL_FUNCTION)
		skip(c, node->name);
	for (size_t i = 0; i < node->items; i++)
		if (node->item[i].body)
			skip_functions(c, node->item[i].body);
	for (size_t i = 0; i < node->children; i++)
		if (node->child[i])
			skip_functions(c, node->child[i]);
	c->depth--;
}

static void visit_certain(struct calls *c, const struct shell_node *node);

static void visit_certain_word(struct calls *c, const struct shell_word *word)
{
	for (size_t i = 0; i < word->n; i++) {
		bool ended = c->ended;
		if (word->part[i].command)
			visit_certain(c, word->part[i].command);
		c->ended = ended; /* a substitution is a process of its own */
		/* ${name:-$(command)} is a branch. */
		if (!word->part[i].op)
			visit_certain_word(c, &word->part[i].word);
	}
}

static void visit_certain_call(struct calls *c, const struct shell_node *node)
{
	const char *name = node->words ? shell_literal(c->arena, &node->word[0]) : NULL;
	for (size_t i = 0; i < node->assignments; i++)
		visit_certain_word(c, &node->assign[i].value);
	for (size_t i = 0; i < node->words; i++)
		visit_certain_word(c, &node->word[i]);
	add_call(c, node);
	c->ended = name && (strcmp(name, "exit") == 0 || (strcmp(name, "exec") == 0 && node->words > 1));
}

/* How many of a node's children are run whenever the node is. */
static size_t certain_children(const struct shell_node *node)
{
	switch (node->kind) {
	case SHELL_SEQUENCE:
	case SHELL_PIPE:
		return node->children;
	case SHELL_AND:
	case SHELL_OR:
	case SHELL_NOT:
	case SHELL_SUBSHELL:
	case SHELL_GROUP:
	case SHELL_BACKGROUND:
	case SHELL_IF:
	case SHELL_WHILE:
	case SHELL_UNTIL:
		return 1;
	case SHELL_SIMPLE:
	case SHELL_FOR:
	case SHELL_CASE:
	case SHELL_FUNCTION:
		break;
	}
	return 0;
}

static void visit_certain(struct calls *c, const struct shell_node *node)
{
	size_t n = certain_children(node);
	if (c->depth >= DEEPEST)
		return;
	c->depth++;
	if (node->kind == SHELL_SIMPLE)
		visit_certain_call(c, node);
	for (size_t i = 0; (node->kind == SHELL_FOR || node->kind == SHELL_CASE) && i < node->words; i++)
		visit_certain_word(c, &node->word[i]);
	for (size_t i = 0; i < n && i < node->children && !c->ended; i++)
		if (node->child[i])
			visit_certain(c, node->child[i]);
	/* These do not end the shell that reads the script. */
	if (node->kind == SHELL_PIPE || node->kind == SHELL_SUBSHELL || node->kind == SHELL_BACKGROUND)
		c->ended = false;
	c->depth--;
}

static void collect_calls(const struct shell_node *script,
			  void (*read)(struct calls *calls, const struct shell_node *node), struct arena *arena,
			  struct names *out)
{
	struct calls c = {.arena = arena, .out = out};
	if (!script)
		return;
	skip_builtins(&c);
	skip_functions(&c, script);
	read(&c, script);
	map_release(&c.known);
}

void shell_certain_calls(const struct shell_node *script, struct arena *arena, struct names *out)
{
	collect_calls(script, visit_certain, arena, out);
}

void shell_calls(const struct shell_node *script, struct arena *arena, struct names *out)
{
	collect_calls(script, visit, arena, out);
}

/* --- the reader -------------------------------------------------------------- */

static int read_script_calls(struct str body, const void *question, struct arena *arena, void *record,
			     struct err *err)
{
	struct script_calls *out = record;
	const struct shell_node *tree = NULL;
	struct names call = {0}, certain = {0};
	(void)question;
	out->understood = shell_parse(body, arena, &tree, err) == 0;
	err_release(err);
	if (out->understood) {
		shell_calls(tree, arena, &call);
		shell_certain_calls(tree, arena, &certain);
	}
	for (size_t i = 0; i < call.n; i++)
		vec_push(&out->call, str_from(call.at[i]));
	for (size_t i = 0; i < certain.n; i++)
		vec_push(&out->certain, str_from(certain.at[i]));
	vec_release(&call);
	vec_release(&certain);
	return 0;
}

static const struct shape script_calls_shape = SHAPE(struct script_calls,
	FIELD(struct script_calls, BOOL, understood), FIELD_ITEMS(struct script_calls, call, &shape_text),
	FIELD_ITEMS(struct script_calls, certain, &shape_text));

const struct reader script_calls_reader = {"script", UINT64_MAX, &script_calls_shape, read_script_calls, NULL};
