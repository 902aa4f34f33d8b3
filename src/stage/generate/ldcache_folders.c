/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directories that ldconfig searches, each once, even if it has several names. */
#include <string.h>

#include "base/path.h"
#include "stage/generate/ldcache_parts.h"

static struct folder *folder_make(struct folders *folders, const char *path, bool is_member);

static void enter_in_parent(struct folders *folders, const struct member *m)
{
	char *parent CLEANUP(mem_freep) = path_parent(m->path);
	struct folder *above = folder_make(folders, parent, false);
	vec_push(&above->entry, m);
}

/* Directories that are not members, but have members below, also get an entry. */
static struct folder *folder_make(struct folders *folders, const char *path, bool is_member)
{
	void **slot = map_at(&folders->by_path, str_from(path));
	if (*slot)
		return *slot;
	struct folder *folder = arena_alloc(&folders->arena, sizeof(*folder));
	*slot = folder;
	if (*path && !is_member) {
		struct member *implied = arena_alloc(&folders->arena, sizeof(*implied));
		*implied = (struct member){.path = arena_strdup(&folders->arena, path),
					   .type = MEMBER_DIR};
		enter_in_parent(folders, implied);
	}
	return folder;
}

static int by_entry_path(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;
	return strcmp((*x)->path, (*y)->path);
}

void folders_index(const struct fileset *files, struct folders *out)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	*out = (struct folders){0};
	folder_make(out, "", true);
	for (size_t i = 0; i < n; i++) {
		if (all[i]->type == MEMBER_DIR)
			folder_make(out, all[i]->path, true);
		if (*all[i]->path)
			enter_in_parent(out, all[i]);
	}
	free(all);
	for (size_t i = 0; i < out->by_path.n; i++) {
		struct folder *f = out->by_path.entry[i].value;
		if (f->entry.n)
			qsort(f->entry.at, f->entry.n, sizeof(*f->entry.at), by_entry_path);
	}
}

const struct folder *folders_get(const struct folders *folders, const char *path)
{
	return map_get(&folders->by_path, str_from(path));
}

void folders_release(struct folders *folders)
{
	for (size_t i = 0; i < folders->by_path.n; i++) {
		struct folder *f = folders->by_path.entry[i].value;
		vec_release(&f->entry);
	}
	map_release(&folders->by_path);
	arena_release(&folders->arena);
}

/* The directory that a name leads to, and its place; NULL if there is none. */
static const struct folder *resolve_folder(const struct library_folders *in, const char *name, struct buf *place)
{
	return fileset_resolve(in->files, name, true, place) ? folders_get(in->folders, place->p) : NULL;
}

/* Adds a directory; an existing entry only gets the new kind. */
static bool add_library_folder(struct library_folders *to, struct library_folder folder)
{
	void **slot = map_at(&to->by_place, str_from(folder.place));
	if (*slot) {
		to->list.at[(size_t)*slot - 1].kind = folder.kind;
		return false;
	}
	folder.place = arena_strdup(to->arena, folder.place);
	vec_push(&to->list, folder);
	*slot = (void *)to->list.n;
	return true;
}

static void add_subfolder(struct library_folders *to, const struct library_folder *above,
			  const struct member *m)
{
	struct buf place CLEANUP(buf_release) = {0};
	const char *name = path_base(m->path);
	bool is_file = m->type == MEMBER_FILE || m->type == MEMBER_HARDLINK;
	if (name[0] == '.' || is_file || strchr(name, ':') || !resolve_folder(to, m->path, &place))
		return;
	char *key CLEANUP(mem_freep) = mem_printf("//%s", name); /* no place starts like this */
	void **known = map_at(&to->by_place, str_from(key));
	if (!*known) {
		vec_push(&to->known, str_from(arena_strdup(to->arena, name)));
		*known = to;
	}
	add_library_folder(to, (struct library_folder){
		.name = arena_printf(to->arena, "%s/glibc-hwcaps/%s", above->name, name),
		.place = place.p,
		.subfolder = arena_strdup(to->arena, name),
		.kind = above->kind});
}

void library_folders_add(struct library_folders *to, struct str name, int32_t kind)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct library_folder folder = {.kind = kind};
	while (name.n && strchr(" \t\n\v\f\r", name.p[name.n - 1]))
		name.n--;
	while (name.n && name.p[name.n - 1] == '/')
		name.n--;
	if (!name.n || name.n > PATH_LONGEST)
		return;
	folder.name = arena_strndup(to->arena, name.p, name.n);
	if (!resolve_folder(to, folder.name, &place))
		return;
	folder.place = place.p;
	if (!add_library_folder(to, folder) || to->ldconfig->glibc < GLIBC_SUBFOLDERS)
		return;
	char *below CLEANUP(mem_freep) = mem_printf("%s/glibc-hwcaps", place.p);
	const struct folder *hwcaps = resolve_folder(to, below, &place);
	for (size_t i = 0; hwcaps && i < hwcaps->entry.n; i++)
		add_subfolder(to, &folder, hwcaps->entry.at[i]);
}

void library_folders_add_below(struct library_folders *to, const struct library_folder *above,
			       const char *name)
{
	struct buf place CLEANUP(buf_release) = {0};
	char *path CLEANUP(mem_freep) = mem_printf("%s/%s", above->place, name);
	if (resolve_folder(to, path, &place))
		add_library_folder(to, (struct library_folder){
			.name = arena_printf(to->arena, "%s/%s", above->name, name),
			.place = place.p,
			.kind = above->kind});
}

void library_folders_release(struct library_folders *folders)
{
	vec_release(&folders->list);
	vec_release(&folders->known);
	map_release(&folders->by_place);
}
