/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes the missing commands of Essential packages that a program can run: it imports a
 * function that runs programs, and contains the command's path (lighttpd: /bin/sh) or, if the
 * function searches PATH, its name (localedef: gzip). No dependency brings such a command. */
#include "base/path.h"
#include "stage/gate/parts.h"

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

/* The package that would bring the command; NULL if the image has it, or no Essential package does. */
static const struct essential_rule *lacking(struct gate_run *run, const char *path)
{
	if (!is_command(path) || gate_file(run->files, path))
		return NULL;
	return rules_command(run->input->rules, path_base(path));
}

static void report(struct gate_run *run, const struct object *o, const char *path,
		   const struct essential_rule *rule)
{
	size_t n = run->out->finding.n;
	/* A string may stand there more than once. */
	for (size_t i = n; i > 0 && run->out->finding.at[i - 1].check == gate_named; i--)
		if (run->out->finding.at[i - 1].owner == o->member->owner &&
		    strcmp(run->out->finding.at[i - 1].path + 1, o->member->path) == 0 &&
		    strcmp(run->out->finding.at[i - 1].missing, path) == 0)
			return;
	gate_add(run, FINDING_NOTE, gate_named, o->member, path,
		 "names %s, which is not there, and runs programs", path);
	run->out->finding.at[n].package =
		arena_printf(&run->out->arena, "--include %s brings it", rule->package);
}

static void check_paths(struct gate_run *run, const struct object *o)
{
	const struct str file = o->member->body;
	const char *at = file.p;
	while ((at = memmem(at, (size_t)(file.p + file.n - at), "bin/", 4))) {
		struct str string = string_around(file, (size_t)(at - file.p));
		char *path CLEANUP(mem_freep) = string.n ? mem_strndup(string.p, string.n) : NULL;
		const struct essential_rule *rule = path ? lacking(run, path) : NULL;
		if (rule)
			report(run, o, path, rule);
		at += 4;
	}
}

/* Names of `Searched` that the program contains as strings of their own. */
static void check_names(struct gate_run *run, const struct object *o)
{
	const struct rules *rules = run->input->rules;
	for (size_t i = 0; i < rules->essential.n; i++) {
		const struct essential_rule *rule = &rules->essential.at[i];
		for (size_t k = 0; k < rule->searched.n; k++) {
			const char *name = rule->searched.at[k];
			if (elf_has_string(&o->elf, name) && !gate_path_has(run->files, str_from(name)))
				report(run, o, name, rule);
		}
	}
}

void gate_check_named(struct gate_run *run, const struct object *o)
{
	bool searches = run->input->rules && imports_one(&o->elf, by_name);
	if (searches || (run->input->rules && imports_one(&o->elf, by_path)))
		check_paths(run, o);
	if (searches)
		check_names(run, o);
}
