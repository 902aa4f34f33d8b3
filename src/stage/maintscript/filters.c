/* SPDX-License-Identifier: GPL-2.0-or-later */
/* grep(1) and sed(1). They are carried out where options, expressions and content are known;
 * otherwise only what holds for any expression is: a missing file fails, nothing is in an empty
 * one. */
#include "base/path.h"
#include "stage/maintscript/files.h"
#include "stage/maintscript/regex.h"
#include "stage/maintscript/sed.h"

static bool all_allowed(const struct option_list *o, const char *const *allowed)
{
	for (size_t i = 0; i < o->flag.n; i++)
		if (!list_holds(allowed, o->flag.at[i]) || !is_known(o->value.at[i]))
			return false;
	return all_known(&o->rest);
}

/* The content of the files o->rest[first, n), or of standard input if there are none; false if any of
 * it is not known or no text, or ends in the middle of a line before another. Then input is not used
 * up. */
static bool take_content(struct eval *e, const struct option_list *o, size_t first, struct buf *out)
{
	struct str text;
	bool good = true;
	if (o->rest.n <= first) {
		if (!e->stdin_ || !e->stdin_->known)
			return false;
		buf_add(out, e->stdin_->rest.p ? e->stdin_->rest.p : "", e->stdin_->rest.n);
	}
	for (size_t i = first; good && i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		good = path && image_content(e, path, &text) && (!out->n || out->p[out->n - 1] == '\n');
		if (good)
			buf_add(out, text.p ? text.p : "", text.n);
	}
	good = good && !memchr(out->p ? out->p : "", 0, out->n) && eval_spend(e, out->n * 8 + 1);
	if (good && o->rest.n <= first)
		e->stdin_->rest.n = 0;
	return good;
}

/* --- grep --------------------------------------------------------------- */

struct patterns {
	VEC(regex_t) re;
	VEC(struct str) fixed; /* -F */
	bool whole, invert;
};

static void patterns_release(struct patterns *p)
{
	for (size_t i = 0; i < p->re.n; i++)
		regfree(&p->re.at[i]);
	vec_release(&p->re);
	vec_release(&p->fixed);
}

/* Each line of a pattern is one. */
static bool add_patterns(struct patterns *p, const char *text, bool fixed, bool extended, bool ignore_case)
{
	struct str rest = str_from(text), line;
	while (str_split(&rest, '\n', &line)) {
		regex_t re;
		if (fixed) {
			vec_push(&p->fixed, line);
			continue;
		}
		if (!regex_compile(line, extended, ignore_case, &re))
			return false;
		vec_push(&p->re, re);
	}
	return true;
}

static bool is_selected(const struct patterns *p, struct str line)
{
	regmatch_t match[10];
	bool found = false;
	for (size_t i = 0; i < p->re.n && !found; i++)
		found = regex_match(&p->re.at[i], line, 0, match) &&
			(!p->whole || (match[0].rm_so == 0 && (size_t)match[0].rm_eo == line.n));
	for (size_t i = 0; i < p->fixed.n && !found; i++)
		found = p->whole ? str_equal(line, p->fixed.at[i])
				 : memmem(line.p, line.n, p->fixed.at[i].p, p->fixed.at[i].n) != NULL;
	return found != p->invert;
}

static bool parse_patterns(const struct call *call, const struct option_list *o, struct patterns *p)
{
	const char *name = path_base(call->word.at[0]);
	bool extended = option_has(o, "-E", "--extended-regexp") || strcmp(name, "egrep") == 0;
	bool fixed = option_has(o, "-F", "--fixed-strings") || strcmp(name, "fgrep") == 0;
	bool ignore_case = option_has(o, "-i", "--ignore-case"), given = false, good = !(fixed && ignore_case);
	p->whole = option_has(o, "-x", "--line-regexp");
	p->invert = option_has(o, "-v", "--invert-match");
	for (size_t i = 0; i < o->flag.n && good; i++) {
		if (strcmp(o->flag.at[i], "-e") != 0 && strcmp(o->flag.at[i], "--regexp") != 0)
			continue;
		given = true;
		good = add_patterns(p, o->value.at[i], fixed, extended, ignore_case);
	}
	return good && (given || (o->rest.n && add_patterns(p, o->rest.at[0], fixed, extended, ignore_case)));
}

/* The status if everything is known; else UNSURE, and nothing has been printed. */
static int grep_known(struct eval *e, const struct call *call, const struct option_list *o, size_t first)
{
	static const char *const allowed[] = {
		"-E", "-F", "-G", "-q", "-i", "-v", "-x", "-s", "-e", "-h", "--extended-regexp",
		"--fixed-strings", "--basic-regexp", "--quiet", "--silent", "--ignore-case", "--invert-match",
		"--line-regexp", "--no-messages", "--regexp", "--no-filename", NULL};
	struct patterns patterns = {0};
	struct buf text CLEANUP(buf_release) = {0}, out CLEANUP(buf_release) = {0};
	bool quiet = option_has(o, "-q", "--quiet") || option_has(o, "--silent", NULL);
	bool named = o->rest.n > first + 1 && !option_has(o, "-h", "--no-filename");
	bool known = all_allowed(o, allowed) && (quiet || !named) && parse_patterns(call, o, &patterns) &&
		     take_content(e, o, first, &text);
	struct str rest = buf_str(&text), line;
	size_t found = 0;
	while (known && rest.n && str_split(&rest, '\n', &line)) {
		if (!is_selected(&patterns, line))
			continue;
		found++;
		buf_printf(&out, "%.*s\n", STR_ARG(line));
	}
	if (known && !quiet && found)
		say(e, arena_strndup(e->arena, out.p, out.n));
	patterns_release(&patterns);
	return !known ? UNSURE : !found;
}

int file_grep(struct eval *e, struct call *call)
{
	struct option_list o;
	static const char *const longs[] = {"regexp", "file", "max-count", NULL};
	options_take(e, call, "efmABC", longs, &o);
	bool pattern_given = option_has(&o, "-e", "--regexp") || option_has(&o, "-f", "--file");
	size_t first = pattern_given ? 0 : 1, found = 0;
	int status = grep_known(e, call, &o, first);
	if (status != UNSURE) {
		options_free(&o);
		return status;
	}
	for (size_t i = first; i < o.rest.n; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		struct str text = {0};
		if (!path || image_look(e, path, true) != THERE_NOT)
			found += !(path && image_content(e, path, &text) && !text.n);
	}
	if (o.rest.n > first && !found)
		status = 1;
	if (o.rest.n <= first && e->stdin_ && e->stdin_->known && !e->stdin_->rest.n)
		status = 1;
	if (status == UNSURE)
		say(e, UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* --- sed ---------------------------------------------------------------- */

/* A suffix of -i ("-ie", "-i.bak") looks like options. */
static bool has_suffix(const struct call *call)
{
	for (size_t i = 1; i < call->word.n; i++) {
		const char *word = call->word.at[i], *in_place = *word == '-' && word[1] != '-' ? strchr(word, 'i') : NULL;
		if (in_place && in_place[1] && !memchr(word, 'e', (size_t)(in_place - word)))
			return true;
	}
	return false;
}

/* The commands of all -e, or the first word; false if they are not known. */
static bool take_commands(const struct call *call, const struct option_list *o, struct buf *out)
{
	static const char *const allowed[] = {"-e", "-E", "-r", "-n", "-i", "--expression",
					      "--regexp-extended", "--quiet", "--silent", "--in-place", NULL};
	bool given = false;
	if (!all_allowed(o, allowed) || has_suffix(call) || (option_value(o, "--in-place", NULL) && *option_value(o, "--in-place", NULL)))
		return false;
	for (size_t i = 0; i < o->flag.n; i++) {
		if (strcmp(o->flag.at[i], "-e") != 0 && strcmp(o->flag.at[i], "--expression") != 0)
			continue;
		buf_printf(out, "%s\n", o->value.at[i]);
		given = true;
	}
	if (!given && o->rest.n)
		buf_puts(out, o->rest.at[0]);
	return given || o->rest.n;
}

static bool edits(const struct option_list *o, struct str commands, struct str text, struct buf *out)
{
	return sed_edit(commands, text, option_has(o, "-n", "--quiet") || option_has(o, "--silent", NULL),
			option_has(o, "-E", "-r") || option_has(o, "--regexp-extended", NULL), out);
}

/* Like sed, replaces a link by a file, which is not followed here. */
static bool edit_file(struct eval *e, const struct option_list *o, struct str commands, const char *path)
{
	struct buf out CLEANUP(buf_release) = {0};
	struct str text;
	if (image_look(e, path, false) != THERE_FILE || !image_content(e, path, &text) ||
	    !eval_spend(e, text.n * 8 + 1) || !edits(o, commands, text, &out))
		return false;
	if (!str_equal(text, buf_str(&out)))
		effect_add(e, EFFECT_FILE, path)->content =
			(struct str){arena_strndup(e->arena, out.n ? out.p : "", out.n), out.n};
	return true;
}

/* What it does with files whose content is not known. */
static int sed_in_place(struct eval *e, const struct option_list *o, struct str commands, size_t first)
{
	int status = 0;
	for (size_t i = first; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		enum there there = path ? image_look(e, path, true) : THERE_UNKNOWN;
		if (there == THERE_NOT) {
			status = 2;
		} else if (!path || !commands.n || !edit_file(e, o, commands, path)) {
			if (there == THERE_FILE)
				taint(e, path, false);
			status = not_understood(e, "changes a file in place");
		}
	}
	return status;
}

static int sed_filter(struct eval *e, const struct option_list *o, struct str commands, size_t first)
{
	struct buf text CLEANUP(buf_release) = {0}, out CLEANUP(buf_release) = {0};
	bool empty = o->rest.n <= first && e->stdin_ && e->stdin_->known && !e->stdin_->rest.n;
	for (size_t i = first; i < o->rest.n; i++) {
		const char *path = absolute(e, o->rest.at[i]);
		if (path && image_look(e, path, true) == THERE_NOT)
			return 2;
	}
	if (commands.n && take_content(e, o, first, &text) && edits(o, commands, buf_str(&text), &out)) {
		say_bytes(e, buf_str(&out));
		return 0;
	}
	if (!empty)
		say(e, UNKNOWN_TEXT);
	return UNSURE;
}

int file_sed(struct eval *e, struct call *call)
{
	struct option_list o;
	struct buf commands CLEANUP(buf_release) = {0};
	static const char *const longs[] = {"expression", "file", NULL};
	options_take(e, call, "efl", longs, &o);
	bool in_place = option_has(&o, "-i", "--in-place");
	size_t first = option_has(&o, "-e", "--expression") || option_has(&o, "-f", "--file") ? 0 : 1;
	if (!take_commands(call, &o, &commands))
		commands.n = 0;
	int status = in_place ? sed_in_place(e, &o, buf_str(&commands), first)
			      : sed_filter(e, &o, buf_str(&commands), first);
	options_free(&o);
	return status;
}
