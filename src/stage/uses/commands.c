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

/* False if the script is not POSIX shell: Bash's arrays, say. */
static bool read_calls(const struct member *script, bool certain, struct arena *arena, struct names *calls)
{
	const struct shell_node *tree = NULL;
	struct err err = {0};
	bool understood = shell_parse(script->body, arena, &tree, &err) == 0;
	if (understood)
		(certain ? shell_certain_calls : shell_calls)(tree, arena, calls);
	err_release(&err);
	return understood;
}

bool uses_calls(const struct member *by, const struct map *commands, struct uses *out)
{
	struct names calls = {0};
	struct arena arena = {0};
	if (!is_for_shell(by))
		return false;
	if (!read_calls(by, false, &arena, &calls))
		uses_words(by, commands, "\"'` \t\n;|&(", out);
	for (size_t i = 0; i < calls.n; i++) {
		const struct member *to = map_get(commands, str_from(calls.at[i]));
		if (to)
			vec_push(&out->use, ((struct use){.kind = USE_COMMAND, .by = by, .to = to,
							  .wants = arena_strdup(&out->arena, calls.at[i])}));
	}
	vec_release(&calls);
	arena_release(&arena);
	return true;
}

void uses_certain_calls(const struct fileset *files, const struct member *by, struct uses *out)
{
	struct names calls = {0};
	struct arena arena = {0};
	if (is_for_shell(by))
		read_calls(by, true, &arena, &calls);
	for (size_t i = 0; i < calls.n; i++)
		vec_push(&out->use, ((struct use){.kind = USE_COMMAND, .by = by, .sure = true,
						  .to = find_command(files, calls.at[i]),
						  .wants = arena_strdup(&out->arena, calls.at[i])}));
	vec_release(&calls);
	arena_release(&arena);
}

void uses_of_shell(struct uses_run *run, const struct member *script)
{
	struct names calls = {0};
	struct arena arena = {0};
	if (is_for_shell(script))
		read_calls(script, false, &arena, &calls);
	for (size_t i = 0; i < calls.n; i++) {
		struct use use = {.kind = USE_COMMAND, .by = script, .wants = calls.at[i]};
		use.to = find_known(run, use.wants);
		use.unknown = !use.to && uses_is_unknown(run, "usr/bin");
		uses_add(run, &use);
	}
	vec_release(&calls);
	arena_release(&arena);
}
