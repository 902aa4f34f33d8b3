/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/evidence.h"

#include <string.h>

#include "base/path.h"

/* The longest first line of a script that the kernel reads (execve(2)). */
enum { SHEBANG_LONGEST = 256 };

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

static struct str next_word(struct str *line)
{
	struct str word;
	*line = str_trim(*line);
	word = *line;
	for (word.n = 0; word.n < line->n && !strchr(" \t", line->p[word.n]); word.n++)
		;
	line->p += word.n;
	line->n -= word.n;
	return word;
}

/* The interpreter of a script as an absolute path; "env NAME" looks in the
 * usual folders, of which the rules list the first that fits. NULL where it is none. */
static char *interpreter(const struct member *m, const struct names *globs)
{
	static const char *const folders[] = {"/usr/bin", "/usr/sbin"};
	struct str line = {m->body.p, m->body.n < SHEBANG_LONGEST ? m->body.n : SHEBANG_LONGEST};
	if (!str_starts(line, "#!") || !(m->mode & 0111))
		return NULL;
	line.p += 2;
	line.n -= 2;
	const char *end = memchr(line.p, '\n', line.n);
	line.n = end ? (size_t)(end - line.p) : line.n;
	struct str program = next_word(&line);
	if (!str_ends(program, "/env"))
		return mem_strndup(program.p, program.n);
	program = next_word(&line);
	if (str_is(program, "-S"))
		program = next_word(&line);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		char *path = mem_printf("%s/%.*s", folders[i], STR_ARG(program));
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
