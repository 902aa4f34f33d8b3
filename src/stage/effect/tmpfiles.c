/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `systemd-tmpfiles --create` does with tmpfiles.d(5). Paths precede globs, and
 * parents precede their content; of two lines for one path the first counts. Lines that
 * make devices, sockets or attributes, or remove files, are ignored. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "fmt/dropin.h"
#include "fmt/tmpfiles.h"
#include "stage/effect/parts.h"

static bool is_glob(const struct tmpfiles_line *l)
{
	return strchr("ezZ", l->type) != NULL;
}

static struct effect effect_of(const struct tmpfiles_line *l, enum effect_kind kind)
{
	struct effect e = {.kind = kind, .path = l->path, .script = l->file, .line = l->line,
			   .mode = l->mode, .user = l->user, .group = l->group};
	return e;
}

/* Sets mode and owner of what a line has made or found. */
static int adjust(struct effect_state *state, const struct tmpfiles_line *l, const char *path,
		  bool deep, struct fileset *files, struct err *err)
{
	struct effect e = effect_of(l, EFFECT_OWNER);
	e.path = path;
	e.deep = deep || l->type == 'C';
	if ((l->user || l->group) && effect_owner(state, &e, files, err))
		return -1;
	e.deep = deep;
	return l->mode != MODE_KEEP ? effect_mode(state, &e, files, err) : 0;
}

static bool matches_tmpfiles_line(const struct tmpfiles_line *l, const struct member *m)
{
	char *path CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	return !m->held && (l->type != 'e' || m->type == MEMBER_DIR) &&
	       fnmatch(l->path, path, FNM_PATHNAME | FNM_PERIOD) == 0;
}

static int adjust_all(struct effect_state *state, const struct tmpfiles_line *l,
		      struct fileset *files, struct err *err)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int status = effect_spend(state, n * (16 + strlen(l->path)), err);
	for (size_t i = 0; i < n && !status; i++) {
		char *path CLEANUP(mem_freep) = mem_printf("/%s", all[i]->path);
		if (matches_tmpfiles_line(l, all[i]))
			status = adjust(state, l, path, l->type == 'Z', files, err);
	}
	free(all);
	return status;
}

static int make_tmpfiles_directory(struct effect_state *state, const struct tmpfiles_line *l,
				struct fileset *files, struct err *err)
{
	struct effect e = effect_of(l, EFFECT_DIRECTORY);
	if (effect_exists(files, l->path) && l->mode_new)
		e.mode = MODE_KEEP;
	return effect_directory(state, &e, files, err);
}

static int make_file(struct effect_state *state, const struct tmpfiles_line *l,
		     struct fileset *files, struct err *err)
{
	struct effect e = effect_of(l, EFFECT_FILE);
	struct arena arena = {0};
	e.keep = !l->plus;
	int status = dropin_unescape(&arena, l->argument, &e.content, err);
	if (!status && l->plus && !e.content.n && effect_exists(files, l->path))
		status = 0;
	else if (!status)
		status = effect_file(state, &e, files, err);
	arena_release(&arena);
	return status || adjust(state, l, l->path, false, files, err) ? -1 : 0;
}

static const char *factory_source(const struct tmpfiles_line *l, struct arena *arena)
{
	return l->argument.n ? arena_strndup(arena, l->argument.p, l->argument.n)
			     : arena_printf(arena, "/usr/share/factory%s", l->path);
}

static int make_link(const struct tmpfiles_line *l, struct fileset *files, struct err *err)
{
	struct arena arena = {0};
	struct buf place CLEANUP(buf_release) = {0};
	const char *target = factory_source(l, &arena);
	int status = effect_place(files, l->path, false, &place, err);
	bool there = !status && effect_there(files, place.p);
	if (!status && !place.n)
		status = err_set(err, STATUS_FATAL, "the root cannot be a link");
	if (!status && there && l->plus)
		effect_clear(files, place.p);
	if (!status && (!there || l->plus) && !(l->only_if && !effect_exists(files, target)))
		status = effect_put_link(files, l->path, target, err);
	arena_release(&arena);
	return status;
}

static int make_copy(struct effect_state *state, const struct tmpfiles_line *l,
		     struct fileset *files, struct err *err)
{
	struct arena arena = {0};
	struct effect e = effect_of(l, EFFECT_COPY);
	e.target = factory_source(l, &arena);
	e.deep = true;
	int status = effect_exists(files, l->path) ? 0 : effect_copy(state, &e, files, err);
	arena_release(&arena);
	return status || adjust(state, l, l->path, false, files, err) ? -1 : 0;
}

static int carry_out_line(struct effect_state *state, const struct tmpfiles_line *l,
			  struct fileset *files, struct err *err)
{
	switch (l->type) {
	case 'd':
	case 'D': return make_tmpfiles_directory(state, l, files, err);
	case 'f': return make_file(state, l, files, err);
	case 'L': return make_link(l, files, err);
	case 'C': return make_copy(state, l, files, err);
	case 'e':
	case 'z':
	case 'Z': return adjust_all(state, l, files, err);
	default:
		if (!strchr("xXrR", l->type))
			log_note("%s:%u: lines of type %c are left out", l->file, l->line, l->type);
		return 0;
	}
}

/* The account that a line names and the image does not have; NULL: it has all. */
static const char *lacks_account(struct effect_state *state, const struct tmpfiles_line *l)
{
	uint32_t id;
	if (l->user && !effect_user_id(state, l->user, &id))
		return l->user;
	return l->group && !effect_group_id(state, l->group, &id) ? l->group : NULL;
}

static const char *keep_text(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

static void put_off(struct effect_state *state, const struct tmpfiles_line *l)
{
	struct arena *arena = &state->later.arena;
	struct tmpfiles_line kept = *l;
	kept.path = keep_text(arena, l->path);
	kept.user = keep_text(arena, l->user);
	kept.group = keep_text(arena, l->group);
	kept.file = keep_text(arena, l->file);
	kept.argument.p = arena_strndup(arena, l->argument.n ? l->argument.p : "", l->argument.n);
	vec_push(&state->later.line, kept);
}

static int in_order(const void *a, const void *b)
{
	const struct tmpfiles_line *x = *(const struct tmpfiles_line *const *)a;
	const struct tmpfiles_line *y = *(const struct tmpfiles_line *const *)b;
	int order = is_glob(x) - is_glob(y);
	if (!order && !is_glob(x))
		order = strcmp(x->path, y->path);
	return order ? order : (x > y) - (x < y);
}

static int carry_out_lines(struct effect_state *state, const struct tmpfiles *lines,
			   struct fileset *files, struct err *err)
{
	size_t n = lines->line.n;
	const struct tmpfiles_line **list = mem_alloc((n + 1) * sizeof(*list));
	int status = 0;
	for (size_t i = 0; i < n; i++)
		list[i] = &lines->line.at[i];
	qsort(list, n, sizeof(*list), in_order);
	for (size_t i = 0; i < n && !status; i++) {
		bool again = i && !is_glob(list[i]) && strcmp(list[i]->path, list[i - 1]->path) == 0;
		/* There are no credentials, so systemd-tmpfiles skips such a line. */
		if (list[i]->boot || list[i]->credential || again)
			continue;
		if (lacks_account(state, list[i]))
			put_off(state, list[i]);
		else
			status = carry_out_line(state, list[i], files, err);
		if (status)
			err_wrap(err, "%s:%u", list[i]->file, list[i]->line);
	}
	free(list);
	return status;
}

int effect_tmpfiles(struct effect_state *state, const char *path, struct fileset *files, struct err *err)
{
	static const char *const directories[] = {"etc/tmpfiles.d", "usr/lib/tmpfiles.d", NULL};
	const struct member **conf;
	struct tmpfiles lines = {0};
	size_t n = effect_dropins(files, directories, path, &conf);
	for (size_t i = 0; i < n; i++)
		tmpfiles_parse(conf[i]->path, effect_body(files, conf[i]), &lines);
	int status = carry_out_lines(state, &lines, files, err);
	tmpfiles_release(&lines);
	free(conf);
	return status;
}

int effect_tmpfiles_later(struct effect_state *state, struct fileset *files, struct err *err)
{
	for (size_t i = 0; i < state->later.line.n; i++) {
		const struct tmpfiles_line *l = &state->later.line.at[i];
		const char *missing = lacks_account(state, l);
		if (missing)
			log_warn("%s:%u: no account '%s': left out", l->file, l->line, missing);
		else if (carry_out_line(state, l, files, err)) {
			/* As of a script's effect: what cannot be done is told, and ends nothing. */
			if (err->status != STATUS_FATAL)
				return err_wrap(err, "%s:%u", l->file, l->line);
			log_warn("%s:%u: %s: left out", l->file, l->line, err->text);
			err_release(err);
		}
	}
	return 0;
}
