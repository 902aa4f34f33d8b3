/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks whether a container of the image could start. The entry point, or Cmd if there
 * is none, is looked up as container runtimes do (a name without a slash in PATH, a
 * relative path from the working directory), then followed as execve(2) does for the
 * image's user. */
#include <stdlib.h>

#include "base/path.h"
#include "fmt/elf.h"
#include "fmt/shebang.h"
#include "model/exec_path.h"
#include "model/principal.h"
#include "stage/gate/parts.h"

enum { MAY_READ = 4, MAY_EXECUTE = 1, INTERPRETERS_MOST = 5, NEAR_MOST = 3 };

/* PATH as set by container runtimes if the image does not set it. */
static const char default_path[] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

struct start {
	struct gate_run *run;
	const struct image_config *config;
	const struct sourced_words *command;
	struct principal who;
	struct buf why;      /* the problem with the last file that was looked up */
	struct buf missing;  /* what is missing; empty if the file exists but cannot be run */
	struct buf real;     /* place of that file */
};

static bool may(const struct start *s, const struct member *m, unsigned want)
{
	if (!s->who.known)
		return m->mode & (want * 0111);
	if (s->who.uid == 0)
		return want == MAY_READ || m->type == MEMBER_DIR || m->mode & 0111;
	if (m->uid == s->who.uid)
		return m->mode & want << 6;
	return m->mode & (principal_has_group(&s->who, m->gid) ? want << 3 : want);
}

/* A directory above `path` that the user may not enter, or NULL. */
static const struct member *closed_directory(const struct start *s, const char *path)
{
	/* First the root directory, "". */
	for (const char *slash = path; slash; slash = *slash ? strchr(slash + 1, '/') : NULL) {
		char *above CLEANUP(mem_freep) = mem_strndup(path, slash == path ? 0 : (size_t)(slash - path));
		const struct member *m = fileset_get(s->run->files, above);
		if (m && m->type == MEMBER_DIR && !may(s, m, MAY_EXECUTE))
			return m;
	}
	return NULL;
}

static void lacks(struct start *s, const char *path)
{
	s->why.n = s->missing.n = 0;
	buf_puts(&s->why, "is not in the image");
	buf_puts(&s->missing, path);
}

static void blame(struct start *s, const char *text)
{
	s->why.n = s->missing.n = 0;
	buf_puts(&s->why, text);
}

/* The file or directory at an absolute path, links followed, as the user reaches it;
 * NULL if it cannot be reached, and `why` says so. */
static const struct member *reach(struct start *s, const char *path)
{
	const struct fileset *files = s->run->files;
	char *at CLEANUP(mem_freep) = mem_strdup(path);
	for (int hops = 0; hops <= LINK_HOPS_MOST; hops++) {
		if (!fileset_resolve(files, at, false, &s->real))
			break;
		const struct member *closed = closed_directory(s, s->real.p);
		const struct member *m = fileset_get(files, s->real.p);
		if (closed) {
			blame(s, "");
			buf_printf(&s->why, "cannot be reached by the user %s: the mode of /%s is %04o",
				   s->config->user.text, closed->path, closed->mode);
			return NULL;
		}
		if (!m) {
			lacks(s, path);
			return NULL;
		}
		if (m->type == MEMBER_HARDLINK)
			return fileset_get(files, m->target);
		if (m->type != MEMBER_SYMLINK)
			return m;
		char *parent CLEANUP(mem_freep) = path_parent(m->path);
		char *next = *m->target == '/' ? mem_strdup(m->target) : mem_printf("/%s/%s", parent, m->target);
		free(at);
		at = next;
	}
	blame(s, "is a link that leads round in circles");
	return NULL;
}

/* The regular file at a path, if the user may execute it; or NULL. */
static const struct member *program(struct start *s, const char *path)
{
	const struct member *m = reach(s, path);
	if (!m)
		return NULL;
	if (m->type == MEMBER_DIR)
		blame(s, "is a directory");
	else if (str_ends(str_from(path), "/"))
		blame(s, "is a file, and its name ends with a slash");
	else if (!(m->mode & 0111))
		blame(s, "is not executable");
	else if (!may(s, m, MAY_EXECUTE)) {
		blame(s, "");
		buf_printf(&s->why, "cannot be executed by the user %s: its mode is %04o, its owner %u:%u",
			   s->config->user.text, m->mode, m->uid, m->gid);
	} else
		return m;
	return NULL;
}

static const char *search_path(const struct start *s)
{
	for (size_t i = s->config->env.n; i-- > 0;)
		if (strncmp(s->config->env.at[i].text, "PATH=", strlen("PATH=")) == 0)
			return s->config->env.at[i].text + strlen("PATH=");
	return default_path;
}

static const struct member *in_path(struct start *s, const char *name)
{
	struct str rest = str_from(search_path(s)), directory;
	while (str_split(&rest, ':', &directory)) {
		char *path CLEANUP(mem_freep) = mem_printf("%.*s/%s", STR_ARG(directory), name);
		const struct member *m = *path == '/' ? program(s, path) : NULL;
		if (m)
			return m;
	}
	blame(s, "");
	buf_printf(&s->why, "is not a program in PATH, %s", search_path(s));
	buf_puts(&s->missing, name);
	return NULL;
}

/* Looks a command up as runtimes and env(1) do. */
static const struct member *command(struct start *s, const char *name)
{
	const char *workdir = s->config->workdir.text ? s->config->workdir.text : "/";
	if (!strchr(name, '/'))
		return in_path(s, name);
	char *path CLEANUP(mem_freep) = *name == '/' ? mem_strdup(name) : mem_printf("%s/%s", workdir, name);
	return program(s, path);
}

/* The interpreter, which from here on takes the place of the program; NULL if `why` says
 * what is wrong with it. */
static const struct member *interpreter(struct start *s, const char *name)
{
	const struct member *m = command(s, name);
	if (m)
		return m;
	char *why CLEANUP(mem_freep) = mem_strdup(s->why.p);
	bool missing = s->missing.n > 0;
	s->why.n = 0;
	buf_printf(&s->why, "needs %s, which %s", name, why);
	if (missing) {
		s->missing.n = 0;
		buf_puts(&s->missing, name);
	}
	return NULL;
}

/* The file that the kernel or env(1) starts for a script; `m` itself if it is not a
 * script, or NULL. */
static const struct member *script_runs(struct start *s, const struct member *m)
{
	struct shebang line;
	if (!shebang_read(m->body, &line))
		return m;
	if (!may(s, m, MAY_READ)) {
		blame(s, "");
		buf_printf(&s->why, "is a script that the user %s cannot read: its mode is %04o",
			   s->config->user.text, m->mode);
		return NULL;
	}
	char *name CLEANUP(mem_freep) = mem_strndup(line.interpreter.p, line.interpreter.n);
	char *asked CLEANUP(mem_freep) = mem_strndup(line.program.p, line.program.n);
	const struct member *found = interpreter(s, name);
	return found && line.program.n ? interpreter(s, asked) : found;
}

static bool loads(struct start *s, const struct member *m)
{
	struct arena arena CLEANUP(arena_release) = {0};
	struct elf elf;
	struct err err = {0};
	char *name CLEANUP(mem_freep) = NULL;
	if (elf_is(m->body) && elf_read(m->body, &arena, &elf, &err) == 0 && elf.interpreter.n)
		name = mem_strndup(elf.interpreter.p, elf.interpreter.n);
	err_release(&err);
	return !name || interpreter(s, name);
}

static bool starts(struct start *s, const char *name)
{
	const struct member *m = command(s, name);
	for (int i = 0; m && i < INTERPRETERS_MOST; i++) {
		const struct member *next = script_runs(s, m);
		if (!next || next == m)
			return next && loads(s, m);
		m = next;
	}
	if (m)
		blame(s, "needs an interpreter that is a script, and so on");
	return false;
}

/* --- near matches ---------------------------------------------------------------- */

static bool can_run(const struct gate_run *run, const struct member *m)
{
	const struct member *file = m->type == MEMBER_DIR ? NULL : fileset_file(run->files, m->path);
	return file && file->mode & 0111;
}

/* Programs of exactly this name, those in PATH first. */
static size_t same_name(const struct start *s, struct member **all, size_t n, const char *base,
			const char **near)
{
	size_t found = 0;
	for (int in_path = 1; in_path >= 0; in_path--)
		for (size_t i = 0; i < n && found < NEAR_MOST; i++)
			if (strcmp(path_base(all[i]->path), base) == 0 &&
			    exec_path_holds(all[i]->path) == in_path && can_run(s->run, all[i]))
				near[found++] = all[i]->path;
	return found;
}

/* The most similar name of a program in PATH or in the same directory. */
static size_t nearest(const struct start *s, struct member **all, size_t n, const char *wrong,
		      const char **near)
{
	struct names names = {0}, paths = {0};
	char *parent CLEANUP(mem_freep) = path_parent(wrong);
	for (size_t i = 0; i < n; i++) {
		char *dir CLEANUP(mem_freep) = path_parent(all[i]->path);
		if ((!exec_path_holds(all[i]->path) && strcmp(dir, parent) != 0) || !can_run(s->run, all[i]))
			continue;
		vec_push(&names, path_base(all[i]->path));
		vec_push(&paths, all[i]->path);
	}
	const char *best = str_nearest(path_base(wrong), names.at, names.n);
	for (size_t i = 0; best && i < names.n; i++)
		if (names.at[i] == best)
			near[0] = paths.at[i];
	vec_release(&names);
	vec_release(&paths);
	return best != NULL;
}

static void suggest(struct start *s, const char *wrong, struct buf *out)
{
	const char *near[NEAR_MOST], *base = path_base(wrong);
	struct member **all;
	size_t n = fileset_sorted(s->run->files, &all);
	size_t found = *base ? same_name(s, all, n, base, near) : 0;
	if (!found && strlen(base) > 2)
		found = nearest(s, all, n, wrong, near);
	for (size_t i = 0; i < found; i++)
		buf_printf(out, "%s /%s", i ? " or" : "; did you mean", near[i]);
	free(all);
}

/* --- the finding ----------------------------------------------------------------- */

/* "/NAME" for a name without a slash, else the path from the root. */
static void finding_path(const struct start *s, const char *name, struct buf *out)
{
	const char *dir = s->config->workdir.text && strchr(name, '/') ? s->config->workdir.text : "";
	char *path CLEANUP(mem_freep) = *name == '/' ? mem_strdup(name) : mem_printf("%s/%s", dir, name);
	struct str rest = str_from(path), part;
	while (str_split(&rest, '/', &part))
		if (part.n && !str_is(part, "."))
			buf_printf(out, "%s%.*s", out->n ? "/" : "", STR_ARG(part));
	if (!out->n)
		buf_puts(out, "");
}

static void report(struct start *s, const char *name)
{
	struct buf path CLEANUP(buf_release) = {0}, near CLEANUP(buf_release) = {0};
	const char *from = s->command->from;
	finding_path(s, name, &path);
	const struct member *there = fileset_get(s->run->files, path.p);
	const struct member stand_in = {.path = path.p, .owner = there ? there->owner : OWNER_GENERATED};
	if (s->missing.n && !strstr(s->why.p, "needs "))
		suggest(s, path.p, &near);
	buf_puts(&near, "");
	/* The archive can only be searched for absolute paths. */
	const char *missing = !s->missing.n ? NULL : s->missing.p;
	gate_add(s->run, s->run->input->config_severity, "entrypoint", &stand_in, missing,
		 "the %s%s%s%s %s%s", s->command == &s->config->cmd ? "Cmd" : "entry point",
		 from ? " (" : "", from ? from : "", from ? ")" : "", s->why.p, near.p);
}

void gate_check_start(struct gate_run *run)
{
	const struct image_config *config = run->input->config;
	struct start s = {.run = run, .config = config};
	if (!config || (!config->entrypoint.word.n && !config->cmd.word.n))
		return;
	s.command = config->entrypoint.word.n ? &config->entrypoint : &config->cmd;
	const struct member *passwd = fileset_file(run->files, "etc/passwd");
	const struct member *group = fileset_file(run->files, "etc/group");
	principal_find(config->user.text ? config->user.text : "0", passwd ? passwd->body : (struct str){0},
		       group ? group->body : (struct str){0}, &s.who);
	const char *name = s.command->word.at[0];
	if (!*name)
		blame(&s, "is empty");
	if (!*name || !starts(&s, name))
		report(&s, name);
	principal_release(&s.who);
	buf_release(&s.why);
	buf_release(&s.missing);
	buf_release(&s.real);
}
