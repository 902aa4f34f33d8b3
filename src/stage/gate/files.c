/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links that lead nowhere, scripts without their interpreter, modes. */
#include <sys/stat.h>

#include "base/path.h"
#include "fmt/shebang.h"
#include "stage/gate/parts.h"

void gate_check_link(struct gate_run *run, const struct member *link)
{
	struct buf real CLEANUP(buf_release) = {0};
	run->out->links++;
	if (!fileset_resolve(run->files, link->path, true, &real)) {
		gate_add(run, FINDING_ERROR, "dangling-link", link, link->target,
			 "the link leads round in circles, or too far");
		return;
	}
	if (fileset_get(run->files, real.p) || gate_is_unknown(run, real.p))
		return;
	char *missing CLEANUP(mem_freep) = mem_printf("/%s", real.p);
	gate_add(run, FINDING_ERROR, "dangling-link", link, missing,
		 "the link leads to %s, which is not there", missing);
}

void gate_check_modes(struct gate_run *run, const struct member *m)
{
	bool dir = m->type == MEMBER_DIR;
	if (!dir && m->mode & (S_ISUID | S_ISGID))
		gate_add(run, FINDING_NOTE, "setuid", m, NULL, "runs as its %s, %u",
			 m->mode & S_ISUID ? "owner" : "group", m->mode & S_ISUID ? m->uid : m->gid);
	if (m->mode & S_IWOTH && !(dir && m->mode & S_ISVTX))
		gate_add(run, FINDING_NOTE, "world-writable", m, NULL, "everybody may write to it: mode %04o",
			 m->mode);
}

static bool can_run(const struct fileset *files, struct str interpreter)
{
	char *path CLEANUP(mem_freep) = mem_strndup(interpreter.p, interpreter.n);
	const struct member *m = *path == '/' ? gate_file(files, path) : NULL;
	return m && m->mode & 0111;
}

char *gate_script_lacks(const struct fileset *files, const struct member *m)
{
	struct shebang line;
	if (!(m->mode & 0111) || !shebang_read(m->body, &line))
		return NULL;
	if (!can_run(files, line.interpreter))
		return mem_strndup(line.interpreter.p, line.interpreter.n);
	if (!line.program.n)
		return NULL;
	bool there = memchr(line.program.p, '/', line.program.n) ? can_run(files, line.program)
								 : gate_path_has(files, line.program);
	return there ? NULL : mem_strndup(line.program.p, line.program.n);
}

void gate_check_script(struct gate_run *run, const struct member *m)
{
	struct shebang line;
	if (!(m->mode & 0111) || !shebang_read(m->body, &line))
		return;
	run->out->scripts++;
	char *missing CLEANUP(mem_freep) = gate_script_lacks(run->files, m);
	if (!missing)
		return;
	struct str rest = {missing, strlen(missing)};
	struct buf normal CLEANUP(buf_release) = {0};
	if (*missing == '/' && fileset_resolve(run->files, missing, true, &normal) &&
	    gate_is_unknown(run, normal.p))
		return;
	if (str_equal(rest, line.interpreter) && *missing != '/')
		gate_add(run, FINDING_ERROR, "script-interpreter", m, missing,
			 "its interpreter %s is no absolute path", missing);
	else if (*missing == '/')
		gate_add(run, FINDING_ERROR, "script-interpreter", m, missing,
			 "its interpreter %s is not there, or cannot be run", missing);
	else
		gate_add(run, FINDING_ERROR, "script-interpreter", m, missing,
			 "its interpreter %s is not in PATH, where env looks for it", missing);
}
