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

static const struct member *find(struct uses_run *run, const char *name)
{
	void **known = map_at(&run->command, str_from(name));
	if (!*known) {
		const struct member *m = path_base(name) == name ? exec_path_find(run->files, str_from(name))
								 : fileset_file(run->files, name);
		*known = (void *)(m ? m : &nothing);
	}
	return *known == &nothing ? NULL : *known;
}

void uses_of_shell(struct uses_run *run, const struct member *script)
{
	struct shebang line;
	struct names calls = {0};
	struct arena arena = {0};
	struct err err = {0};
	const struct shell_node *tree = NULL;
	if (!shebang_read(script->body, &line) || !is_shell(line.program.n ? line.program : line.interpreter))
		return;
	/* What is not POSIX shell, such as Bash's arrays, is not known. */
	if (shell_parse(script->body, &arena, &tree, &err) == 0)
		shell_calls(tree, &arena, &calls);
	for (size_t i = 0; i < calls.n; i++) {
		struct use use = {.kind = USE_COMMAND, .by = script, .wants = calls.at[i]};
		use.to = find(run, use.wants);
		use.unknown = !use.to && uses_is_unknown(run, "usr/bin");
		uses_add(run, &use);
	}
	vec_release(&calls);
	arena_release(&arena);
	err_release(&err);
}
