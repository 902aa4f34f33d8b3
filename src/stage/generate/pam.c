/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes /etc/pam.d/common-* and /var/lib/pam as `pam-auth-update --package` of
 * libpam-runtime does when nobody has chosen otherwise: all configurations of
 * /usr/share/pam-configs that are enabled by default, by priority, in the templates of
 * /usr/share/pam. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "fmt/pam_config.h"
#include "stage/generate/parts.h"

static const char configs_dir[] = "usr/share/pam-configs";

enum { CONFIGS_MOST = 1000 };

struct config {
	const char *name; /* name of its file */
	long priority;
	bool interactive; /* not for non-interactive sessions */
	bool enabled;
	struct pam_config file;
};

struct pam {
	struct fileset *files;
	struct arena arena; /* of what is read of the files */
	VEC(struct config) config; /* in the order of pam-auth-update */
};

/* One kind of stack. */
struct stack {
	const char *file; /* "session-noninteractive" */
	const char *type; /* first word of its lines */
	const char *field;
};

static const struct stack stacks[] = {{"auth", "auth", "Auth"},
				      {"account", "account", "Account"},
				      {"password", "password", "Password"},
				      {"session", "session", "Session"},
				      {"session-noninteractive", "session", "Session"}};

static bool is(const struct config *c, const char *field, const char *value)
{
	return str_is(pam_config_get(&c->file, field), value);
}

static int by_priority(const void *a, const void *b)
{
	const struct config *x = a, *y = b;
	if (x->priority != y->priority)
		return x->priority < y->priority ? 1 : -1;
	return strcmp(y->name, x->name);
}

static void add_pam_config(struct pam *pam, const struct member *m)
{
	struct config c = {.name = path_base(m->path)};
	size_t n = strlen(c.name);
	const struct member *file = fileset_file_of(pam->files, m);
	if (m->held || !file || c.name[n - 1] == '~' ||
	    (n > 2 && c.name[0] == '#' && c.name[n - 1] == '#') || pam->config.n == CONFIGS_MOST)
		return;
	struct err err = {0};
	if (reader_run(&pam_config_reader, file->body, NULL, &pam->arena, &c.file, &err)) {
		log_warn("/%s: %s: left out", m->path, err.text);
		err_release(&err);
		return;
	}
	if (c.file.disabled)
		return;
	char *priority CLEANUP(mem_freep) = mem_strndup(pam_config_get(&c.file, "Priority").p,
							pam_config_get(&c.file, "Priority").n);
	c.priority = strtol(priority, NULL, 10);
	c.enabled = is(&c, "Default", "yes");
	c.interactive = is(&c, "Session-Interactive-Only", "yes");
	vec_push(&pam->config, c);
}

static void read_configs(struct pam *pam)
{
	struct member **all;
	size_t n = fileset_sorted(pam->files, &all), length = strlen(configs_dir);
	for (size_t i = 0; i < n; i++)
		if (strncmp(all[i]->path, configs_dir, length) == 0 && all[i]->path[length] == '/' &&
		    !strchr(all[i]->path + length + 1, '/'))
			add_pam_config(pam, all[i]);
	free(all);
	if (pam->config.n)
		qsort(pam->config.at, pam->config.n, sizeof(*pam->config.at), by_priority);
}

/* "Conflicts: a, b": the first configuration wins. */
static void settle_conflicts(struct pam *pam)
{
	for (size_t i = 0; i < pam->config.n; i++) {
		struct config *c = &pam->config.at[i];
		struct str rest = pam_config_get(&c->file, "Conflicts"), other;
		while (c->enabled && str_split(&rest, ',', &other))
			for (size_t k = 0; k < pam->config.n; k++)
				if (k != i && str_is(str_trim(other), pam->config.at[k].name))
					pam->config.at[k].enabled = false;
	}
}

/* --- the lines of a block ----------------------------------------------- */

static bool takes_part(const struct config *c, const struct stack *stack, bool primary)
{
	char field[40];
	snprintf(field, sizeof(field), "%s-Type", stack->field);
	struct str type = pam_config_get(&c->file, field);
	return c->enabled && type.n && !(c->interactive && strcmp(stack->file, stack->type) != 0) &&
	       str_is(type, primary ? "Primary" : "Additional");
}

/* The first configuration of a block may have other lines than the following ones. */
static struct str lines_of(const struct config *c, const struct stack *stack, bool first)
{
	char field[40];
	snprintf(field, sizeof(field), "%s-Initial", stack->field);
	struct str lines = first ? pam_config_get(&c->file, field) : (struct str){"", 0};
	return lines.n ? lines : pam_config_get(&c->file, stack->field);
}

static bool is_pam_blank(char c)
{
	return strchr(" \t\r\f\v", c) && c;
}

static size_t skip_blanks_or_not(struct str s, size_t at, bool blanks)
{
	while (at < s.n && is_pam_blank(s.p[at]) == blanks)
		at++;
	return at;
}

/* The length of control and module, "[success=end default=ignore] pam_unix.so". */
static size_t module_length(struct str line)
{
	size_t at = 0;
	if (line.n && line.p[0] == '[') {
		const char *end = memchr(line.p, ']', line.n);
		at = end ? (size_t)(end - line.p) + 1 : line.n;
	}
	at = skip_blanks_or_not(line, at, false);
	return skip_blanks_or_not(line, skip_blanks_or_not(line, at, true), false);
}

/* "end" becomes the number of lines to jump over; options are separated by single blanks. */
static void add_module_line(struct buf *out, const char *type, struct str line, long left)
{
	size_t n = module_length(line), at = 0;
	buf_printf(out, "%s\t", type);
	while (at < n) {
		const char *end = memmem(line.p + at, n - at, "end", 3);
		size_t until = end ? (size_t)(end - line.p) : n;
		buf_add(out, line.p + at, until - at);
		if (end)
			buf_printf(out, "%ld", left);
		at = end ? until + 3 : n;
	}
	at = skip_blanks_or_not(line, n, true);
	if (at == line.n)
		buf_puts(out, " ");
	while (at < line.n) {
		size_t end = skip_blanks_or_not(line, at, false);
		buf_puts(out, " ");
		buf_add(out, line.p + at, end - at);
		at = skip_blanks_or_not(line, end, true);
	}
	buf_puts(out, "\n");
}

/* Adds the lines of a block, or only counts them. */
static long add_lines(const struct pam *pam, const struct stack *stack, bool primary, long left,
		      struct buf *out)
{
	bool first = true;
	long n = 0;
	for (size_t i = 0; i < pam->config.n; i++) {
		if (!takes_part(&pam->config.at[i], stack, primary))
			continue;
		struct str lines = lines_of(&pam->config.at[i], stack, first), line;
		first = false;
		while (lines.n && str_split(&lines, '\n', &line)) {
			if (out)
				add_module_line(out, stack->type, line, left--);
			n++;
		}
	}
	return n;
}

static void add_block(const struct pam *pam, const struct stack *stack, bool primary, struct buf *out)
{
	long n = add_lines(pam, stack, primary, 0, NULL);
	if (primary && n == 0)
		buf_printf(out, "%s\t[default=1]\t\t\tpam_permit.so\n", stack->type);
	/* Nothing may jump past the end of the file. */
	add_lines(pam, stack, primary, primary ? n : n - 1, out);
}

/* --- files -------------------------------------------------------------- */

/* Fills a template: replaces the content of both blocks. False if the comments that mark
 * them are missing. */
static bool fill_template(const struct pam *pam, const struct stack *stack, struct str text,
			  struct buf *out)
{
	static const char *const marks[] = {"# here are the per-package modules (the \"Primary\" block)",
					    "# here's the fallback if no module succeeds",
					    "# and here are more per-package modules (the \"Additional\" block)",
					    "# end of pam-auth-update config"};
	size_t state = 0;
	struct str line;
	while (text.n && str_split(&text, '\n', &line)) {
		bool mark = state < ARRAY_LEN(marks) && str_starts(line, marks[state]);
		if (state % 2 && !mark)
			continue;
		buf_add(out, line.p, line.n);
		buf_puts(out, "\n");
		if (mark && state % 2 == 0)
			add_block(pam, stack, state == 0, out);
		state += mark;
	}
	return state == ARRAY_LEN(marks);
}

static bool save_block(const struct pam *pam, const struct stack *stack, bool primary, struct buf *out)
{
	bool first = true;
	for (size_t i = 0; i < pam->config.n; i++) {
		const struct config *c = &pam->config.at[i];
		if (!takes_part(c, stack, primary))
			continue;
		struct str lines = lines_of(c, stack, first);
		first = false;
		if (lines.n)
			buf_printf(out, "Module: %s\n%.*s\n", c->name, STR_ARG(lines));
	}
	return !first;
}

static int put_stack(const struct pam *pam, const struct stack *stack, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0}, saved CLEANUP(buf_release) = {0};
	char template[60], path[60], state[60];
	snprintf(template, sizeof(template), "usr/share/pam/common-%s", stack->file);
	snprintf(path, sizeof(path), "etc/pam.d/common-%s", stack->file);
	snprintf(state, sizeof(state), "var/lib/pam/%s", stack->file);
	const struct member *m = fileset_get(pam->files, template);
	if (!m || m->type != MEMBER_FILE || !fill_template(pam, stack, m->body, &text)) {
		log_warn("/%s is no template of libpam-runtime: /%s is not made", template, path);
		return 0;
	}
	if (!save_block(pam, stack, true, &saved))
		buf_puts(&saved, "Module: null\n[default=1]\t\t\tpam_permit.so\n");
	save_block(pam, stack, false, &saved);
	return place_file(pam->files, path, buf_str(&text), err) ||
			       place_file(pam->files, state, buf_str(&saved), err) ? -1 : 0;
}

static int put_pam_stacks(struct pam *pam, struct err *err)
{
	struct buf seen CLEANUP(buf_release) = {0};
	bool any = false;
	for (size_t i = 0; i < pam->config.n; i++) {
		buf_printf(&seen, "%s\n", pam->config.at[i].name);
		any |= pam->config.at[i].enabled;
	}
	if (!any) {
		log_warn("/%s: no configuration is on by default: /etc/pam.d/common-* are not made", configs_dir);
		return 0;
	}
	if (place_file(pam->files, "var/lib/pam/seen", buf_str(&seen), err))
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(stacks); i++)
		if (put_stack(pam, &stacks[i], err))
			return -1;
	return 0;
}

int generate_pam(struct fileset *files, struct err *err)
{
	struct pam pam = {.files = files};
	const struct member *there = fileset_get(files, "etc/pam.d/common-auth");
	/* If a package ships the file, nothing is changed. */
	if (there && !there->held)
		return 0;
	read_configs(&pam);
	settle_conflicts(&pam);
	int status = put_pam_stacks(&pam, err);
	vec_release(&pam.config);
	arena_release(&pam.arena);
	return status;
}
