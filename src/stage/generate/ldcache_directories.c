/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directories that ldconfig searches, each once, even if it has several names. */
#include <string.h>

#include "base/path.h"
#include "stage/generate/ldcache_parts.h"

static struct directory *directory_make(struct directories *directories, const char *path, bool is_member);

static void enter_in_parent(struct directories *directories, const struct member *m)
{
	char *parent CLEANUP(mem_freep) = path_parent(m->path);
	struct directory *above = directory_make(directories, parent, false);
	vec_push(&above->entry, m);
}

/* Directories that are not members, but have members below, also get an entry. */
static struct directory *directory_make(struct directories *directories, const char *path, bool is_member)
{
	void **slot = map_at(&directories->by_path, str_from(path));
	if (*slot)
		return *slot;
	struct directory *directory = arena_alloc(&directories->arena, sizeof(*directory));
	*slot = directory;
	if (*path && !is_member) {
		struct member *implied = arena_alloc(&directories->arena, sizeof(*implied));
		*implied = (struct member){.path = arena_strdup(&directories->arena, path),
					   .type = MEMBER_DIR};
		enter_in_parent(directories, implied);
	}
	return directory;
}

static int by_entry_path(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;
	return strcmp((*x)->path, (*y)->path);
}

void directories_index(const struct fileset *files, struct directories *out)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	*out = (struct directories){0};
	directory_make(out, "", true);
	for (size_t i = 0; i < n; i++) {
		if (all[i]->type == MEMBER_DIR)
			directory_make(out, all[i]->path, true);
		if (*all[i]->path)
			enter_in_parent(out, all[i]);
	}
	free(all);
	for (size_t i = 0; i < out->by_path.n; i++) {
		struct directory *f = out->by_path.entry[i].value;
		if (f->entry.n)
			qsort(f->entry.at, f->entry.n, sizeof(*f->entry.at), by_entry_path);
	}
}

const struct directory *directories_get(const struct directories *directories, const char *path)
{
	return map_get(&directories->by_path, str_from(path));
}

void directories_release(struct directories *directories)
{
	for (size_t i = 0; i < directories->by_path.n; i++) {
		struct directory *f = directories->by_path.entry[i].value;
		vec_release(&f->entry);
	}
	map_release(&directories->by_path);
	arena_release(&directories->arena);
}

/* The directory that a name leads to, and its place; NULL if there is none. */
static const struct directory *resolve_directory(const struct library_directories *in, const char *name, struct buf *place)
{
	return fileset_resolve(in->files, name, true, place) ? directories_get(in->directories, place->p) : NULL;
}

/* Adds a directory; an existing entry only gets the new kind. */
static bool add_library_directory(struct library_directories *to, struct library_directory directory)
{
	void **slot = map_at(&to->by_place, str_from(directory.place));
	if (*slot) {
		to->list.at[(size_t)*slot - 1].kind = directory.kind;
		return false;
	}
	directory.place = arena_strdup(to->arena, directory.place);
	vec_push(&to->list, directory);
	*slot = (void *)to->list.n;
	return true;
}

static void add_subdirectory(struct library_directories *to, const struct library_directory *above,
			  const struct member *m)
{
	struct buf place CLEANUP(buf_release) = {0};
	const char *name = path_base(m->path);
	bool is_file = m->type == MEMBER_FILE || m->type == MEMBER_HARDLINK;
	if (name[0] == '.' || is_file || strchr(name, ':') || !resolve_directory(to, m->path, &place))
		return;
	char *key CLEANUP(mem_freep) = mem_printf("//%s", name); /* no place starts like this */
	void **known = map_at(&to->by_place, str_from(key));
	if (!*known) {
		vec_push(&to->known, str_from(arena_strdup(to->arena, name)));
		*known = to;
	}
	add_library_directory(to, (struct library_directory){
		.name = arena_printf(to->arena, "%s/glibc-hwcaps/%s", above->name, name),
		.place = place.p,
		.subdirectory = arena_strdup(to->arena, name),
		.kind = above->kind});
}

void library_directories_add(struct library_directories *to, struct str name, int32_t kind)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct library_directory directory = {.kind = kind};
	while (name.n && strchr(" \t\n\v\f\r", name.p[name.n - 1]))
		name.n--;
	while (name.n && name.p[name.n - 1] == '/')
		name.n--;
	if (!name.n || name.n > PATH_LONGEST)
		return;
	directory.name = arena_strndup(to->arena, name.p, name.n);
	if (!resolve_directory(to, directory.name, &place))
		return;
	directory.place = place.p;
	if (!add_library_directory(to, directory) || to->ldconfig->glibc < GLIBC_SUBDIRECTORIES)
		return;
	char *below CLEANUP(mem_freep) = mem_printf("%s/glibc-hwcaps", place.p);
	const struct directory *hwcaps = resolve_directory(to, below, &place);
	for (size_t i = 0; hwcaps && i < hwcaps->entry.n; i++)
		add_subdirectory(to, &directory, hwcaps->entry.at[i]);
}

void library_directories_add_below(struct library_directories *to, const struct library_directory *above,
			       const char *name)
{
	struct buf place CLEANUP(buf_release) = {0};
	char *path CLEANUP(mem_freep) = mem_printf("%s/%s", above->place, name);
	if (resolve_directory(to, path, &place))
		add_library_directory(to, (struct library_directory){
			.name = arena_printf(to->arena, "%s/%s", above->name, name),
			.place = place.p,
			.kind = above->kind});
}

void library_directories_release(struct library_directories *directories)
{
	vec_release(&directories->list);
	vec_release(&directories->known);
	map_release(&directories->by_place);
}
