/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expands words to text: variables, command substitution, splitting, globs. */
#include <fnmatch.h>

#include "stage/maintscript/eval.h"

enum { TEXT_LONGEST = 1 << 18 };

const char *variable_get(const struct eval *e, const char *name)
{
	for (size_t i = 0; i < e->now.variable.n; i++)
		if (strcmp(e->now.variable.at[i].name, name) == 0)
			return e->now.variable.at[i].value;
	return NULL;
}

void variable_set(struct eval *e, const char *name, const char *value)
{
	const char *copy = value ? arena_strdup(e->arena, value) : NULL;
	for (size_t i = 0; i < e->now.variable.n; i++) {
		if (strcmp(e->now.variable.at[i].name, name) == 0) {
			e->now.variable.at[i].value = copy;
			return;
		}
	}
	vec_push(&e->now.variable, ((struct variable){arena_strdup(e->arena, name), copy}));
}

static const char *joined_positional(struct eval *e)
{
	struct buf text CLEANUP(buf_release) = {0};
	buf_puts(&text, "");
	for (size_t i = 0; i < e->now.positional.n; i++)
		buf_printf(&text, "%s%s", i ? " " : "", e->now.positional.at[i]);
	return arena_strdup(e->arena, text.p);
}

/* NULL if not set. */
static const char *parameter(struct eval *e, const char *name)
{
	if (*name >= '0' && *name <= '9') {
		unsigned long long n;
		if (!str_number(str_from(name), 10, 1000, &n))
			return NULL;
		if (n == 0)
			return e->script;
		return n <= e->now.positional.n ? e->now.positional.at[n - 1] : NULL;
	}
	if (strcmp(name, "@") == 0 || strcmp(name, "*") == 0)
		return e->now.positional.n ? joined_positional(e) : NULL;
	if (strcmp(name, "#") == 0)
		return arena_printf(e->arena, "%zu", e->now.positional.n);
	if (strcmp(name, "?") == 0)
		return e->now.status == UNSURE || e->now.status == FAILED ? UNKNOWN_TEXT : arena_printf(e->arena, "%d", e->now.status);
	if (strcmp(name, "$") == 0 || strcmp(name, "!") == 0 || strcmp(name, "-") == 0)
		return UNKNOWN_TEXT;
	const char *value = variable_get(e, name);
	return !value && e->now.unread ? UNKNOWN_TEXT : value;
}

/* Adds quoted text to a pattern, with backslashes before special characters. */
static void add_pattern_quoted(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("*?[]\\", *text))
			buf_puts(out, "\\");
		buf_add(out, text, 1);
	}
}

static const char *part_text(struct eval *e, const struct shell_part *part);

static const char *pattern_text(struct eval *e, const struct shell_word *word)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_puts(&out, "");
	for (size_t i = 0; i < word->n; i++) {
		if (word->part[i].quoted)
			add_pattern_quoted(&out, part_text(e, &word->part[i]));
		else
			buf_puts(&out, part_text(e, &word->part[i]));
	}
	return arena_strdup(e->arena, out.p);
}

/* An estimate: at each byte, a star may look far ahead. */
static size_t pattern_cost(const char *glob, size_t length)
{
	size_t n = strlen(glob);
	return n + length + (strchr(glob, '*') ? n / 64 * length : 0);
}

int pattern_match(struct eval *e, const struct shell_word *pattern, const char *text)
{
	const char *glob = pattern_text(e, pattern);
	if (strcmp(glob, "*") == 0)
		return 1;
	if (!is_known(glob))
		return UNSURE;
	if (!eval_spend(e, pattern_cost(glob, strlen(text))))
		return UNSURE;
	if (is_known(text))
		return fnmatch(glob, text, 0) == 0;
	/* The known text before the unknown part may decide. */
	size_t head = strcspn(text, UNKNOWN_TEXT), literal = strcspn(glob, "*?[\\");
	size_t common = head < literal ? head : literal;
	if (strncmp(text, glob, common) != 0 || (!glob[literal] && literal < head))
		return 0;
	return UNSURE;
}

/* Evaluates ${name#pattern} and the like by trying each length. */
static const char *strip(struct eval *e, const struct shell_part *part, const char *value)
{
	const char *glob = pattern_text(e, &part->word);
	size_t n = strlen(value);
	if (!is_known(value) || !is_known(glob) || !eval_spend(e, n))
		return UNKNOWN_TEXT;
	char *start = arena_strdup(e->arena, value);
	for (size_t i = 0; i <= n; i++) {
		size_t cut = part->twice ? n - i : i;
		const char *piece = part->op == '#' ? start : value + n - cut;
		if (!eval_spend(e, pattern_cost(glob, cut)))
			return UNKNOWN_TEXT;
		start[cut] = 0;
		bool found = fnmatch(glob, piece, 0) == 0;
		start[cut] = value[cut];
		if (found)
			return part->op == '#' ? value + cut : arena_strndup(e->arena, value, n - cut);
	}
	return value;
}

static const char *variable_text(struct eval *e, const struct shell_part *part)
{
	const char *value = parameter(e, part->name);
	bool empty = !value || (part->colon && !*value);
	/* The text may be empty or not. */
	bool unsure = value && part->colon && strspn(value, UNKNOWN_TEXT) == strlen(value) && *value;
	switch (part->op) {
	case 'n':
		return !value ? "0" : is_known(value) ? arena_printf(e->arena, "%zu", strlen(value)) : UNKNOWN_TEXT;
	case '-':
		return empty ? expand_text(e, &part->word) : value;
	case '=':
		if (empty)
			variable_set(e, part->name, value = expand_text(e, &part->word));
		return value;
	case '+':
		return unsure ? UNKNOWN_TEXT : empty ? "" : expand_text(e, &part->word);
	case '#':
	case '%':
		return value ? strip(e, part, value) : "";
	default:
		return value ? value : "";
	}
}

static const char *part_text(struct eval *e, const struct shell_part *part)
{
	switch (part->kind) {
	case SHELL_TEXT:
		return part->text.p[part->text.n] ? arena_strndup(e->arena, part->text.p, part->text.n)
						  : part->text.p;
	case SHELL_VARIABLE:
		return variable_text(e, part);
	case SHELL_COMMAND:
		return eval_output(e, part->command);
	case SHELL_ARITHMETIC:
		return eval_arithmetic(e, part->text);
	}
	return UNKNOWN_TEXT;
}

const char *expand_text(struct eval *e, const struct shell_word *word)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_puts(&out, "");
	for (size_t i = 0; i < word->n && out.n < TEXT_LONGEST; i++)
		buf_puts(&out, part_text(e, &word->part[i]));
	if (out.n >= TEXT_LONGEST)
		buf_puts(&out, UNKNOWN_TEXT); /* something may be missing */
	eval_spend(e, 4 * out.n); /* the copy is kept */
	return arena_strdup(e->arena, out.p);
}

/* --- fields ------------------------------------------------------------- */

struct shell_field {
	struct buf text;   /* the plain text */
	struct buf glob;   /* the same as a pattern */
	bool begun, magic; /* contains an unquoted character that is special in patterns */
};

/* A single `[` is the command of that name. */
static bool is_magic(const char *text)
{
	const char *open = strchr(text, '[');
	return strpbrk(text, "*?") || (open && strchr(open, ']'));
}

static void field_add(struct shell_field *f, const char *text, size_t n, bool quoted)
{
	char *copy CLEANUP(mem_freep) = mem_strndup(text, n);
	f->begun = true;
	buf_puts(&f->text, copy);
	if (quoted) {
		add_pattern_quoted(&f->glob, copy);
	} else {
		buf_puts(&f->glob, copy);
		f->magic |= is_magic(copy);
	}
}

static void field_end(struct eval *e, struct shell_field *f, struct names *out)
{
	if (f->begun) {
		buf_puts(&f->text, "");
		eval_spend(e, 4 * f->text.n);
		if (f->magic && is_known(f->text.p))
			image_glob(e, f->glob.p, out);
		else
			vec_push(out, arena_strdup(e->arena, f->text.p));
	}
	buf_release(&f->text);
	buf_release(&f->glob);
	*f = (struct shell_field){0};
}

static const char *separators(struct eval *e)
{
	const char *ifs = variable_get(e, "IFS");
	return ifs ? ifs : " \t\n";
}

static void add_split(struct eval *e, const char *text, struct shell_field *f, struct names *out)
{
	const char *ifs = separators(e);
	while (*text) {
		size_t n = strcspn(text, ifs);
		if (n)
			field_add(f, text, n, false);
		text += n;
		if (!*text)
			break;
		field_end(e, f, out);
		text += strspn(text, ifs);
	}
}

void add_splits(struct eval *e, const char *text, struct names *out)
{
	struct shell_field f = {0};
	add_split(e, text, &f, out);
	field_end(e, &f, out);
}

static void add_positional(struct eval *e, struct shell_field *f, struct names *out)
{
	for (size_t i = 0; i < e->now.positional.n; i++) {
		if (i)
			field_end(e, f, out);
		field_add(f, e->now.positional.at[i], strlen(e->now.positional.at[i]), true);
	}
}

/* In an unquoted ${x:-a "b c"}, the quotes of the default count. */
static const struct shell_word *default_word(struct eval *e, const struct shell_part *part)
{
	const char *value = part->kind == SHELL_VARIABLE ? parameter(e, part->name) : NULL;
	bool empty = !value || (part->colon && !*value);
	if (part->kind != SHELL_VARIABLE || part->quoted || !is_known(value ? value : ""))
		return NULL;
	return (part->op == '-' && empty) || (part->op == '+' && !empty) ? &part->word : NULL;
}

static void add_part(struct eval *e, const struct shell_part *part, struct shell_field *f, struct names *out)
{
	const struct shell_word *inner = default_word(e, part);
	for (size_t i = 0; inner && i < inner->n; i++)
		add_part(e, &inner->part[i], f, out);
	if (inner)
		return;
	if (part->kind == SHELL_VARIABLE && part->quoted && !part->op && strcmp(part->name, "@") == 0) {
		add_positional(e, f, out);
		return;
	}
	const char *text = part_text(e, part);
	if (part->quoted || part->kind == SHELL_TEXT)
		field_add(f, text, strlen(text), part->quoted);
	else
		add_split(e, text, f, out);
}

void expand_words(struct eval *e, const struct shell_word *word, size_t n, struct names *out)
{
	for (size_t i = 0; i < n; i++) {
		struct shell_field f = {0};
		for (size_t p = 0; p < word[i].n; p++)
			add_part(e, &word[i].part[p], &f, out);
		field_end(e, &f, out);
	}
}
