/* SPDX-License-Identifier: GPL-2.0-or-later */
/* update-alternatives(1) --install in automatic mode. The link points to
 * /etc/alternatives/NAME, which points to the choice of the highest priority; of equal
 * ones the current choice stays. Slaves of the choice (such as manual pages) get links
 * if their file is in the image, and lose them if it is not. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/place.h"

static const char directory[] = "/etc/alternatives";

static struct alternative_group *find_alternative(struct effect_state *state, const char *name)
{
	for (size_t i = 0; i < state->alternative.n; i++)
		if (strcmp(state->alternative.at[i].name, name) == 0)
			return &state->alternative.at[i];
	return NULL;
}

static struct alternative_slave *find_slave(struct alternative_group *g, const char *name)
{
	for (size_t i = 0; i < g->slave.n; i++)
		if (strcmp(g->slave.at[i].name, name) == 0)
			return &g->slave.at[i];
	return NULL;
}

static struct alternative_choice *find_choice(struct alternative_group *g, const char *target)
{
	for (size_t i = 0; target && i < g->choice.n; i++)
		if (strcmp(g->choice.at[i].target, target) == 0)
			return &g->choice.at[i];
	return NULL;
}

static const char *slave_target(const struct alternative_choice *c, const char *name)
{
	const char *target = NULL;
	for (size_t i = 0; i < c->slaves; i++)
		if (strcmp(c->slave[i].name, name) == 0)
			target = c->slave[i].target;
	return target;
}

static bool is_alternative_name(const char *name)
{
	return *name && !strpbrk(name, "/ \t\n") && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool good_path(const char *path)
{
	return path && path[0] == '/' && !strchr(path, '\n');
}

static int check_alternative_text(const struct effect *e, struct err *err)
{
	bool good = is_alternative_name(e->name) && good_path(e->path) && good_path(e->target) &&
		    strcmp(e->path, e->target) != 0;
	for (size_t i = 0; i < e->slave.n && good; i++)
		good = is_alternative_name(e->slave.at[i].name) && good_path(e->slave.at[i].path) &&
		       good_path(e->slave.at[i].target);
	return good ? 0 : err_set(err, STATUS_FATAL, "alternative %s: a bad name or path", e->name);
}

/* Neither name nor link may belong to another group. */
static int check_use(struct effect_state *state, const struct effect *e, const char *name,
		     const char *link, struct err *err)
{
	for (size_t i = 0; i < state->alternative.n; i++) {
		struct alternative_group *g = &state->alternative.at[i];
		bool taken = strcmp(g->name, name) == 0 || strcmp(g->link, link) == 0;
		for (size_t k = 0; k < g->slave.n && !taken; k++)
			taken = strcmp(g->slave.at[k].name, name) == 0 ||
				strcmp(g->slave.at[k].link, link) == 0;
		if (taken && strcmp(g->name, e->name) != 0)
			return err_set(err, STATUS_FATAL, "alternative %s: %s (%s) is already managed by %s",
				       e->name, name, link, g->name);
	}
	return 0;
}

static int check_alternative(struct effect_state *state, const struct effect *e, struct err *err)
{
	if (check_alternative_text(e, err) || check_use(state, e, e->name, e->path, err))
		return -1;
	for (size_t i = 0; i < e->slave.n; i++)
		if (check_use(state, e, e->slave.at[i].name, e->slave.at[i].path, err))
			return -1;
	return 0;
}

static const char *copy_text(struct effect_state *state, const char *text)
{
	return arena_strdup(&state->arena, text);
}

static struct effect_slave *copy_slaves(struct effect_state *state, const struct effect *e)
{
	struct effect_slave *copy = arena_alloc(&state->arena, (e->slave.n + 1) * sizeof(*copy));
	for (size_t i = 0; i < e->slave.n; i++) {
		copy[i].name = copy_text(state, e->slave.at[i].name);
		copy[i].path = copy_text(state, e->slave.at[i].path);
		copy[i].target = copy_text(state, e->slave.at[i].target);
	}
	return copy;
}

static bool is_link_at(const struct fileset *files, const char *path)
{
	struct buf place CLEANUP(buf_release) = {0};
	const struct member *m = NULL;
	if (fileset_resolve(files, path, false, &place))
		m = effect_there(files, place.p);
	return m && m->type == MEMBER_SYMLINK;
}

static int remove_link(struct fileset *files, const char *path, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_place(files, path, false, &place, err))
		return -1;
	const struct member *m = effect_there(files, place.p);
	if (m && m->type == MEMBER_SYMLINK)
		fileset_remove(files, place.p);
	else if (m)
		log_warn("alternatives: not removing %s since it is not a symbolic link", path);
	return 0;
}

/* Puts both links of a master or slave. A real file at the path of the first one stays. */
static int put_links(struct fileset *files, const char *name, const char *link, const char *target,
		     struct err *err)
{
	char *middle CLEANUP(mem_freep) = mem_printf("%s/%s", directory, name);
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_put_link(files, middle, target, err) ||
	    effect_place(files, link, false, &place, err))
		return -1;
	const struct member *there = effect_there(files, place.p);
	if (there && there->type != MEMBER_SYMLINK) {
		log_warn("alternatives: not replacing %s with a link", link);
		return 0;
	}
	return effect_put_link(files, link, middle, err);
}

static int put_group(const struct alternative_group *g, const struct alternative_choice *c,
		     struct fileset *files, struct err *err)
{
	if (put_links(files, g->name, g->link, c->target, err))
		return -1;
	for (size_t i = 0; i < g->slave.n; i++) {
		const struct alternative_slave *s = &g->slave.at[i];
		const char *target = slave_target(c, s->name);
		char *middle CLEANUP(mem_freep) = mem_printf("%s/%s", directory, s->name);
		bool there = target && effect_exists(files, target);
		if (there ? put_links(files, s->name, s->link, target, err)
			  : remove_link(files, s->link, err) || remove_link(files, middle, err))
			return -1;
	}
	return 0;
}

/* Moves a link that the group has already. */
static int move_link(struct fileset *files, const char *from, const char *to, bool keep,
		     struct err *err)
{
	struct buf old CLEANUP(buf_release) = {0}, place CLEANUP(buf_release) = {0};
	if (strcmp(from, to) == 0 || !is_link_at(files, from))
		return 0;
	if (effect_place(files, from, false, &old, err) || effect_place(files, to, false, &place, err))
		return -1;
	if (keep)
		effect_rename(files, old.p, place.p);
	else
		fileset_remove(files, old.p);
	return 0;
}

static int by_slave_name(const void *a, const void *b)
{
	return strcmp(((const struct alternative_slave *)a)->name,
		      ((const struct alternative_slave *)b)->name);
}

static int by_target(const void *a, const void *b)
{
	return strcmp(((const struct alternative_choice *)a)->target,
		      ((const struct alternative_choice *)b)->target);
}

static int take_slave(struct alternative_group *g,
		      const struct effect_slave *new, struct fileset *files, struct err *err)
{
	struct alternative_slave *s = find_slave(g, new->name);
	if (!s) {
		vec_push(&g->slave, ((struct alternative_slave){new->name, new->path}));
		return 0;
	}
	char *middle CLEANUP(mem_freep) = mem_printf("%s/%s", directory, new->name);
	if (move_link(files, s->link, new->path, effect_exists(files, middle), err))
		return -1;
	s->link = new->path;
	return 0;
}

static const struct alternative_choice *best_choice(struct alternative_group *g)
{
	struct alternative_choice *best = find_choice(g, g->current);
	if (!best)
		best = &g->choice.at[0];
	for (size_t i = 0; i < g->choice.n; i++)
		if (g->choice.at[i].priority > best->priority)
			best = &g->choice.at[i];
	return best;
}

/* As the tool does, removes slaves that no choice has, and sorts both lists. */
static void tidy(struct alternative_group *g)
{
	size_t kept = 0;
	for (size_t i = 0; i < g->slave.n; i++) {
		bool used = false;
		for (size_t k = 0; k < g->choice.n && !used; k++)
			used = slave_target(&g->choice.at[k], g->slave.at[i].name) != NULL;
		if (used)
			g->slave.at[kept++] = g->slave.at[i];
	}
	g->slave.n = kept;
	if (kept)
		qsort(g->slave.at, kept, sizeof(*g->slave.at), by_slave_name);
	qsort(g->choice.at, g->choice.n, sizeof(*g->choice.at), by_target);
}

/* No warning if the size rules left the target out, e.g. a manual page. */
static void say_no_choice(const struct effect_state *state, const struct effect *e)
{
	void (*say)(const char *fmt, ...) = effect_drops(state, e->target + 1) ? log_info : log_warn;
	say("alternative %s: %s is not in the image: it is no choice", e->name, e->target);
}

int effect_alternative(struct effect_state *state, const struct effect *e, struct fileset *files,
		       struct err *err)
{
	if (check_alternative(state, e, err))
		return -1;
	if (!effect_exists(files, e->target)) {
		say_no_choice(state, e);
		return 0;
	}
	struct alternative_group *g = find_alternative(state, e->name);
	struct alternative_choice new = {copy_text(state, e->target), e->priority,
					 copy_slaves(state, e), e->slave.n};
	const char *link = copy_text(state, e->path);
	if (!g) {
		vec_push(&state->alternative, ((struct alternative_group){.name = copy_text(state, e->name), .link = link}));
		g = &state->alternative.at[state->alternative.n - 1];
	}
	if (move_link(files, g->link, link, true, err))
		return -1;
	g->link = link;
	for (size_t i = 0; i < new.slaves; i++)
		if (take_slave(g, &new.slave[i], files, err))
			return -1;
	struct alternative_choice *old = find_choice(g, new.target);
	if (old)
		*old = new;
	else
		vec_push(&g->choice, new);
	const struct alternative_choice *best = best_choice(g);
	g->current = best->target;
	if (put_group(g, best, files, err))
		return -1;
	tidy(g);
	return 0;
}

/* Prints /var/lib/dpkg/alternatives/NAME as alternative_save() of dpkg's tool does: mode
 * and link, slaves, an empty line, each choice with its priority and a line for each
 * slave, an empty line. */
static void print_group(const struct alternative_group *g, struct buf *out)
{
	buf_printf(out, "auto\n%s\n", g->link);
	for (size_t i = 0; i < g->slave.n; i++)
		buf_printf(out, "%s\n%s\n", g->slave.at[i].name, g->slave.at[i].link);
	buf_puts(out, "\n");
	for (size_t c = 0; c < g->choice.n; c++) {
		buf_printf(out, "%s\n%d\n", g->choice.at[c].target, g->choice.at[c].priority);
		for (size_t i = 0; i < g->slave.n; i++) {
			const char *target = slave_target(&g->choice.at[c], g->slave.at[i].name);
			buf_printf(out, "%s\n", target ? target : "");
		}
	}
	buf_puts(out, "\n");
}

int effect_write_alternatives(struct effect_state *state, struct fileset *files, struct err *err)
{
	if (!effect_package(state, "dpkg"))
		return 0;
	for (size_t i = 0; i < state->alternative.n; i++) {
		const struct alternative_group *g = &state->alternative.at[i];
		struct buf text CLEANUP(buf_release) = {0};
		char *path CLEANUP(mem_freep) = mem_printf("var/lib/dpkg/alternatives/%s", g->name);
		print_group(g, &text);
		if (place_file(files, path, buf_str(&text), err))
			return -1;
	}
	return 0;
}
