/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads each program, and then each object that none has loaded, breadth first
 * as ld.so does: a name that is loaded is not looked for again. */
#include "base/path.h"
#include "stage/uses/parts.h"

struct closure {
	struct uses_run *run;
	const struct object *root;
	bool program;
	struct loaded *at; /* [objects]: who is loaded, in order */
	size_t n;
};

static bool has_rpath(const struct elf *elf)
{
	return elf->rpath.n && !elf->runpath.n;
}

/* A program that is running has a library of this name. */
static void name_loaded(struct closure *c, struct soname *name, struct hit hit)
{
	name->round = c->run->round;
	name->loaded = hit;
	if (c->program && hit.object != OBJECT_NONE) {
		name->of_program = true;
		name->program_has = hit;
	}
}

static void take(struct closure *c, struct hit hit, const struct loaded *by, struct soname *name)
{
	struct object *o = &c->run->object.at[hit.object];
	if (o->round != c->run->round) {
		c->at[c->n++] =
			(struct loaded){hit.object, hit.dir, by, has_rpath(&o->elf) || (by && by->rpath)};
		o->round = c->run->round;
		o->loaded = true;
		if (o->soname)
			name_loaded(c, o->soname, hit);
	}
	if (name)
		name_loaded(c, name, hit);
}

/* Where nobody's RPATH has a say, an object always finds the same. */
static struct hit search(struct closure *c, const struct loaded *by, size_t need)
{
	struct object *o = &c->run->object.at[by->object];
	bool constant = (o->elf.runpath.n || !by->rpath) && strcmp(by->dir, o->dir) == 0;
	if (constant && o->searched[need])
		return o->found[need];
	struct hit hit = uses_search(c->run, by, o->need[need]);
	if (constant) {
		o->found[need] = hit;
		o->searched[need] = true;
	}
	return hit;
}

/* For each object and library once where it is found, once where not: an RPATH may make it
 * the first in one program and the second in another. An object that is loaded by itself
 * finds what a running program has. */
static void add_library(struct closure *c, struct object *o, size_t need)
{
	const struct soname *name = o->need[need];
	bool alone = !c->program;
	struct hit found =
		name->loaded.object == OBJECT_NONE && alone && name->of_program ? name->program_has : name->loaded;
	bool lacks = found.object == OBJECT_NONE, *added = lacks ? &o->lack_added[need] : &o->use_added[need];
	char *at CLEANUP(mem_freep) = lacks ? NULL : mem_printf("%s/%s", found.dir, path_base(name->text));
	struct use use = {.kind = USE_LIBRARY, .by = o->member, .wants = name->text, .at = at, .sure = true};
	if (*added)
		return;
	*added = true;
	use.to = lacks ? NULL : c->run->object.at[found.object].member;
	use.lack = name->somewhere ? LACK_OFF_PATH : o->machine->there ? LACK_ABSENT : LACK_NO_LOADER;
	use.program = alone ? NULL : c->root->member;
	use.apart = alone && !o->elf.interpreter.n;
	uses_add(c->run, &use);
}

static void load_needed(struct closure *c, const struct loaded *by)
{
	struct object *o = &c->run->object.at[by->object];
	for (size_t i = 0; i < o->elf.needed.n && c->run->steps++ < STEPS_MOST; i++) {
		struct soname *name = o->need[i];
		if (name->round != c->run->round) {
			struct hit hit = search(c, by, i);
			if (hit.object != OBJECT_NONE)
				take(c, hit, by, name);
			else
				name_loaded(c, name, hit);
		}
		add_library(c, o, i);
	}
}

static bool defines(const struct elf *elf, struct str version)
{
	for (size_t i = 0; i < elf->version_defined.n; i++)
		if (str_equal(elf->version_defined.at[i], version))
			return true;
	return false;
}

static void add_version(struct uses_run *run, const struct object *o, const struct elf_version_need *need,
			const struct soname *library, const struct object *provider)
{
	char *wants CLEANUP(mem_freep) = mem_printf("%.*s of %s", STR_ARG(need->version), library->text);
	char *lacks CLEANUP(mem_freep) = mem_printf("/%s", provider->member->path);
	uses_add(run, &(struct use){.kind = USE_VERSION, .by = o->member, .wants = wants, .detail = lacks,
				    .sure = true});
}

/* A library without any versions is taken with a warning (glibc,
 * elf/dl-version.c). */
static void check_versions(struct closure *c, struct object *o)
{
	for (size_t i = 0; i < o->elf.version_needed.n && c->run->steps++ < STEPS_MOST; i++) {
		const struct elf_version_need *need = &o->elf.version_needed.at[i];
		const struct soname *library = o->versions_of[i];
		if (need->weak || library->round != c->run->round || library->loaded.object == OBJECT_NONE ||
		    library->loaded.object == o->verified[i])
			continue;
		const struct object *provider = &c->run->object.at[library->loaded.object];
		o->verified[i] = library->loaded.object;
		if (!provider->elf.version_defined.n || defines(&provider->elf, need->version))
			continue;
		add_version(c->run, o, need, library, provider);
	}
}

/* The loader and the kernel's own object are there from the start. */
static void preload(struct closure *c, struct machine *machine)
{
	static const char *const kernel[] = {"linux-vdso.so.1", "linux-gate.so.1", "linux-vdso64.so.1"};
	const struct member *m = machine->loader ? fileset_file(c->run->files, machine->loader) : NULL;
	const struct object *o = m ? uses_object(c->run, m) : NULL;
	for (size_t i = 0; i < ARRAY_LEN(kernel); i++) {
		struct soname *name = uses_soname(c->run, machine, str_from(kernel[i]));
		name_loaded(c, name, (struct hit){OBJECT_NONE, NULL});
	}
	if (o && o->machine == machine)
		take(c, (struct hit){(int)(o - c->run->object.at), o->dir}, NULL, NULL);
}

static void load(struct uses_run *run, size_t index, bool program, struct loaded *room)
{
	struct object *root = &run->object.at[index];
	struct closure c = {run, root, program, room, 0};
	run->round++;
	take(&c, (struct hit){(int)index, root->dir}, NULL, NULL);
	preload(&c, root->machine);
	for (size_t i = 0; i < c.n; i++)
		load_needed(&c, &c.at[i]);
	for (size_t i = 0; i < c.n; i++)
		check_versions(&c, &run->object.at[c.at[i].object]);
}

/* Whether it is for another machine than programs whose loader is there. */
static bool is_foreign(const struct uses_run *run, const struct object *o)
{
	bool other = false;
	for (size_t i = 0; i < run->machine.n; i++)
		other |= run->machine.at[i] != o->machine && run->machine.at[i]->there;
	return other && !o->machine->there;
}

/* False where the loader is missing, or of a kind whose ways are not known. Libraries that
 * can be run (libc.so.6) are above all loaded by others. */
static bool add_loader(struct uses_run *run, const struct object *o)
{
	const struct elf *elf = &o->elf;
	char *path CLEANUP(mem_freep) = mem_strndup(elf->interpreter.p, elf->interpreter.n);
	const struct member *m = *path == '/' ? fileset_file(run->files, path) : NULL;
	m = m && m->mode & 0111 ? m : NULL;
	uses_add(run, &(struct use){.kind = USE_LOADER, .by = o->member, .wants = path, .to = m,
				    .sure = !o->soname, .apart = !m && is_foreign(run, o)});
	return m && !strstr(path, "/ld-musl") && !strstr(path, "/ld-uClibc");
}

static bool is_program(const struct object *o)
{
	return o->elf.interpreter.n && o->member->mode & 0111;
}

static bool is_library(const struct object *o)
{
	return !o->loaded && o->elf.dynamic && !o->machine->musl && !o->elf.interpreter.n;
}

/* Once each. */
static void load_program(struct uses_run *run, size_t index, struct loaded *room)
{
	struct object *o = &run->object.at[index];
	bool program = is_program(o);
	if (o->counted || o->member->held)
		return;
	o->counted = true;
	run->out->programs += program;
	run->out->libraries += !program && o->elf.dynamic;
	if (program && add_loader(run, o) && run->steps < STEPS_MOST)
		load(run, index, true, room);
}

/* First those that nobody asks for by name: they bring the others. */
static void load_libraries(struct uses_run *run, struct loaded *room)
{
	for (size_t i = 0; i < run->object.n; i++)
		for (size_t k = 0; k < run->object.at[i].elf.needed.n; k++)
			run->object.at[i].need[k]->wanted = true;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < run->object.n; i++) {
			const struct object *o = &run->object.at[i];
			if (run->steps < STEPS_MOST && !o->member->held && is_library(o) &&
			    (pass || !o->soname || !o->soname->wanted))
				load(run, i, false, room);
		}
}

void uses_of_objects(struct uses_run *run)
{
	struct loaded *room CLEANUP(mem_freep) = mem_alloc((run->object.n + 1) * sizeof(*room));
	for (size_t i = 0; i < run->object.n; i++)
		load_program(run, i, room);
	load_libraries(run, room);
	if (run->steps >= STEPS_MOST)
		uses_add_problem(run, run->object.at[0].member, true,
				 "what is from here on depends on more than can be followed");
}
