/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/fileset.h"

#include <stdlib.h>

#include "base/path.h"

bool member_may_run(const char *path, uint32_t mode)
{
	const char *base = path_base(path), *at = base;
	if (mode & 0111)
		return true;
	while ((at = strstr(at, ".so"))) {
		at += strlen(".so");
		if (!*at || *at == '.')
			return true;
	}
	return str_ends(str_from(base), ".node");
}

struct member *fileset_get(const struct fileset *files, const char *path)
{
	return map_get(&files->by_path, str_from(path));
}

struct member *fileset_put(struct fileset *files, const struct member *member)
{
	struct member *copy = arena_alloc(&files->arena, sizeof(*copy));
	if (!files->digests)
		files->digests = mem_alloc(sizeof(*files->digests));
	*copy = *member;
	copy->path = arena_strdup(&files->arena, member->path);
	if (member->target)
		copy->target = arena_strdup(&files->arena, member->target);
	*map_at(&files->by_path, str_from(copy->path)) = copy;
	files->hardlinks += copy->type == MEMBER_HARDLINK;
	return copy;
}

void fileset_contest(struct fileset *files, const struct member *member, package_id other, bool settled)
{
	struct contested one = {*member, other, settled};
	one.member.path = arena_strdup(&files->arena, member->path);
	if (member->target)
		one.member.target = arena_strdup(&files->arena, member->target);
	vec_push(&files->contested, one);
}

static struct member *first_link_to(const struct fileset *files, const char *path)
{
	struct member *first = NULL;
	for (size_t i = 0; i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		if (m && m->type == MEMBER_HARDLINK && strcmp(m->target, path) == 0 &&
		    (!first || strcmp(m->path, first->path) < 0))
			first = m;
	}
	return first;
}

void fileset_bequeath(struct fileset *files, const char *path)
{
	const struct member *file = fileset_get(files, path);
	bool may = files->hardlinks && file && file->type == MEMBER_FILE;
	struct member *heir = may ? first_link_to(files, path) : NULL;
	if (!heir)
		return;
	heir->type = MEMBER_FILE;
	heir->body = file->body;
	heir->origin = file->origin;
	heir->target = NULL;
	for (size_t i = 0; i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		if (m && m->type == MEMBER_HARDLINK && strcmp(m->target, path) == 0)
			m->target = heir->path;
	}
}

void fileset_remove(struct fileset *files, const char *path)
{
	if (fileset_get(files, path))
		*map_at(&files->by_path, str_from(path)) = NULL;
}

static void step_up(struct buf *done)
{
	while (done->n && done->p[done->n - 1] != '/')
		done->n--;
	if (done->n)
		done->n--;
	if (done->p)
		done->p[done->n] = 0;
}

/* Puts the target of a link in front of the rest of the path. */
static bool splice(struct buf *todo, const char *target, struct str rest)
{
	struct buf next = {0};
	buf_puts(&next, target);
	if (rest.p) {
		buf_puts(&next, "/");
		buf_add(&next, rest.p, rest.n);
	}
	buf_release(todo);
	*todo = next;
	return next.n <= 2 * PATH_LONGEST;
}

bool fileset_resolve(const struct fileset *files, const char *path, bool last, struct buf *out)
{
	struct buf todo = {0};
	int hops = 0;
	bool fine = true;
	out->n = 0;
	buf_puts(out, "");
	buf_puts(&todo, path);
	struct str rest = buf_str(&todo), part;
	while (fine && str_split(&rest, '/', &part)) {
		if (part.n == 0 || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			step_up(out);
			continue;
		}
		size_t before = out->n;
		if (out->n)
			buf_puts(out, "/");
		buf_add(out, part.p, part.n);
		const struct member *m = fileset_get(files, out->p);
		bool is_last = !rest.p || str_trim(rest).n == 0;
		if (!m || m->type != MEMBER_SYMLINK || (is_last && !last))
			continue;
		out->n = m->target[0] == '/' ? 0 : before;
		out->p[out->n] = 0;
		fine = ++hops <= LINK_HOPS_MOST && splice(&todo, m->target, rest);
		rest = buf_str(&todo);
	}
	buf_release(&todo);
	return fine && out->n <= PATH_LONGEST;
}

static int by_fileset_path(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;
	return strcmp((*x)->path, (*y)->path);
}

/* The member that a path leads to, all symlinks followed. */
static const struct member *member_behind_links(const struct fileset *files, const char *path)
{
	struct buf real CLEANUP(buf_release) = {0};
	return fileset_resolve(files, path, true, &real) ? fileset_get(files, real.p) : NULL;
}

const struct member *fileset_file_of(const struct fileset *files, const struct member *m)
{
	if (m && m->type == MEMBER_HARDLINK)
		m = fileset_get(files, m->target);
	return m && m->type == MEMBER_FILE ? m : NULL;
}

const struct member *fileset_file(const struct fileset *files, const char *path)
{
	return fileset_file_of(files, member_behind_links(files, path));
}

bool fileset_keeps(const struct fileset *files, const char *path)
{
	const struct member *m = member_behind_links(files, path);
	return m && !m->held;
}

size_t fileset_sorted(const struct fileset *files, struct member ***out)
{
	size_t n = 0;
	struct member **all = mem_resize(NULL, files->by_path.n, sizeof(*all));
	for (size_t i = 0; i < files->by_path.n; i++)
		if (files->by_path.entry[i].value)
			all[n++] = files->by_path.entry[i].value;
	qsort(all, n, sizeof(*all), by_fileset_path);
	*out = all;
	return n;
}

size_t fileset_first_below(struct member *const *all, size_t n, const char *dir)
{
	char *prefix CLEANUP(mem_freep) = mem_printf("%s%s", dir, *dir ? "/" : "");
	size_t low = 0;
	while (n) {
		size_t half = n / 2;
		if (strcmp(all[low + half]->path, prefix) < 0) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

const char *fileset_sha256(const struct fileset *files, const struct member *file)
{
	return digests_sha256(files->digests, file->body);
}

void fileset_release(struct fileset *files)
{
	map_release(&files->by_path);
	vec_release(&files->contested);
	if (files->digests)
		digests_release(files->digests);
	free(files->digests);
	arena_release(&files->arena);
	*files = (struct fileset){0};
}
