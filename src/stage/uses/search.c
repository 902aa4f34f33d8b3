/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where ld.so(8) looks for a library, in its order: DT_RPATH of who asks and of
 * all above, unless who asks has a DT_RUNPATH; that; the cache; the loader's own
 * directories. Files for other machines are passed over. */
#include <ctype.h>

#include "base/path.h"
#include "stage/uses/parts.h"

static const struct hit nothing = {OBJECT_NONE, NULL};

static struct directory *directory_at(struct uses_run *run, const struct machine *machine, const char *path)
{
	void **slot = map_at(&run->directory, str_from(path));
	struct buf real CLEANUP(buf_release) = {0};
	if (*slot)
		return *slot;
	struct directory *f = *slot = arena_alloc(&run->arena, sizeof(*f));
	if (!fileset_resolve(run->files, path, true, &real))
		return f;
	const struct member *m = fileset_get(run->files, real.p);
	if (m && m->type != MEMBER_DIR)
		return f; /* a directory without an entry of its own is made later */
	f->real = arena_strdup(&run->arena, real.p);
	for (size_t i = 0; i < machine->subdirectories.n; i++) {
		char *sub CLEANUP(mem_freep) = mem_printf("%s/%s", f->real, machine->subdirectories.at[i]);
		m = fileset_get(run->files, sub);
		if (m && m->type == MEMBER_DIR)
			vec_push(&f->subdirectories, arena_strdup(&run->arena, sub));
	}
	return f;
}

static int object_at(const struct uses_run *run, const struct machine *machine, const char *path)
{
	const struct member *m = fileset_file(run->files, path);
	const struct object *o = m ? uses_object(run, m) : NULL;
	return o && o->machine == machine ? (int)(o - run->object.at) : OBJECT_NONE;
}

static bool try(const struct uses_run *run, const struct machine *machine, const char *dir,
		const char *name, struct hit *hit)
{
	char *path CLEANUP(mem_freep) = mem_printf("%s/%s", dir, name);
	*hit = (struct hit){object_at(run, machine, path), dir};
	return hit->object != OBJECT_NONE;
}

static struct hit look_in(struct uses_run *run, const struct machine *machine, const char *path,
			  const char *name)
{
	const struct directory *f = directory_at(run, machine, path);
	struct hit hit = nothing;
	for (size_t i = 0; f->real && i < f->subdirectories.n; i++)
		if (try(run, machine, f->subdirectories.at[i], name, &hit))
			return hit;
	if (f->real && try(run, machine, f->real, name, &hit))
		return hit;
	return nothing;
}

/* $NAME or ${NAME} at the front of *rest; false where it is neither. */
static bool take_token(struct str *rest, const char *name)
{
	size_t n = strlen(name);
	bool brace = rest->n > 1 && rest->p[1] == '{';
	size_t skip = brace ? 2 : 1, whole = skip + n + brace;
	if (rest->n < whole || memcmp(rest->p + skip, name, n) != 0 || (brace && rest->p[whole - 1] != '}'))
		return false;
	if (!brace && rest->n > whole &&
	    (isalnum((unsigned char)rest->p[whole]) || rest->p[whole] == '_'))
		return false;
	rest->p += whole;
	rest->n -= whole;
	return true;
}

static void expand(const struct machine *machine, struct str text, const char *origin,
		   struct buf *out)
{
	while (text.n) {
		if (text.p[0] == '$' && take_token(&text, "ORIGIN")) {
			buf_puts(out, "/");
			buf_puts(out, origin);
		} else if (text.p[0] == '$' && take_token(&text, "LIB")) {
			buf_puts(out, machine->lib);
		} else if (text.p[0] == '$' && take_token(&text, "PLATFORM")) {
			buf_puts(out, machine->platform);
		} else {
			buf_add(out, text.p, 1);
			text.p++;
			text.n--;
		}
	}
}

/* Entries that are not absolute depend on where the program is started. */
static struct hit look_along(struct uses_run *run, const struct machine *machine, struct str list,
			     const char *origin, const char *name)
{
	struct str piece;
	struct hit hit = nothing;
	while (hit.object == OBJECT_NONE && run->steps++ < STEPS_MOST &&
	       str_split(&list, ':', &piece)) {
		struct buf path CLEANUP(buf_release) = {0};
		expand(machine, piece, origin, &path);
		if (path.n && path.p[0] == '/')
			hit = look_in(run, machine, path.p, name);
	}
	return hit;
}

static struct hit look_in_cache(struct uses_run *run, const struct machine *machine, const char *name,
				bool no_default)
{
	const struct names *paths = map_get(&run->cache, str_from(name));
	for (size_t i = 0; paths && i < paths->n; i++) {
		char *dir CLEANUP(mem_freep) = path_parent(paths->at[i]);
		bool is_default = false;
		for (size_t k = 0; k < machine->directories.n; k++)
			is_default |= strcmp(machine->directories.at[k], dir) == 0;
		int object = no_default && is_default ? OBJECT_NONE
						      : object_at(run, machine, paths->at[i]);
		if (object != OBJECT_NONE)
			return (struct hit){object, directory_at(run, machine, dir)->real};
	}
	return nothing;
}

struct hit uses_search_default(struct uses_run *run, struct machine *machine, struct soname *name)
{
	const struct names *configured = run->input->configured;
	if (name->searched)
		return name->found;
	name->found = look_in_cache(run, machine, name->text, false);
	for (size_t i = 0; configured && name->found.object == OBJECT_NONE && i < configured->n; i++)
		name->found = look_in(run, machine, configured->at[i], name->text);
	for (size_t i = 0; name->found.object == OBJECT_NONE && i < machine->directories.n; i++)
		name->found = look_in(run, machine, machine->directories.at[i], name->text);
	name->searched = true;
	return name->found;
}

static bool has_rpath(const struct elf *elf)
{
	return elf->rpath.n && !elf->runpath.n;
}

static struct hit search_chain(struct uses_run *run, const struct loaded *by, const char *name)
{
	const struct object *o = &run->object.at[by->object];
	struct hit hit = nothing;
	for (const struct loaded *l = by; !o->elf.runpath.n && l && hit.object == OBJECT_NONE; l = l->by) {
		const struct elf *elf = &run->object.at[l->object].elf;
		if (has_rpath(elf))
			hit = look_along(run, o->machine, elf->rpath, l->dir, name);
	}
	if (hit.object == OBJECT_NONE && o->elf.runpath.n)
		hit = look_along(run, o->machine, o->elf.runpath, by->dir, name);
	return hit;
}

struct hit uses_search(struct uses_run *run, const struct loaded *by, struct soname *name)
{
	const struct object *o = &run->object.at[by->object];
	if (strchr(name->text, '/')) {
		struct buf path CLEANUP(buf_release) = {0};
		expand(o->machine, str_from(name->text), by->dir, &path);
		char *dir CLEANUP(mem_freep) = path_parent(path.p);
		return (struct hit){object_at(run, o->machine, path.p),
				    directory_at(run, o->machine, dir)->real};
	}
	struct hit hit = search_chain(run, by, name->text);
	if (hit.object != OBJECT_NONE)
		return hit;
	return o->elf.no_default ? look_in_cache(run, o->machine, name->text, true)
				 : uses_search_default(run, o->machine, name);
}
