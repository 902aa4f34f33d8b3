/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/evidence.h"

#include <string.h>

#include "base/path.h"
#include "fmt/shebang.h"

static bool is_listed(const struct names *globs, const char *absolute)
{
	for (size_t i = 0; i < globs->n; i++)
		if (path_glob(globs->at[i], absolute))
			return true;
	return false;
}

/* Rules name files where merged /usr has them: /bin/x is /usr/bin/x. */
static bool leads_to(const struct names *globs, const char *absolute)
{
	char *merged CLEANUP(mem_freep) = mem_printf("/usr%s", absolute);
	return is_listed(globs, absolute) ||
	       (strncmp(absolute, "/usr/", 5) != 0 && is_listed(globs, merged));
}

/* The interpreter of a script as an absolute path; "env NAME" looks in the
 * usual folders, of which the rules list the first that fits. NULL where it is none. */
static char *interpreter(const struct member *m, const struct names *globs)
{
	static const char *const folders[] = {"/usr/bin", "/usr/sbin"};
	struct shebang line;
	if (!(m->mode & 0111) || !shebang_read(m->body, &line))
		return NULL;
	if (!line.program.n)
		return mem_strndup(line.interpreter.p, line.interpreter.n);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		char *path = mem_printf("%s/%.*s", folders[i], STR_ARG(line.program));
		if (is_listed(globs, path))
			return path;
		free(path);
	}
	return NULL;
}

/* Where a link leads, by its text alone. */
static char *link_target(const struct member *m)
{
	struct fileset none = {0};
	struct buf path CLEANUP(buf_release) = {0};
	char *folder CLEANUP(mem_freep) = path_parent(m->path);
	char *joined CLEANUP(mem_freep) = m->target[0] == '/'
						  ? mem_strdup(m->target)
						  : mem_printf("%s/%s", folder, m->target);
	if (!fileset_resolve(&none, joined, true, &path))
		return NULL;
	return mem_printf("/%s", path.p);
}

bool evidence_of_use(const struct ingested *package, const struct cut *cut, const char **path,
		     char **use)
{
	for (size_t i = 0; cut->by && i < package->member.n; i++) {
		const struct member *m = &package->member.at[i];
		char *found = NULL;
		if (m->held)
			continue;
		if (m->type == MEMBER_FILE)
			found = interpreter(m, &cut->by->files);
		else if (m->type == MEMBER_SYMLINK)
			found = link_target(m);
		if (found && leads_to(&cut->by->files, found)) {
			*path = m->path;
			*use = found;
			return true;
		}
		free(found);
	}
	return false;
}
