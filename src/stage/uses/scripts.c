/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interpreters of scripts. */
#include "fmt/shebang.h"
#include "model/exec_path.h"
#include "stage/uses/parts.h"

static const struct member *find(const struct fileset *files, struct str path)
{
	char *text CLEANUP(mem_freep) = mem_strndup(path.p, path.n);
	const struct member *m = *text == '/' ? fileset_file(files, text) : NULL;
	return m && m->mode & 0111 ? m : NULL;
}

/* What env(1) runs. */
static const struct member *find_program(const struct fileset *files, struct str program)
{
	return memchr(program.p, '/', program.n) ? find(files, program) : exec_path_find(files, program);
}

static void add(struct uses_run *run, const struct member *script, struct str wants,
		const struct member *to, enum use_lack lack)
{
	struct buf real CLEANUP(buf_release) = {0};
	char *text CLEANUP(mem_freep) = mem_strndup(wants.p, wants.n);
	bool unknown = !to && *text == '/' && fileset_resolve(run->files, text, true, &real) &&
		       uses_is_unknown(run, real.p);
	uses_add(run, &(struct use){.kind = USE_INTERPRETER, .by = script, .wants = text, .to = to, .lack = lack,
				    .unknown = unknown, .sure = true});
}

/* The program that env(1) looks for matters once env is there. */
void uses_of_script(struct uses_run *run, const struct member *m)
{
	struct shebang line;
	if (!(m->mode & 0111) || !shebang_read(m->body, &line))
		return;
	run->out->scripts++;
	const struct member *interpreter = find(run->files, line.interpreter);
	bool absolute = line.interpreter.n && line.interpreter.p[0] == '/';
	add(run, m, line.interpreter, interpreter, absolute ? LACK_ABSENT : LACK_RELATIVE);
	if (interpreter && line.program.n)
		add(run, m, line.program, find_program(run->files, line.program), LACK_ABSENT);
	if (run->input->reads & USES_POSSIBLE)
		uses_of_shell(run, m);
}
