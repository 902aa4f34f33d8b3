/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that shell scripts call by name or by path. */
#include "base/path.h"
#include "fmt/shebang.h"
#include "fmt/shell_calls.h"
#include "model/exec_path.h"
#include "stage/uses/parts.h"

static const struct member nothing; /* stands for a command that the image lacks */

static bool is_shell(struct str path)
{
	static const char *const names[] = {"/sh", "/dash", "/bash"};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_ends(path, names[i]) || str_is(path, names[i] + 1))
			return true;
	return false;
}

static const struct member *find_command(const struct fileset *files, const char *name)
{
	return path_base(name) == name ? exec_path_find(files, str_from(name)) : fileset_file(files, name);
}

static const struct member *find_known(struct uses_run *run, const char *name)
{
	void **known = map_at(&run->command, str_from(name));
	if (!*known) {
		const struct member *m = find_command(run->files, name);
		*known = (void *)(m ? m : &nothing);
	}
	return *known == &nothing ? NULL : *known;
}

static bool is_for_shell(const struct member *m)
{
	struct shebang line;
	return shebang_read(m->body, &line) && is_shell(line.program.n ? line.program : line.interpreter);
}

/* Nothing at all of a file that is no script for a shell. */
static struct script_calls read_calls(const struct member *script, struct arena *arena)
{
	struct script_calls calls = {0};
	struct err err = {0};
	if (is_for_shell(script))
		reader_run(&script_calls_reader, script->body, NULL, arena, &calls, &err);
	err_release(&err);
	return calls;
}

bool uses_calls(const struct member *by, const struct map *commands, struct uses *out)
{
	struct arena arena CLEANUP(arena_release) = {0};
	if (!is_for_shell(by))
		return false;
	const struct script_calls calls = read_calls(by, &arena);
	/* Bash's arrays, say, are not POSIX shell. */
	if (!calls.understood)
		uses_words(by, commands, "\"'` \t\n;|&(", out);
	for (size_t i = 0; i < calls.call.n; i++) {
		const struct member *to = map_get(commands, calls.call.at[i]);
		if (to)
			vec_push(&out->use, ((struct use){.kind = USE_COMMAND, .by = by, .to = to,
							  .wants = arena_strdup(&out->arena, calls.call.at[i].p)}));
	}
	return true;
}

void uses_certain_calls(const struct fileset *files, const struct member *by, struct uses *out)
{
	struct arena arena CLEANUP(arena_release) = {0};
	const struct script_calls calls = read_calls(by, &arena);
	for (size_t i = 0; i < calls.certain.n; i++)
		vec_push(&out->use, ((struct use){.kind = USE_COMMAND, .by = by, .sure = true,
						  .to = find_command(files, calls.certain.at[i].p),
						  .wants = arena_strdup(&out->arena, calls.certain.at[i].p)}));
}

void uses_of_shell(struct uses_run *run, const struct member *script)
{
	struct arena arena CLEANUP(arena_release) = {0};
	const struct script_calls calls = read_calls(script, &arena);
	for (size_t i = 0; i < calls.call.n; i++) {
		struct use use = {.kind = USE_COMMAND, .by = script, .wants = calls.call.at[i].p};
		use.to = find_known(run, use.wants);
		use.unknown = !use.to && uses_is_unknown(run, "usr/bin");
		uses_add(run, &use);
	}
}
