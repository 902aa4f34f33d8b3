/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads /etc/ld.so.conf (ldconfig(8)): one directory per line, "#" starts a comment,
 * "include" takes patterns of glob(7), all resolved inside the image. */
#include <fnmatch.h>
#include <string.h>

#include "base/path.h"
#include "stage/generate/ldcache_parts.h"

enum { DEPTH_MOST = 16, FILES_MOST = 4096, STEPS_MOST = 1 << 18 };

struct reading {
	struct library_directories *to;
	unsigned depth, files, steps;
};

static int read_conf_file(struct reading *r, const char *name, struct err *err);

static bool is_pattern(struct str part)
{
	for (size_t i = 0; i < part.n; i++)
		if (strchr("*?[\\", part.p[i]))
			return true;
	return false;
}

static int refuse_endless_include(struct err *err)
{
	return err_set(err, STATUS_UNTRUSTED, "/etc/ld.so.conf: it includes itself, or too much");
}

/* Adds what matches `rest` in the directory `above`. Steps are counted, because links
 * may lead to a directory above. */
static int expand_include(struct reading *r, const char *above, struct str rest,
			  struct names *found, struct err *err)
{
	struct str part = {0};
	struct buf place CLEANUP(buf_release) = {0};
	while (str_split(&rest, '/', &part) && !part.n)
		;
	if (++r->steps > STEPS_MOST)
		return refuse_endless_include(err);
	if (!part.n) {
		vec_push(found, arena_strdup(r->to->arena, above));
		return 0;
	}
	char *text CLEANUP(mem_freep) = mem_strndup(part.p, part.n);
	if (!is_pattern(part)) {
		char *next CLEANUP(mem_freep) = mem_printf("%s/%s", above, text);
		return expand_include(r, next, rest, found, err);
	}
	const struct directory *directory = fileset_resolve(r->to->files, above, true, &place)
		? directories_get(r->to->directories, place.p) : NULL;
	for (size_t i = 0; directory && i < directory->entry.n; i++) {
		const char *name = path_base(directory->entry.at[i]->path);
		if (++r->steps > STEPS_MOST)
			return refuse_endless_include(err);
		if (fnmatch(text, name, FNM_PERIOD) != 0)
			continue;
		char *next CLEANUP(mem_freep) = mem_printf("%s/%s", above, name);
		if (expand_include(r, next, rest, found, err))
			return -1;
	}
	return 0;
}

static void names_release(struct names *names)
{
	vec_release(names);
}

static int by_included_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A relative pattern is relative to the directory of its file. */
static int include(struct reading *r, const char *file, struct str pattern, struct err *err)
{
	struct names found CLEANUP(names_release) = {0};
	char *directory CLEANUP(mem_freep) =
		pattern.p[0] == '/' ? mem_strdup("") : mem_strndup(file, (size_t)(path_base(file) - file));
	if (pattern.n > PATH_LONGEST || expand_include(r, directory, pattern, &found, err))
		return pattern.n > PATH_LONGEST ? 0 : -1;
	if (found.n)
		qsort(found.at, found.n, sizeof(*found.at), by_included_path);
	for (size_t i = 0; i < found.n; i++)
		if (read_conf_file(r, found.at[i], err))
			return -1;
	return 0;
}

static struct str skip_any_of(struct str s, const char *blanks)
{
	while (s.n && strchr(blanks, s.p[0]))
		s.p++, s.n--;
	return s;
}

static struct str cut_at(struct str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
	return at ? (struct str){s.p, (size_t)(at - s.p)} : s;
}

/* Until glibc 2.36, "=" and a kind of libraries could follow a directory. */
static void add_configured_directory(struct library_directories *to, struct str line)
{
	int32_t kind = 0;
	struct str name = line;
	if (to->ldconfig->glibc < GLIBC_NO_OLD_HWCAPS) {
		name = cut_at(line, '=');
		struct str word = name.n < line.n
			? (struct str){line.p + name.n + 1, line.n - name.n - 1} : (struct str){"", 0};
		if (str_is(word, "libc6") || str_is(word, "glibc2"))
			kind = LDCACHE_LIBC6;
		else if (str_is(word, "libc5"))
			kind = LDCACHE_LIBC5;
	}
	library_directories_add(to, name, kind);
}

static int read_conf_line(struct reading *r, const char *file, struct str line, struct err *err)
{
	struct str text = skip_any_of(cut_at(cut_at(line, 0), '#'), " \t\n\v\f\r"), word;
	bool blank = text.n > 7 && (text.p[7] == ' ' || text.p[7] == '\t');
	if (!text.n)
		return 0;
	if (!str_starts(text, "include") || !blank) {
		blank = text.n > 5 && (text.p[5] == ' ' || text.p[5] == '\t');
		if (!blank || strncasecmp(text.p, "hwcap", 5) != 0)
			add_configured_directory(r->to, text);
		return 0;
	}
	text = (struct str){text.p + 8, text.n - 8};
	while (text.n) {
		text = skip_any_of(text, " \t");
		word = cut_at(cut_at(text, ' '), '\t');
		if (word.n && include(r, file, word, err))
			return -1;
		text = (struct str){text.p + word.n, text.n - word.n};
	}
	return 0;
}

static int read_conf_file(struct reading *r, const char *name, struct err *err)
{
	const struct member *m = fileset_file(r->to->files, name);
	if (!m)
		return 0;
	if (r->depth == DEPTH_MOST || r->files++ == FILES_MOST)
		return refuse_endless_include(err);
	r->depth++;
	struct str rest = m->body, line;
	int status = 0;
	while (!status && str_split(&rest, '\n', &line))
		status = read_conf_line(r, name, line, err);
	r->depth--;
	return status;
}

int library_directories_configured(struct library_directories *to, struct err *err)
{
	struct reading r = {.to = to};
	return read_conf_file(&r, "/etc/ld.so.conf", err);
}
