/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks the tree of a script. */
#include "stage/maintscript/eval.h"

static void eval_children(struct eval *e, const struct shell_node *node)
{
	for (size_t i = 0; i < node->children && e->now.flow == FLOW_ON; i++)
		eval_node(e, node->child[i]);
}

/* The text of a condition on one line. */
static const char *one_line(struct eval *e, struct str text)
{
	char *copy = arena_alloc(e->arena, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n && n < 160; i++) {
		bool blank = text.p[i] == '\n' || text.p[i] == '\t' || text.p[i] == ' ';
		if (!blank)
			copy[n++] = text.p[i];
		else if (n && copy[n - 1] != ' ')
			copy[n++] = ' ';
	}
	copy[n] = 0;
	return copy;
}

/* Handles the status of a command that nothing tests. */
static void settle_status(struct eval *e)
{
	if (e->guarded || !e->now.errexit || e->now.flow != FLOW_ON)
		return;
	if (e->now.status == UNSURE) {
		e->now.status = 0;
	} else if (e->now.status) {
		e->now.flow = FLOW_EXIT;
		e->now.flow_status = e->now.status;
	}
}

static void eval_condition(struct eval *e, const struct shell_node *node)
{
	e->guarded++;
	eval_node(e, node);
	e->guarded--;
}

/* Runs `yes` if the status is 0, else `no`; either may be NULL. */
static void eval_branch(struct eval *e, const struct shell_node *condition,
			const struct shell_node *yes, const struct shell_node *no,
			int status_without)
{
	struct fork fork;
	if (e->now.flow != FLOW_ON)
		return;
	if (e->now.status != UNSURE) {
		const struct shell_node *way = e->now.status == 0 ? yes : no;
		if (way)
			eval_node(e, way);
		else if (status_without >= 0)
			e->now.status = status_without;
		return;
	}
	fork_begin(e, &fork);
	e->now.status = 0;
	if (yes)
		eval_node(e, yes);
	fork_next(e, &fork);
	e->now.status = status_without >= 0 && !no ? status_without : FAILED;
	if (no)
		eval_node(e, no);
	fork_join(e, &fork, one_line(e, condition->source));
}

static void eval_if(struct eval *e, const struct shell_node *node)
{
	eval_condition(e, node->child[0]);
	eval_branch(e, node->child[0], node->child[1], node->children > 2 ? node->child[2] : NULL,
		    0);
}

static void eval_and_or(struct eval *e, const struct shell_node *node)
{
	bool and = node->kind == SHELL_AND;
	eval_condition(e, node->child[0]);
	if (e->now.flow != FLOW_ON)
		return;
	/* The last command of the list is not guarded; the status of the first is. */
	if (e->now.status != UNSURE && (e->now.status == 0) != and)
		return;
	eval_branch(e, node->child[0], and ? node->child[1] : NULL,
		    and ? NULL : node->child[1], -1);
}

static void eval_not(struct eval *e, const struct shell_node *node)
{
	eval_condition(e, node->child[0]);
	if (e->now.flow == FLOW_ON && e->now.status != UNSURE)
		e->now.status = !e->now.status;
}

/* A subshell: its variables, and an exit, do not affect the outside. */
static void enter_subshell(struct eval *e, struct state *outer)
{
	*outer = walk_state_copy(&e->now);
	e->subshell++;
}

static void leave_subshell(struct eval *e, struct state *outer)
{
	int status = e->now.flow == FLOW_EXIT ? e->now.flow_status : e->now.status;
	e->subshell--;
	walk_state_release(&e->now);
	e->now = *outer;
	e->now.status = status;
}

static void eval_subshell(struct eval *e, const struct shell_node *node)
{
	struct state outer;
	enter_subshell(e, &outer);
	eval_node(e, node->child[0]);
	leave_subshell(e, &outer);
}

int eval_as_user(struct eval *e, const char *user, const char *text)
{
	size_t done = e->done.n, doubted = e->doubted.n;
	const char *before = e->user;
	struct state outer;
	enter_subshell(e, &outer);
	e->now.errexit = false;
	e->user = user;
	eval_text(e, text, strlen(text));
	e->user = before;
	leave_subshell(e, &outer);
	if (e->done.n == done && e->doubted.n == doubted)
		return e->now.status;
	for (size_t i = done; i < e->done.n; i++) {
		if (e->done.at[i].effect.kind == EFFECT_UNKNOWN)
			e->done.at[done++] = e->done.at[i];
		else
			vec_push(&e->doubted, e->done.at[i].effect);
	}
	e->done.n = done;
	return not_understood(e, "another user changes files");
}

static void eval_pipe(struct eval *e, const struct shell_node *node)
{
	struct buf *output = e->output, text = {0};
	struct input *stdin_ = e->stdin_, input = {0};
	for (size_t i = 0; i < node->children; i++) {
		bool last = i + 1 == node->children;
		struct buf next = {0};
		struct state outer;
		e->output = last ? output : &next;
		e->stdin_ = i ? &input : stdin_;
		enter_subshell(e, &outer);
		e->guarded += !last;
		eval_node(e, node->child[i]);
		e->guarded -= !last;
		leave_subshell(e, &outer);
		if (!last) {
			buf_puts(&next, "");
			const char *kept = arena_strndup(e->arena, next.p, next.n);
			input = (struct input){is_known(kept), str_from(kept)};
		}
		buf_release(&next);
	}
	buf_release(&text);
	e->output = output;
	e->stdin_ = stdin_;
}

const char *eval_output(struct eval *e, const struct shell_node *command)
{
	struct buf *output = e->output, text CLEANUP(buf_release) = {0};
	unsigned line = e->line;
	struct str source = e->source;
	struct state outer;
	if (!command)
		return "";
	e->output = &text;
	e->substitutions++;
	enter_subshell(e, &outer);
	e->guarded++;
	eval_node(e, command);
	e->guarded--;
	leave_subshell(e, &outer);
	e->output = output;
	e->line = line;
	e->source = source;
	while (text.n && text.p[text.n - 1] == '\n')
		text.n--;
	return arena_strndup(e->arena, text.p ? text.p : "", text.n);
}

/* --- loops -------------------------------------------------------------- */

/* Whether the loop continues after a round. */
static bool goes_on(struct eval *e)
{
	struct state *s = &e->now;
	if (s->flow == FLOW_BREAK || s->flow == FLOW_CONTINUE) {
		bool stops = s->flow == FLOW_BREAK || s->loops > 1;
		if (--s->loops <= 0)
			s->flow = FLOW_ON;
		return !stops;
	}
	return s->flow == FLOW_ON;
}

static void end_loop(struct eval *e, const char *doubt, enum flow scope)
{
	if (e->now.doubt && e->now.doubt_scope <= FLOW_BREAK) {
		e->now.doubt = doubt;
		e->now.doubt_scope = scope;
	}
}

/* A body that runs an unknown number of times is walked twice, so that what the first
 * round makes unknown is unknown in the second. */
static void eval_maybe(struct eval *e, const struct shell_node *body, const char *name, const char *why)
{
	for (int round = 0; round < 2 && e->now.flow == FLOW_ON; round++) {
		struct fork fork;
		fork_begin(e, &fork);
		if (name)
			variable_set(e, name, UNKNOWN_TEXT);
		eval_node(e, body);
		goes_on(e);
		fork_next(e, &fork);
		fork_join(e, &fork, why);
	}
}

static void eval_for(struct eval *e, const struct shell_node *node)
{
	struct names list = {0};
	const char *doubt = e->now.doubt, *why = one_line(e, node->source);
	enum flow scope = e->now.doubt_scope;
	if (node->in)
		expand_words(e, node->word, node->words, &list);
	else
		for (size_t i = 0; i < e->now.positional.n; i++)
			vec_push(&list, e->now.positional.at[i]);
	e->now.status = 0;
	for (size_t i = 0; i < list.n && e->now.flow == FLOW_ON; i++) {
		if (!is_known(list.at[i])) {
			eval_maybe(e, node->child[0], node->name, why);
			continue;
		}
		variable_set(e, node->name, list.at[i]);
		eval_node(e, node->child[0]);
		if (!goes_on(e))
			break;
	}
	vec_release(&list);
	end_loop(e, doubt, scope);
}

static void eval_while(struct eval *e, const struct shell_node *node)
{
	const char *doubt = e->now.doubt;
	enum flow scope = e->now.doubt_scope;
	bool until = node->kind == SHELL_UNTIL;
	while (e->now.flow == FLOW_ON) {
		eval_condition(e, node->child[0]);
		if (e->now.flow != FLOW_ON)
			break;
		if (e->now.status == UNSURE) {
			eval_maybe(e, node->child[1], NULL, one_line(e, node->child[0]->source));
			eval_condition(e, node->child[0]);
			break;
		}
		if ((e->now.status == 0) == until)
			break;
		eval_node(e, node->child[1]);
		if (!goes_on(e))
			break;
	}
	if (e->now.flow == FLOW_ON)
		e->now.status = 0;
	end_loop(e, doubt, scope);
}

/* --- case --------------------------------------------------------------- */

static int item_match(struct eval *e, const struct shell_case *item, const char *text)
{
	int any = 0;
	for (size_t i = 0; i < item->patterns && any != 1; i++) {
		int one = pattern_match(e, &item->pattern[i], text);
		any = one == 0 ? any : one;
	}
	return any;
}

static void eval_items(struct eval *e, const struct shell_node *node, size_t from, const char *text)
{
	int match = 0;
	while (from < node->items && !(match = item_match(e, &node->item[from], text)))
		from++;
	e->now.status = 0;
	if (from == node->items)
		return;
	if (match == 1) {
		if (node->item[from].body)
			eval_node(e, node->item[from].body);
		return;
	}
	struct fork fork;
	fork_begin(e, &fork);
	if (node->item[from].body)
		eval_node(e, node->item[from].body);
	fork_next(e, &fork);
	eval_items(e, node, from + 1, text);
	fork_join(e, &fork, one_line(e, (struct str){node->source.p, strcspn(node->source.p, "\n)")}));
}

static void eval_case(struct eval *e, const struct shell_node *node)
{
	eval_items(e, node, 0, expand_text(e, &node->word[0]));
}

/* --- simple commands ---------------------------------------------------- */

static void define(struct eval *e, const struct shell_node *node)
{
	*map_at(&e->function, str_from(node->name)) = (void *)node->child[0];
	e->now.status = 0;
}

int eval_function(struct eval *e, const struct shell_node *body, const struct call *call)
{
	struct names outer = e->now.positional;
	const char *doubt = e->now.doubt;
	enum flow scope = e->now.doubt_scope;
	if (++e->calls > CALLS_MOST) {
		e->calls--;
		return not_understood(e, "functions call each other too deeply");
	}
	e->now.positional = (struct names){0};
	for (size_t i = 1; i < call->word.n; i++)
		vec_push(&e->now.positional, call->word.at[i]);
	size_t locals = e->local.n;
	e->now.status = 0;
	eval_node(e, body);
	for (; e->local.n > locals; e->local.n--)
		variable_set(e, e->local.at[e->local.n - 1].name, e->local.at[e->local.n - 1].value);
	e->calls--;
	if (e->now.flow == FLOW_RETURN) {
		e->now.flow = FLOW_ON;
		e->now.status = e->now.flow_status;
	}
	if (e->now.doubt && e->now.doubt_scope <= FLOW_RETURN) {
		e->now.doubt = doubt;
		e->now.doubt_scope = scope;
	}
	vec_release(&e->now.positional);
	e->now.positional = outer;
	return e->now.status;
}

/* python3 …/py_compile.py FILE..., python3 -m compileall DIRECTORY. */
static bool compiles_python(const char *name, const struct call *call)
{
	if (strncmp(name, "python", 6) != 0 && strncmp(name, "pypy", 4) != 0)
		return false;
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i];
		bool module = strcmp(w, "compileall") == 0 || strcmp(w, "py_compile") == 0;
		if (*w != '-')
			return module || str_ends(str_from(w), "/py_compile.py") ||
			       str_ends(str_from(w), "/compileall.py");
	}
	return false;
}

static int run_command(struct eval *e, struct call *call)
{
	const char *name = call->word.at[0];
	const struct shell_node *function = map_get(&e->function, str_from(name));
	if (function)
		return eval_function(e, function, call);
	const char *base = strrchr(name, '/');
	command_run *run = is_known(name) ? command_find(base ? base + 1 : name) : NULL;
	if (run)
		return run(e, call);
	const char *skip = is_known(name) ? skip_reason(base ? base + 1 : name) : NULL;
	if (skip) {
		reason_add(e, skip);
		say(e, UNKNOWN_TEXT);
		return UNSURE;
	}
	if (is_known(name) && is_reader(base ? base + 1 : name)) {
		say(e, UNKNOWN_TEXT);
		return UNSURE;
	}
	say(e, UNKNOWN_TEXT);
	if (is_known(name) && compiles_python(base ? base + 1 : name, call)) {
		reason_add(e, skip_reason("py3compile"));
		return UNSURE;
	}
	taint_named(e, call);
	return not_understood(e, is_known(name) ? "the command is not known" : "the command's name is not known");
}

static void restore(struct eval *e, const struct variable *old, size_t n)
{
	for (size_t i = 0; i < n; i++)
		variable_set(e, old[i].name, old[i].value);
}

static void eval_simple(struct eval *e, const struct shell_node *node)
{
	struct call call = {.node = node};
	VEC(struct variable) old = {0};
	int substitutions = e->substitutions;
	expand_words(e, node->word, node->words, &call.word);
	for (size_t i = 0; i < node->assignments; i++) {
		const struct shell_assign *a = &node->assign[i];
		if (call.word.n)
			vec_push(&old, ((struct variable){a->name, variable_get(e, a->name)}));
		variable_set(e, a->name, expand_text(e, &a->value));
	}
	if (call.word.n)
		e->now.status = run_command(e, &call);
	else if (substitutions == e->substitutions)
		e->now.status = 0;
	restore(e, old.at, old.n);
	vec_release(&old);
	vec_release(&call.word);
}

/* --- all kinds ---------------------------------------------------------- */

static void eval_kind(struct eval *e, const struct shell_node *node)
{
	switch (node->kind) {
	case SHELL_SIMPLE:
		eval_simple(e, node);
		settle_status(e);
		break;
	case SHELL_SEQUENCE:
		eval_children(e, node);
		break;
	case SHELL_PIPE:
		eval_pipe(e, node);
		settle_status(e);
		break;
	case SHELL_AND:
	case SHELL_OR:
		eval_and_or(e, node);
		if (e->now.status == UNSURE && !e->guarded && e->now.flow == FLOW_ON && node->kind == SHELL_OR)
			settle_status(e);
		break;
	case SHELL_NOT:
		eval_not(e, node);
		break;
	case SHELL_BACKGROUND:
	case SHELL_GROUP:
		eval_children(e, node);
		break;
	case SHELL_SUBSHELL:
		eval_subshell(e, node);
		settle_status(e);
		break;
	case SHELL_IF:
		eval_if(e, node);
		break;
	case SHELL_WHILE:
	case SHELL_UNTIL:
		eval_while(e, node);
		break;
	case SHELL_FOR:
		eval_for(e, node);
		break;
	case SHELL_CASE:
		eval_case(e, node);
		break;
	case SHELL_FUNCTION:
		define(e, node);
		break;
	}
}

bool eval_spend(struct eval *e, size_t work)
{
	e->spent += work < SPENT_MOST ? work : SPENT_MOST;
	e->stopped |= e->spent > SPENT_MOST;
	return !e->stopped;
}

void eval_node(struct eval *e, const struct shell_node *node)
{
	struct redirection r;
	if (e->now.flow != FLOW_ON)
		return;
	if (node->kind == SHELL_SIMPLE || node->redirects) {
		e->line = e->shift ? e->shift : node->line;
		e->source = node->source;
	}
	if (++e->steps > STEPS_MOST || e->done.n > EFFECTS_MOST)
		e->stopped = true;
	/* Commands look variables up by name, which costs time. */
	if (!eval_spend(e, e->now.variable.n)) {
		e->now.flow = FLOW_EXIT;
		e->now.flow_status = 0;
		return;
	}
	if (skip_command(e, node)) {
		settle_status(e);
		return;
	}
	if (!node->redirects) {
		eval_kind(e, node);
		return;
	}
	redirect_begin(e, node, &r);
	eval_kind(e, node);
	e->line = e->shift ? e->shift : node->line;
	e->source = node->source;
	redirect_end(e, &r);
}

void eval_text(struct eval *e, const char *text, size_t n)
{
	const struct shell_node *tree;
	struct err err = {0};
	unsigned shift = e->shift;
	if (++e->calls > CALLS_MOST) {
		not_understood(e, "texts are read within each other too deeply");
	} else if (shell_parse((struct str){text, n}, e->arena, &tree, &err)) {
		not_understood(e, arena_printf(e->arena, "cannot be read: %s", err.text));
	} else if (tree) {
		e->shift = e->line;
		eval_node(e, tree);
		e->shift = shift;
	}
	e->calls--;
	err_release(&err);
}
