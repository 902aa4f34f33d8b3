/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/starts.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "fmt/unit.h"
#include "model/exec_path.h"

struct search {
	const struct build *build;
	struct starts *out;
	struct member **all; /* in order */
	size_t n;
	struct map visited; /* packages, by id */
};

static const struct member *find_command(const struct build *b, struct str name)
{
	char *path CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
	return *path == '/' ? fileset_file(&b->files, path) : *path ? exec_path_find(&b->files, name) : NULL;
}

/* A shell runs what it is given when the container starts. */
static bool is_shell(const struct member *m)
{
	static const char *const names[] = {"sh", "dash", "bash", "busybox"};
	for (size_t i = 0; m && i < ARRAY_LEN(names); i++)
		if (strcmp(path_base(m->path), names[i]) == 0)
			return true;
	return false;
}

/* Whether it says all that can be started: it is in the image, and is not a shell. What is copied
 * in later may start anything. */
static bool add_entry(struct search *s)
{
	const struct image_config *config = &s->build->plan.profile.config;
	const struct sourced_words *words[] = {&config->entrypoint, &config->cmd};
	const struct member *first = NULL;
	bool any = false;
	for (size_t w = 0; w < ARRAY_LEN(words); w++)
		for (size_t i = 0; i < words[w]->word.n; i++) {
			const struct member *m = find_command(s->build, str_from(words[w]->word.at[i]));
			first = any ? first : m;
			any = true;
			if (m)
				vec_push(&s->out->sure, m);
		}
	return first && !is_shell(first);
}

static bool is_aside(const struct search *s, const struct member *m)
{
	const struct rules *rules = &s->build->plan.rules;
	char *path CLEANUP(mem_freep) = mem_printf("/%s", m->path);
	for (size_t i = 0; i < rules->aside.n; i++)
		if (path_first_glob(&rules->aside.at[i].files, path))
			return true;
	return false;
}

static bool is_unit(const char *path)
{
	static const char *const directories[] = {"usr/lib/systemd/system", "lib/systemd/system",
						  "usr/lib/systemd/user", "etc/systemd/system", "etc/init.d"};
	for (size_t i = 0; i < ARRAY_LEN(directories); i++)
		if (path_within(path, directories[i]))
			return true;
	return false;
}

static void add_unit(struct search *s, const struct member *unit)
{
	struct arena arena CLEANUP(arena_release) = {0};
	struct unit read;
	struct err err = {0};
	vec_push(&s->out->possible, unit);
	if (reader_run(&unit_reader, unit->body, NULL, &arena, &read, &err))
		log_warn("/%s: %s: what it starts is not known", unit->path, err.text);
	for (size_t i = 0; i < read.start.n; i++) {
		const struct member *m = find_command(s->build, read.start.at[i]);
		if (m)
			vec_push(&s->out->sure, m);
	}
	err_release(&err);
}

/* Whether the package has anything that somebody starts. */
static bool add_of_package(struct search *s, package_id id)
{
	size_t before = s->out->sure.n + s->out->possible.n;
	for (size_t i = 0; i < s->n; i++) {
		const struct member *m = s->all[i];
		bool in_path = exec_path_holds(m->path);
		const struct member *file = in_path ? fileset_file(&s->build->files, m->path) : m;
		if (!file || file->type != MEMBER_FILE || file->owner != id)
			continue;
		if (in_path && file->mode & 0111 && !is_aside(s, m))
			vec_push(&s->out->possible, file);
		else if (is_unit(m->path))
			add_unit(s, file);
	}
	return s->out->sure.n + s->out->possible.n > before;
}

/* Of a package that has nothing else: plugins that other programs run. Helpers of modules in
 * node_modules are for their authors. */
static bool add_private(struct search *s, package_id id)
{
	size_t before = s->out->possible.n;
	for (size_t i = 0; i < s->n; i++) {
		const struct member *m = s->all[i];
		bool program = m->type == MEMBER_FILE && m->owner == id && m->mode & 0111;
		if (program && (path_within(m->path, "usr/lib") || path_within(m->path, "usr/libexec")) &&
		    !strstr(m->path, "/node_modules/"))
			vec_push(&s->out->possible, m);
	}
	return s->out->possible.n > before;
}

static void add_package(struct search *s, package_id id);

static void add_dependencies(struct search *s, const struct package *p)
{
	for (size_t r = 0; r < p->relations; r++)
		for (size_t a = 0; a < p->relation[r].n; a++) {
			const struct package_ids *ids = &p->relation[r].alternative[a].real;
			for (size_t i = 0; i < ids->n; i++)
				if (solution_has(&s->build->plan.solution, ids->at[i]))
					add_package(s, ids->at[i]);
		}
}

static void add_package(struct search *s, package_id id)
{
	void **seen = map_at(&s->visited, (struct str){(const char *)&id, sizeof(id)});
	if (*seen)
		return;
	*seen = s;
	if (!add_of_package(s, id) && !add_private(s, id))
		add_dependencies(s, &s->build->plan.universe.package.at[id]);
}

static void add_asked_for(struct search *s)
{
	const struct plan *p = &s->build->plan;
	for (size_t i = 0; i < p->solution.chosen.n; i++)
		if (plan_asks_for(p, p->solution.chosen.at[i].id))
			add_package(s, p->solution.chosen.at[i].id);
}

void starts_find(const struct build *b, struct starts *out)
{
	struct search s = {.build = b, .out = out};
	*out = (struct starts){0};
	s.n = fileset_sorted(&b->files, &s.all);
	for (size_t i = 0; i < s.n; i++)
		if (s.all[i]->type == MEMBER_FILE && s.all[i]->owner == OWNER_GENERATED)
			vec_push(&out->possible, s.all[i]);
	if (!add_entry(&s))
		add_asked_for(&s);
	map_release(&s.visited);
	free(s.all);
}

void starts_release(struct starts *starts)
{
	vec_release(&starts->sure);
	vec_release(&starts->possible);
}
