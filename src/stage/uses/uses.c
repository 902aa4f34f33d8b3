/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/uses/uses.h"

#include <stdlib.h>

#include "base/path.h"
#include "stage/uses/parts.h"

struct use *uses_add(struct uses_run *run, const struct use *use)
{
	struct use copy = *use;
	copy.number = run->out->use.n;
	copy.wants = arena_strdup(&run->out->arena, use->wants);
	copy.at = use->at ? arena_strdup(&run->out->arena, use->at) : NULL;
	copy.detail = use->detail ? arena_strdup(&run->out->arena, use->detail) : NULL;
	vec_push(&run->out->use, copy);
	return &run->out->use.at[run->out->use.n - 1];
}

void uses_add_problem(struct uses_run *run, const struct member *by, bool broken, const char *text)
{
	vec_push(&run->out->problem,
		 ((struct use_problem){by, broken, arena_strdup(&run->out->arena, text)}));
}

bool uses_is_unknown(const struct uses_run *run, const char *path)
{
	static const char *const runtime[] = {"proc", "sys", "dev", "run", "tmp", "var/tmp"};
	for (size_t i = 0; i < ARRAY_LEN(runtime); i++)
		if (path_within(path, runtime[i]))
			return true;
	const struct names *outside = run->input->outside;
	for (size_t i = 0; outside && i < outside->n; i++)
		if (path_within(path, outside->at[i]))
			return true;
	return false;
}

static void look_at(struct uses_run *run, const struct member *m)
{
	if (m->type == MEMBER_SYMLINK || m->type == MEMBER_HARDLINK)
		uses_of_link(run, m);
	else if (m->type == MEMBER_FILE)
		uses_of_script(run, m);
	if (m->type == MEMBER_FILE && run->input->reads & USES_DATA && run->input->rules)
		uses_of_data(run, m);
}

struct uses_run *uses_begin(const struct uses_input *input, struct uses *out)
{
	struct uses_run *run = mem_alloc(sizeof(*run));
	*run = (struct uses_run){.input = input, .files = input->files, .out = out};
	*out = (struct uses){0};
	run->seen = mem_alloc(input->files->by_path.n + 1);
	for (size_t i = 0; i < input->files->by_path.n; i++) {
		const struct member *m = input->files->by_path.entry[i].value;
		if (m && m->type == MEMBER_FILE)
			uses_collect(run, m);
	}
	uses_read_cache(run);
	uses_collected(run);
	return run;
}

void uses_extend(struct uses_run *run)
{
	for (size_t i = 0; i < run->files->by_path.n; i++) {
		const struct member *m = run->files->by_path.entry[i].value;
		if (!m || m->held || run->seen[i])
			continue;
		run->seen[i] = true;
		look_at(run, m);
	}
	uses_of_objects(run);
}

void uses_end(struct uses_run *run)
{
	for (size_t i = 0; i < run->machine.n; i++) {
		map_release(&run->machine.at[i]->sonames);
		vec_release(&run->machine.at[i]->directories);
		vec_release(&run->machine.at[i]->subdirectories);
	}
	for (size_t i = 0; i < run->directory.n; i++)
		vec_release(&((struct directory *)run->directory.entry[i].value)->subdirectories);
	for (size_t i = 0; i < run->cache.n; i++)
		vec_release((struct names *)run->cache.entry[i].value);
	vec_release(&run->object);
	vec_release(&run->machine);
	map_release(&run->by_path);
	map_release(&run->directory);
	map_release(&run->cache);
	map_release(&run->command);
	arena_release(&run->arena);
	free(run->seen);
	free(run);
}

void uses_read(const struct uses_input *input, struct uses *out)
{
	struct uses_run *run = uses_begin(input, out);
	uses_extend(run);
	if (input->reads & USES_POSSIBLE)
		uses_at_need(run);
	uses_end(run);
}

static int by_path(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	int order = strcmp(x->by->path, y->by->path);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

void uses_sort(struct uses *uses)
{
	if (uses->use.n)
		qsort(uses->use.at, uses->use.n, sizeof(uses->use.at[0]), by_path);
}

void uses_release(struct uses *uses)
{
	vec_release(&uses->use);
	vec_release(&uses->problem);
	arena_release(&uses->arena);
}
