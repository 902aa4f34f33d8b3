/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that a program can run: it imports a function that runs programs, and contains
 * the command's path (lighttpd: /bin/sh) or, if the function searches PATH, the name of one of
 * an Essential package (localedef: gzip). */
#include "model/exec_path.h"
#include "stage/uses/parts.h"

static const char *const by_path[] = {"execl", "execle", "execv", "execve", "posix_spawn", NULL};
static const char *const by_name[] = {"execlp", "execvp", "execvpe", "posix_spawnp", NULL};

static bool imports_one(const struct elf *elf, const char *const *symbol)
{
	while (*symbol && !elf_imports(elf, *symbol))
		symbol++;
	return *symbol != NULL;
}

static void add(struct uses_run *run, const struct object *o, const char *name, const struct member *to)
{
	uses_add(run, &(struct use){.kind = USE_NAMED, .by = o->member, .wants = name, .to = to});
}

/* Names of `Searched` of all Essential packages. */
static void list_searched(const struct rules *rules, struct names *out)
{
	for (size_t i = 0; i < rules->essential.n; i++)
		for (size_t k = 0; k < rules->essential.at[i].searched.n; k++)
			if (!names_hold(out, rules->essential.at[i].searched.at[k]))
				vec_push(out, rules->essential.at[i].searched.at[k]);
}

static void add_named(struct uses_run *run, const struct object *o, const struct elf_strings_wanted *wanted)
{
	struct arena arena CLEANUP(arena_release) = {0};
	struct elf_strings found;
	struct err err = {0};
	if (reader_run(&elf_strings_reader, o->member->body, wanted, &arena, &found, &err))
		uses_add_problem(run, o->member, false, err.text);
	for (size_t i = 0; i < found.command.n; i++)
		add(run, o, found.command.at[i].p, fileset_file(run->files, found.command.at[i].p));
	for (size_t i = 0; i < found.whole.n; i++)
		add(run, o, found.whole.at[i].p, exec_path_find(run->files, found.whole.at[i]));
	err_release(&err);
}

void uses_named(struct uses_run *run, const struct object *o)
{
	struct names searched = {0};
	bool searches = run->input->rules && imports_one(&o->elf, by_name);
	if (searches)
		list_searched(run->input->rules, &searched);
	if (searches || (run->input->rules && imports_one(&o->elf, by_path)))
		add_named(run, o, &(struct elf_strings_wanted){.whole = searched.at, .n = searched.n, .commands = true});
	vec_release(&searched);
}
