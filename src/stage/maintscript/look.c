/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands that read files, and filters. */
#include "stage/maintscript/files.h"

/* readlink without options: prints the target of a link; fails if it is not one. */
static int run_readlink(struct eval *e, struct call *call)
{
	const char *path = call->word.n > 1 ? absolute(e, call->word.at[call->word.n - 1]) : NULL;
	enum there there = path && call->word.n == 2 ? image_look(e, path, false) : THERE_UNKNOWN;
	const char *target = there == THERE_LINK ? image_target(e, path) : NULL;
	if (target)
		say(e, arena_printf(e->arena, "%s\n", target));
	if (there != THERE_UNKNOWN && (target || there != THERE_LINK))
		return target ? 0 : 1;
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

/* The nth field of a line, from 1; the whole line if it has no delimiter. */
static struct str nth_field(struct str line, char delimiter, unsigned long long n)
{
	struct str rest = line, piece;
	if (!memchr(line.p, delimiter, line.n))
		return line;
	while (str_split(&rest, delimiter, &piece))
		if (--n == 0)
			return piece;
	return (struct str){"", 0};
}

/* cut -d X -f N of its input. */
static int run_cut(struct eval *e, struct call *call)
{
	struct option_list o;
	struct buf out CLEANUP(buf_release) = {0};
	struct str line;
	unsigned long long n = 0;
	options_take(e, call, "bcdf", NULL, &o);
	const char *delimiter = option_value(&o, "-d", "-d"), *field = option_value(&o, "-f", "-f");
	bool known = e->stdin_ && e->stdin_->known && o.flag.n == 2 && !o.rest.n && delimiter && field &&
		     strlen(delimiter) == 1 && is_known(delimiter) &&
		     str_number(str_from(field), 10, 1000, &n) && n;
	while (known && e->stdin_->rest.n && str_split(&e->stdin_->rest, '\n', &line)) {
		struct str one = nth_field(line, *delimiter, n);
		buf_printf(&out, "%.*s\n", STR_ARG(one));
	}
	say(e, !known ? UNKNOWN_TEXT : out.n ? out.p : "");
	options_free(&o);
	return known ? 0 : UNSURE;
}

static int tee_file(struct eval *e, const char *word, bool append)
{
	const char *path = absolute(e, word);
	bool known = e->stdin_ && e->stdin_->known;
	if (path && known && !memchr(e->stdin_->rest.p ? e->stdin_->rest.p : "", 0, e->stdin_->rest.n) &&
	    !(append && image_tainted(e, path))) {
		effect_add(e, append ? EFFECT_APPEND : EFFECT_FILE, path)->content = e->stdin_->rest;
		return 0;
	}
	taint(e, path, false);
	return not_understood(e, "what it writes is not known");
}

/* tee: copies its input to files. */
static int run_tee(struct eval *e, struct call *call)
{
	struct option_list o;
	int status = 0;
	options_take(e, call, "", NULL, &o);
	for (size_t i = 0; i < o.rest.n; i++)
		if (strncmp(o.rest.at[i], "/dev/", 5) != 0 && tee_file(e, o.rest.at[i], option_has(&o, "-a", "--append")))
			status = UNSURE;
	if (e->stdin_ && e->stdin_->known)
		say_bytes(e, e->stdin_->rest);
	else
		say(e, UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* dd of=FILE. */
static int run_dd(struct eval *e, struct call *call)
{
	for (size_t i = 1; i < call->word.n; i++)
		if (strncmp(call->word.at[i], "of=", 3) == 0 && strncmp(call->word.at[i], "of=/dev/", 8) != 0)
			taint(e, absolute(e, call->word.at[i] + 3), false);
	say(e, UNKNOWN_TEXT);
	return not_understood(e, "what it writes is not known");
}

/* cmp FILE FILE: they differ if one is missing. */
static int run_cmp(struct eval *e, struct call *call)
{
	struct option_list o;
	struct str text[2] = {{0}, {0}};
	int status = UNSURE, known = 0;
	options_take(e, call, "", NULL, &o);
	for (size_t i = 0; o.rest.n == 2 && i < 2; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		if (path && image_look(e, path, true) == THERE_NOT)
			status = 2;
		known += path && image_content(e, path, &text[i]);
	}
	if (known == 2)
		status = !str_equal(text[0], text[1]);
	options_free(&o);
	say(e, UNKNOWN_TEXT);
	return status;
}

/* ls: the status says whether the files exist; its output is not known. */
static int run_ls(struct eval *e, struct call *call)
{
	struct option_list o;
	options_take(e, call, "", NULL, &o);
	int status = o.rest.n ? 0 : UNSURE;
	for (size_t i = 0; i < o.rest.n; i++) {
		const char *path = absolute(e, o.rest.at[i]);
		enum there there = path ? image_look(e, path, true) : THERE_UNKNOWN;
		if (there == THERE_NOT)
			status = 2;
		else if (there == THERE_UNKNOWN && !status)
			status = UNSURE;
	}
	if (status != 2 || o.rest.n > 1)
		say(e, UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* stat -c FORMAT FILE: modes and ids of the image. */
static int run_stat(struct eval *e, struct call *call)
{
	struct option_list o;
	static const char *const longs[] = {"format", "printf", NULL};
	struct buf out CLEANUP(buf_release) = {0};
	uint32_t mode = 0;
	options_take(e, call, "ct", longs, &o);
	const char *format = option_value(&o, "-c", "--format");
	const char *path = o.rest.n == 1 ? absolute(e, o.rest.at[0]) : NULL;
	int status = path && image_look(e, path, true) == THERE_NOT ? 1 : path && e->image->files ? 0 : UNSURE;
	bool known = path && image_mode(e, path, &mode);
	for (const char *p = format; status != 1 && p && *p; p++) {
		if (*p != '%')
			buf_add(&out, p, 1);
		else if (*++p == 'a' && known)
			buf_printf(&out, "%o", mode);
		else
			buf_puts(&out, UNKNOWN_TEXT);
		if (!*p)
			break;
	}
	say(e, status == 1 ? "" : out.n ? out.p : UNKNOWN_TEXT);
	options_free(&o);
	return status;
}

/* Tools that compile a cache for a directory: nothing to do if it is empty. */
static int run_compile(struct eval *e, struct call *call)
{
	struct names below = {0};
	const char *directory = call->word.n > 1 ? absolute(e, call->word.at[call->word.n - 1]) : NULL;
	bool nothing = directory && e->image->files;
	if (nothing)
		image_below(e, directory, &below);
	nothing &= !below.n;
	vec_release(&below);
	return nothing ? file_not_there(e) : not_understood(e, "makes a cache that programs need");
}

const struct command commands_look[] = {
	{"readlink", run_readlink, true}, {"grep", file_grep, true},
	{"egrep", file_grep, true},  {"fgrep", file_grep, true},	{"sed", file_sed, true},
	{"tee", run_tee, true},     {"dd", run_dd, true},         {"cmp", run_cmp, true},	   {"diff", run_cmp, true},
	{"ls", run_ls, true},       {"stat", run_stat, true},	      {"cut", run_cut, true},
	{"zcat", file_gunzip, true}, {"gunzip", file_gunzip, true},	   {"gzip", file_gunzip, true},
	{"glib-compile-schemas", run_compile, false},		 {NULL, NULL, false},
};
