/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Builtins of the shell, and small commands whose output is known. */
#include "stage/maintscript/eval.h"

static int run_true(struct eval *e, struct call *call)
{
	(void)e, (void)call;
	return 0;
}

static int run_false(struct eval *e, struct call *call)
{
	(void)e, (void)call;
	return 1;
}

static int run_unsure(struct eval *e, struct call *call)
{
	(void)call;
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

static int status_argument(struct eval *e, const struct call *call)
{
	unsigned long long n;
	/* "exit $?" after a command that failed. */
	if (call->word.n < 2 || (strcmp(call->word.at[1], UNKNOWN_TEXT) == 0 && e->now.status == FAILED))
		return e->now.status;
	return str_number(str_from(call->word.at[1]), 10, 255, &n) ? (int)n : UNSURE;
}

static int run_exit(struct eval *e, struct call *call)
{
	e->now.flow_status = status_argument(e, call);
	e->now.flow = FLOW_EXIT;
	return e->now.flow_status;
}

static int run_return(struct eval *e, struct call *call)
{
	e->now.flow_status = status_argument(e, call);
	e->now.flow = e->calls ? FLOW_RETURN : FLOW_EXIT;
	return e->now.flow_status;
}

static int leave_loop(struct eval *e, struct call *call, enum flow flow)
{
	unsigned long long n = 1;
	if (call->word.n > 1 && !str_number(str_from(call->word.at[1]), 10, 100, &n))
		return not_understood(e, "how many loops to leave is not known");
	e->now.flow = flow;
	e->now.loops = (int)n;
	return 0;
}

static int run_break(struct eval *e, struct call *call)
{
	return leave_loop(e, call, FLOW_BREAK);
}

static int run_continue(struct eval *e, struct call *call)
{
	return leave_loop(e, call, FLOW_CONTINUE);
}

static void set_positional(struct eval *e, const struct call *call, size_t from)
{
	vec_release(&e->now.positional);
	for (size_t i = from; i < call->word.n; i++)
		vec_push(&e->now.positional, call->word.at[i]);
}

static int run_set_builtin(struct eval *e, struct call *call)
{
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i];
		if (strcmp(w, "--") == 0) {
			set_positional(e, call, i + 1);
			return 0;
		}
		if (*w != '-' && *w != '+') {
			set_positional(e, call, i);
			return 0;
		}
		bool names = strcmp(w, "-o") == 0 || strcmp(w, "+o") == 0;
		if (strchr(w, 'e') && !names)
			e->now.errexit = *w == '-';
		if (names && i + 1 < call->word.n && strcmp(call->word.at[++i], "errexit") == 0)
			e->now.errexit = *w == '-';
	}
	return 0;
}

static int run_shift(struct eval *e, struct call *call)
{
	unsigned long long n = 1;
	if (call->word.n > 1 && !str_number(str_from(call->word.at[1]), 10, 1000, &n))
		return not_understood(e, "how far to shift is not known");
	if (n > e->now.positional.n)
		return 1;
	memmove(e->now.positional.at, e->now.positional.at + n,
		(e->now.positional.n - n) * sizeof(*e->now.positional.at));
	e->now.positional.n -= n;
	return 0;
}

/* export, readonly, local: assignments. A local variable is restored after the function. */
static int run_declare(struct eval *e, struct call *call)
{
	bool local = strcmp(call->word.at[0], "local") == 0;
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i], *sign = strchr(w, '=');
		if (*w == '-')
			continue;
		const char *name = sign ? arena_strndup(e->arena, w, (size_t)(sign - w)) : w;
		if (local)
			vec_push(&e->local, ((struct variable){name, variable_get(e, name)}));
		if (sign)
			variable_set(e, name, sign + 1);
		else if (local)
			variable_set(e, w, NULL);
	}
	return 0;
}

static int run_unset(struct eval *e, struct call *call)
{
	for (size_t i = 1; i < call->word.n; i++)
		if (*call->word.at[i] != '-')
			variable_set(e, call->word.at[i], NULL);
	return 0;
}

static int run_read(struct eval *e, struct call *call)
{
	struct str line = {0};
	bool known = e->stdin_ && e->stdin_->known;
	if (known && !str_split(&e->stdin_->rest, '\n', &line))
		return 1;
	if (known && !line.n && !e->stdin_->rest.n)
		return 1; /* after the last newline */
	const char *text = known ? arena_strndup(e->arena, line.p, line.n) : NULL;
	size_t first = 1;
	while (first < call->word.n && *call->word.at[first] == '-')
		first += strcmp(call->word.at[first], "-p") == 0 ? 2 : 1;
	for (size_t i = first; i < call->word.n; i++) {
		if (!text) {
			variable_set(e, call->word.at[i], UNKNOWN_TEXT);
			continue;
		}
		text += strspn(text, " \t");
		size_t n = i + 1 < call->word.n ? strcspn(text, " \t") : strlen(text);
		variable_set(e, call->word.at[i], arena_strndup(e->arena, text, n));
		text += n;
	}
	return known ? 0 : UNSURE;
}

static int run_cd(struct eval *e, struct call *call)
{
	const char *to = call->word.n > 1 ? absolute(e, call->word.at[call->word.n - 1]) : NULL;
	if (to && image_look(e, to, true) == THERE_NOT)
		return 1;
	e->now.directory = to ? to : UNKNOWN_TEXT;
	return to && image_look(e, to, true) == THERE_DIRECTORY ? 0 : UNSURE;
}

static int run_umask(struct eval *e, struct call *call)
{
	unsigned long long mask;
	if (call->word.n < 2) {
		say(e, UNKNOWN_TEXT);
		return 0;
	}
	if (!str_number(str_from(call->word.at[1]), 8, 0777, &mask))
		return not_understood(e, "the mask is not known");
	e->now.umask = (uint32_t)mask;
	return 0;
}

static int run_eval(struct eval *e, struct call *call)
{
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 1; i < call->word.n; i++)
		buf_printf(&text, "%s%s", i > 1 ? " " : "", call->word.at[i]);
	buf_puts(&text, "");
	if (!is_known(text.p)) {
		e->now.unread = true;
		return not_understood(e, "the text to run is not known");
	}
	const char *kept = arena_strndup(e->arena, text.p, text.n);
	eval_text(e, kept, text.n);
	return e->now.status;
}

static int run_source(struct eval *e, struct call *call)
{
	struct str text;
	const char *path = call->word.n > 1 ? absolute(e, call->word.at[1]) : NULL;
	if (path && strcmp(path, "/usr/share/debconf/confmodule") == 0)
		return 0;
	if (!path || !image_content(e, path, &text)) {
		e->now.unread = true;
		return not_understood(e, "the file that is read in is not known");
	}
	eval_text(e, text.p, text.n);
	if (e->now.flow == FLOW_RETURN)
		e->now.flow = FLOW_ON;
	return e->now.status;
}

static int run_rest(struct eval *e, struct call *call, size_t from)
{
	struct call inner = {.node = call->node};
	for (size_t i = from; i < call->word.n; i++)
		vec_push(&inner.word, call->word.at[i]);
	const char *name = inner.word.n ? inner.word.at[0] : "";
	const char *base = strrchr(name, '/');
	command_run *run = is_known(name) ? command_find(base ? base + 1 : name) : NULL;
	const char *skip = is_known(name) ? skip_reason(base ? base + 1 : name) : NULL;
	int status = UNSURE;
	if (!inner.word.n)
		status = 0;
	else if (run)
		status = run(e, &inner);
	else if (skip)
		reason_add(e, skip);
	else if (!is_known(name) || !is_reader(base ? base + 1 : name)) {
		status = not_understood(e, "the command is not known");
		taint_named(e, &inner);
	}
	if (!run)
		say(e, UNKNOWN_TEXT);
	vec_release(&inner.word);
	return status;
}

static int run_exec(struct eval *e, struct call *call)
{
	if (call->word.n < 2) {
		say(e, UNKNOWN_TEXT); /* passes all its input on */
		return 0;
	}
	e->now.flow_status = run_rest(e, call, 1);
	e->now.flow = FLOW_EXIT;
	return e->now.flow_status;
}

static int print_command_paths(struct eval *e, const struct call *call, size_t from)
{
	int all = 0;
	for (size_t i = from; i < call->word.n; i++) {
		const char *path = NULL;
		int found = map_get(&e->function, str_from(call->word.at[i])) ? 1
			    : image_has_command(e, call->word.at[i], &path);
		if (found == 1 && path)
			say(e, arena_printf(e->arena, "%s\n", path));
		else if (found == 1)
			say(e, arena_printf(e->arena, "%s\n", call->word.at[i]));
		else if (found == UNSURE)
			say(e, UNKNOWN_TEXT);
		all = found == 1 ? all : found == UNSURE ? UNSURE : 1;
	}
	return all;
}

/* command -v NAME; command NAME ... */
static int run_command_builtin(struct eval *e, struct call *call)
{
	size_t i = 1;
	bool asks = false;
	for (; i < call->word.n && *call->word.at[i] == '-'; i++)
		asks |= strchr(call->word.at[i], 'v') || strchr(call->word.at[i], 'V');
	return asks ? print_command_paths(e, call, i) : run_rest(e, call, i);
}

static int run_which(struct eval *e, struct call *call)
{
	size_t i = 1;
	while (i < call->word.n && *call->word.at[i] == '-')
		i++;
	return print_command_paths(e, call, i);
}

/* env, nice and the like: runs the command after their options and assignments. */
static int run_wrapped(struct eval *e, struct call *call)
{
	size_t i = 1;
	while (i < call->word.n && (*call->word.at[i] == '-' || strchr(call->word.at[i], '='))) {
		bool takes = strcmp(call->word.at[i], "-n") == 0 || strcmp(call->word.at[i], "-u") == 0 ||
			     strcmp(call->word.at[i], "-c") == 0;
		i += takes ? 2 : 1;
	}
	return run_rest(e, call, i);
}

/* trap ACTION SIGNAL...: records the action at the end of the script. */
static int run_trap(struct eval *e, struct call *call)
{
	for (size_t i = 2; i < call->word.n; i++)
		if (strcmp(call->word.at[i], "EXIT") == 0 || strcmp(call->word.at[i], "0") == 0)
			e->at_exit = strcmp(call->word.at[1], "-") == 0 ? NULL : call->word.at[1];
	return 0;
}

/* --- output ------------------------------------------------------------- */

/* Adds text with the escapes of dash's echo and printf; false at \c. */
static bool add_escapes(struct buf *out, const char *text)
{
	static const char letters[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
	for (; *text; text++) {
		const char *at = *text == '\\' && text[1] ? strchr(letters, text[1]) : NULL;
		if (*text == '\\' && text[1] == 'c')
			return false;
		if (*text == '\\' && text[1] >= '0' && text[1] <= '7') {
			int value = 0, digits = 0;
			while (digits < 4 && text[1] >= '0' && text[1] <= '7' && ++digits)
				value = value * 8 + *++text - '0';
			buf_add(out, &(char){(char)value}, 1);
			continue;
		}
		buf_add(out, at ? &bytes[at - letters] : text, 1);
		text += at != NULL;
	}
	return true;
}

static int run_echo(struct eval *e, struct call *call)
{
	struct buf out CLEANUP(buf_release) = {0};
	size_t i = 1;
	bool newline = true;
	for (; i < call->word.n && (strcmp(call->word.at[i], "-n") == 0 || strcmp(call->word.at[i], "-e") == 0); i++)
		newline &= call->word.at[i][1] != 'n';
	for (size_t first = i; i < call->word.n; i++) {
		buf_puts(&out, i > first ? " " : "");
		newline &= add_escapes(&out, call->word.at[i]);
	}
	buf_puts(&out, newline ? "\n" : "");
	say(e, out.p);
	return 0;
}

static int run_printf(struct eval *e, struct call *call)
{
	struct buf out CLEANUP(buf_release) = {0}, format CLEANUP(buf_release) = {0};
	size_t i = 2;
	if (call->word.n < 2)
		return 1;
	add_escapes(&format, call->word.at[1]);
	buf_puts(&format, "");
	buf_puts(&out, "");
	do {
		size_t before = i;
		for (const char *p = format.p; *p; p++) {
			if (*p != '%') {
				buf_add(&out, p, 1);
				continue;
			}
			const char *word = i < call->word.n ? call->word.at[i] : "";
			p++;
			if (*p == '%')
				buf_puts(&out, "%");
			else if (*p == 's' || *p == 'd' || *p == 'i')
				buf_puts(&out, word);
			else if (*p == 'b')
				add_escapes(&out, word);
			else
				buf_puts(&out, UNKNOWN_TEXT);
			i += *p != '%';
			if (!*p)
				break;
		}
		if (i == before)
			break;
	} while (i < call->word.n);
	say(e, out.p);
	return 0;
}

/* Prints standard input and consumes it. */
static int say_input(struct eval *e)
{
	if (!e->stdin_ || !e->stdin_->known) {
		say(e, UNKNOWN_TEXT);
		return UNSURE;
	}
	say_bytes(e, e->stdin_->rest);
	e->stdin_->rest.n = 0;
	return 0;
}

static int cat_file(struct eval *e, const char *word)
{
	struct str text;
	const char *path = absolute(e, word);
	if (path && image_content(e, path, &text)) {
		say_bytes(e, text);
		return 0;
	}
	if (path && image_look(e, path, true) == THERE_NOT)
		return 1;
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

static int run_cat(struct eval *e, struct call *call)
{
	int status = 0;
	if (call->word.n < 2)
		return say_input(e);
	for (size_t i = 1; i < call->word.n; i++) {
		const char *word = call->word.at[i];
		int one = strcmp(word, "-") == 0 ? say_input(e) : *word == '-' ? run_unsure(e, call) : cat_file(e, word);
		status = status == 1 || one == 0 ? status : one;
	}
	return status;
}

static int run_uname(struct eval *e, struct call *call)
{
	bool kernel = call->word.n < 2 || strcmp(call->word.at[1], "-s") == 0;
	say(e, kernel ? "Linux\n" : UNKNOWN_TEXT);
	return 0;
}

/* seq [FIRST [STEP]] LAST. */
static int run_seq(struct eval *e, struct call *call)
{
	long long n[3] = {1, 1, 1};
	for (size_t i = 1; i < call->word.n && i < 4; i++) {
		const char *w = call->word.at[i];
		unsigned long long value;
		if (!str_number(str_from(w + (*w == '-')), 10, 100000, &value)) {
			say(e, UNKNOWN_TEXT);
			return UNSURE;
		}
		n[i - 1] = *w == '-' ? -(long long)value : (long long)value;
	}
	long long first = call->word.n > 2 ? n[0] : 1, step = call->word.n > 3 ? n[1] : 1;
	long long last = call->word.n > 3 ? n[2] : call->word.n > 2 ? n[1] : n[0];
	for (int i = 0; step && i < 1000 && (step > 0 ? first <= last : first >= last); i++, first += step)
		say(e, arena_printf(e->arena, "%lld\n", first));
	return 0;
}

static int run_basename(struct eval *e, struct call *call)
{
	if (call->word.n < 2 || !is_known(call->word.at[1]) || *call->word.at[1] == '-')
		return run_unsure(e, call);
	const char *slash = strrchr(call->word.at[1], '/'), *name = slash ? slash + 1 : call->word.at[1];
	size_t n = strlen(name), suffix = call->word.n > 2 ? strlen(call->word.at[2]) : 0;
	if (suffix && suffix < n && strcmp(name + n - suffix, call->word.at[2]) == 0)
		n -= suffix;
	say(e, arena_printf(e->arena, "%.*s\n", (int)n, name));
	return 0;
}

static int run_dirname(struct eval *e, struct call *call)
{
	if (call->word.n != 2 || !is_known(call->word.at[1]))
		return run_unsure(e, call);
	const char *slash = strrchr(call->word.at[1], '/');
	if (!slash || !slash[1])
		return slash ? run_unsure(e, call) : (say(e, ".\n"), 0);
	size_t n = (size_t)(slash - call->word.at[1]);
	say(e, arena_printf(e->arena, "%.*s\n", n ? (int)n : 1, call->word.at[1]));
	return 0;
}

const struct command commands_shell[] = {
	{"true", run_true, false},        {":", run_true, false},
	{"false", run_false, false},      {"exit", run_exit, false},
	{"return", run_return, false},    {"break", run_break, false},
	{"continue", run_continue, false}, {"set", run_set_builtin, false},
	{"shift", run_shift, false},      {"export", run_declare, false},
	{"readonly", run_declare, false}, {"local", run_declare, false},
	{"unset", run_unset, false},      {"read", run_read, false},
	{"cd", run_cd, false},            {"umask", run_umask, false},
	{"eval", run_eval, false},        {".", run_source, false},
	{"source", run_source, false},    {"exec", run_exec, false},
	{"command", run_command_builtin, false}, {"which", run_which, true},
	{"type", run_which, false},       {"hash", run_which, false},
	{"env", run_wrapped, false},      {"nice", run_wrapped, false},
	{"ionice", run_wrapped, false},   {"nohup", run_wrapped, false},
	{"trap", run_trap, false},        {"echo", run_echo, false},
	{"printf", run_printf, false},    {"cat", run_cat, true},
	{"basename", run_basename, true}, {"dirname", run_dirname, true},
	{"test", test_run, true},         {"[", test_run, true},
	{"wait", run_true, false},        {"sleep", run_true, false},
	{"sync", run_true, false},        {"times", run_true, false},
	{"seq", run_seq, true},      {"uname", run_uname, true},  {"ulimit", run_true, false},      {NULL, NULL, false},
};
