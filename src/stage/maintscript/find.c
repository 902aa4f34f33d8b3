/* SPDX-License-Identifier: GPL-2.0-or-later */
/* find(1), and the xargs(1) that it is piped into, which set owners and modes below a
 * directory. The result of a search by directory, depth and type is known, that of any
 * other is not. A test that only skips files which already have the owner that chown
 * gives them makes no difference. */
#include "stage/maintscript/files.h"

enum { FOUND_MOST = 500 };

struct search {
	struct names root;      /* absolute; those that exist */
	bool follow;            /* follow links to directories */
	const char *type;       /* "d", "f", "l"; NULL: any */
	const char *not_owner;  /* of `! -user NAME` and the like; NULL: any owner */
	unsigned long long least, most; /* depth */
	size_t command, end;    /* words of -exec, without {} and its end; 0: none */
};

/* Reads the directories to search; clears `known` if one is not known. Returns the index
 * of the word after them. */
static size_t take_roots(struct eval *e, const struct call *call, struct search *s, bool *known)
{
	static const char *const links[] = {"-L", "-P", "-H", NULL};
	size_t i = 1;
	for (; i < call->word.n && list_holds(links, call->word.at[i]); i++)
		s->follow = strcmp(call->word.at[i], "-L") == 0;
	for (; i < call->word.n && !strchr("-(!", call->word.at[i][0]); i++) {
		const char *path = absolute(e, call->word.at[i]);
		enum there there = path ? image_look(e, path, true) : THERE_UNKNOWN;
		/* Whether a link as a starting point is followed also depends on how it
		 * is spelled. */
		*known &= there != THERE_UNKNOWN && image_look(e, path, false) != THERE_LINK;
		if (path && there != THERE_NOT && there != THERE_UNKNOWN)
			vec_push(&s->root, path);
	}
	return i;
}

/* Reads `-exec COMMAND... {} ;` or `+`. Returns the index of the word after it, or 0. */
static size_t take_exec(const struct call *call, size_t i, struct search *s)
{
	size_t end = i;
	while (end < call->word.n && strcmp(call->word.at[end], ";") != 0 && strcmp(call->word.at[end], "+") != 0)
		end++;
	if (s->command || end == call->word.n || end < i + 2 || strcmp(call->word.at[end - 1], "{}") != 0)
		return 0;
	s->command = i;
	s->end = end - 1;
	return end + 1;
}

/* Reads `! -user X`; returns 0 for another test. A number may be unknown, e.g. that of
 * an account which the package adds. */
static size_t take_not_owner(const struct call *call, size_t i, struct search *s)
{
	static const char *const name[] = {"-user", "-group", NULL}, *const number[] = {"-uid", "-gid", NULL};
	if (i + 2 >= call->word.n || s->not_owner ||
	    !(list_holds(number, call->word.at[i + 1]) ||
	      (list_holds(name, call->word.at[i + 1]) && is_known(call->word.at[i + 2]))))
		return 0;
	s->not_owner = call->word.at[i + 2];
	return i + 3;
}

/* Reads a test or action; returns the index of the word after it, or 0. */
static size_t take_test(const struct call *call, size_t i, struct search *s)
{
	static const char *const prints[] = {"-print", "-print0", NULL};
	static const char *const plain[] = {"-xdev", "-mount", "-depth", NULL};
	static const char *const negation[] = {"!", "-not", NULL};
	const char *word = call->word.at[i], *next = i + 1 < call->word.n ? call->word.at[i + 1] : "";
	if (list_holds(prints, word))
		return i + 1;
	/* A test after an action does not apply to it. */
	if (s->command)
		return 0;
	s->follow |= strcmp(word, "-follow") == 0;
	if (list_holds(plain, word) || strcmp(word, "-follow") == 0)
		return i + 1;
	if (list_holds(negation, word))
		return take_not_owner(call, i, s);
	if (strcmp(word, "-exec") == 0)
		return take_exec(call, i + 1, s);
	if (strcmp(word, "-type") == 0 && !s->type && strlen(next) == 1 && strchr("dfl", *next)) {
		s->type = next;
		return i + 2;
	}
	bool least = strcmp(word, "-mindepth") == 0;
	if ((least || strcmp(word, "-maxdepth") == 0) &&
	    str_number(str_from(next), 10, 1000, least ? &s->least : &s->most))
		return i + 2;
	return 0;
}

/* Whether a path matches; clears `known` if that cannot be decided. */
static bool find_selects(struct eval *e, const struct search *s, const char *root, const char *path, bool *known)
{
	size_t depth = 0, n = strcmp(root, "/") == 0 ? 0 : strlen(root);
	for (const char *p = path + n; *p; p++)
		depth += *p == '/';
	if (depth < s->least || depth > s->most)
		return false;
	enum there there = image_look(e, path, false);
	*known &= there != THERE_UNKNOWN && !(s->follow && there == THERE_LINK);
	return !s->type || there == (*s->type == 'd'   ? THERE_DIRECTORY
				     : *s->type == 'f' ? THERE_FILE
						       : THERE_LINK);
}

/* False if the result is not known, or too long. */
static bool list_found(struct eval *e, const struct search *s, struct names *out)
{
	bool known = true;
	for (size_t r = 0; r < s->root.n; r++) {
		const char *root = s->root.at[r];
		struct names below = {0};
		vec_push(&below, root);
		image_below(e, root, &below);
		for (size_t i = 0; i < below.n && out->n <= FOUND_MOST; i++)
			if (find_selects(e, s, root, below.at[i], &known))
				vec_push(out, below.at[i]);
		vec_release(&below);
	}
	return known && out->n <= FOUND_MOST;
}

/* Whether the outcome of a command is known: it does not depend on who owns the files
 * now, or it gives them the owner that the search skips. */
static bool may_act(const struct search *s, const struct names *word)
{
	static const char *const owners[] = {"chown", "chgrp", NULL};
	const char *name = word->n ? word->at[0] : "";
	if (!list_holds(owners, name))
		return strcmp(name, "chmod") == 0 && !s->not_owner;
	if (!s->not_owner || !is_known(s->not_owner))
		return true;
	for (size_t i = 1; i < word->n; i++) {
		size_t n = strcspn(word->at[i], ":.");
		if (word->at[i][0] != '-')
			return strncmp(word->at[i], s->not_owner, n) == 0 ? s->not_owner[n] == 0
				: strcmp(word->at[i] + n + (word->at[i][n] != 0), s->not_owner) == 0;
	}
	return false;
}

static int act(struct eval *e, const struct call *call, const struct names *word, const struct names *found)
{
	struct call inner = {.node = call->node};
	for (size_t i = 0; i < word->n; i++)
		vec_push(&inner.word, word->at[i]);
	for (size_t i = 0; i < found->n; i++)
		vec_push(&inner.word, found->at[i]);
	int status = found->n ? command_find(word->at[0])(e, &inner) : 0;
	vec_release(&inner.word);
	return status;
}

static bool acts(const struct call *call)
{
	static const char *const actions[] = {"-exec", "-execdir", "-delete", "-ok", "-okdir", "-fprint",
					      "-fprintf", "-fls", "-fprint0", NULL};
	for (size_t i = 1; i < call->word.n; i++)
		if (list_holds(actions, call->word.at[i]))
			return true;
	return false;
}

/* Passes the result to the command of -exec, or keeps it for an xargs(1) as the next command. */
static int hand_over_found(struct eval *e, const struct call *call, const struct search *s, struct names *found)
{
	struct names command = {0};
	int status = UNSURE;
	for (size_t i = s->command; i < s->end; i++)
		vec_push(&command, call->word.at[i]);
	if (command.n) {
		status = may_act(s, &command) ? act(e, call, &command, found)
					      : not_understood(e, "acts on what it finds");
	} else {
		vec_release(&e->found.path);
		e->found = (struct found){.path = *found, .not_owner = s->not_owner, .step = e->steps};
		*found = (struct names){0};
	}
	vec_release(&command);
	return status;
}

static int run_find(struct eval *e, struct call *call)
{
	struct search s = {.most = FOUND_MOST};
	struct names found = {0};
	bool known = e->image->files != NULL;
	size_t i = take_roots(e, call, &s, &known);
	bool nothing = known && !s.root.n && i > 1;
	int status = UNSURE;
	while (i && i < call->word.n)
		i = take_test(call, i, &s);
	known = known && i && s.root.n && list_found(e, &s, &found);
	if (!nothing)
		say(e, UNKNOWN_TEXT);
	if (nothing)
		status = 1;
	else if (known)
		status = hand_over_found(e, call, &s, &found);
	else if (acts(call))
		status = not_understood(e, "acts on what it finds");
	vec_release(&found);
	vec_release(&s.root);
	return status;
}

/* xargs: runs a command with what find has just found. */
static int run_xargs(struct eval *e, struct call *call)
{
	static const char *const plain[] = {"-0", "-r", "-0r", "-r0", "--null", "--no-run-if-empty", NULL};
	struct search s = {.not_owner = e->found.not_owner};
	struct names command = {0};
	size_t i = 1;
	int status = 0;
	while (i < call->word.n && list_holds(plain, call->word.at[i]))
		i++;
	for (; i < call->word.n; i++)
		vec_push(&command, call->word.at[i]);
	if (e->found.step && e->steps == e->found.step + 1 && may_act(&s, &command)) {
		status = act(e, call, &command, &e->found.path);
	} else {
		say(e, UNKNOWN_TEXT);
		taint_named(e, call);
		status = not_understood(e, "what it is given is not known");
	}
	vec_release(&command);
	return status;
}

const struct command commands_find[] = {
	{"find", run_find, true},
	{"xargs", run_xargs, true},
	{NULL, NULL, false},
};
