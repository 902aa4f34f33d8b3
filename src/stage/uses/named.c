/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that a program can run: it imports a function that runs programs, and contains
 * the command's path (lighttpd: /bin/sh) or, if the function searches PATH, the name of one of
 * an Essential package (localedef: gzip). */
#include "base/path.h"
#include "model/exec_path.h"
#include "stage/uses/parts.h"

enum { COMMAND_LONGEST = 64 };

static const char *const by_path[] = {"execl", "execle", "execv", "execve", "posix_spawn", NULL};
static const char *const by_name[] = {"execlp", "execvp", "execvpe", "posix_spawnp", NULL};

static bool imports_one(const struct elf *elf, const char *const *symbol)
{
	while (*symbol && !elf_imports(elf, *symbol))
		symbol++;
	return *symbol != NULL;
}

/* The NUL-terminated string of the file that contains the byte at `at`; empty if it does not
 * begin with a slash or is longer than COMMAND_LONGEST on either side. */
static struct str string_around(struct str file, size_t at)
{
	size_t begin = at, end = at;
	while (begin > 0 && at - begin < COMMAND_LONGEST && file.p[begin - 1])
		begin--;
	while (end < file.n && end - at < COMMAND_LONGEST && file.p[end])
		end++;
	if (end == file.n || file.p[end] || (begin && file.p[begin - 1]) || file.p[begin] != '/')
		return (struct str){0};
	return (struct str){file.p + begin, end - begin};
}

/* Where packages have their commands. */
static bool is_command(const char *path)
{
	static const char *const directory[] = {"/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"};
	size_t n = (size_t)(path_base(path) - path);
	for (size_t i = 0; i < ARRAY_LEN(directory); i++)
		if (n == strlen(directory[i]) && memcmp(path, directory[i], n) == 0)
			return true;
	return false;
}

/* A string may be there more than once. */
static void add(struct uses_run *run, const struct object *o, const char *name, const struct member *to)
{
	for (size_t i = run->out->use.n; i > 0 && run->out->use.at[i - 1].by == o->member; i--)
		if (run->out->use.at[i - 1].kind == USE_NAMED && strcmp(run->out->use.at[i - 1].wants, name) == 0)
			return;
	uses_add(run, &(struct use){.kind = USE_NAMED, .by = o->member, .wants = name, .to = to});
}

static void add_paths(struct uses_run *run, const struct object *o)
{
	const struct str file = o->member->body;
	const char *at = file.p;
	while ((at = memmem(at, (size_t)(file.p + file.n - at), "bin/", 4))) {
		struct str string = string_around(file, (size_t)(at - file.p));
		char *path CLEANUP(mem_freep) = string.n ? mem_strndup(string.p, string.n) : NULL;
		if (path && is_command(path))
			add(run, o, path, fileset_file(run->files, path));
		at += 4;
	}
}

/* Names of `Searched` that the program contains as strings of their own. */
static void add_names(struct uses_run *run, const struct object *o)
{
	const struct rules *rules = run->input->rules;
	for (size_t i = 0; i < rules->essential.n; i++) {
		const struct essential_rule *rule = &rules->essential.at[i];
		for (size_t k = 0; k < rule->searched.n; k++) {
			const char *name = rule->searched.at[k];
			if (elf_has_string(&o->elf, name))
				add(run, o, name, exec_path_find(run->files, str_from(name)));
		}
	}
}

void uses_named(struct uses_run *run, const struct object *o)
{
	bool searches = run->input->rules && imports_one(&o->elf, by_name);
	if (searches || (run->input->rules && imports_one(&o->elf, by_path)))
		add_paths(run, o);
	if (searches)
		add_names(run, o);
}
