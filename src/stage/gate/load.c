/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads each program, and then each object that none has loaded, breadth first
 * as ld.so does: a name that is loaded is not looked for again. */
#include "base/path.h"
#include "stage/gate/parts.h"

struct closure {
	struct gate_run *run;
	const struct object *root;
	bool program;
	struct loaded *at; /* [objects]: who is loaded, in order */
	size_t n;
};

static bool has_rpath(const struct elf *elf)
{
	return elf->rpath.n && !elf->runpath.n;
}

static void take(struct closure *c, int index, const char *dir, const struct loaded *by,
		 struct soname *name)
{
	struct object *o = &c->run->object.at[index];
	if (o->round != c->run->round) {
		c->at[c->n++] = (struct loaded){index, dir, by, has_rpath(&o->elf) || (by && by->rpath)};
		o->round = c->run->round;
		o->loaded = true;
		if (o->soname) {
			o->soname->round = c->run->round;
			o->soname->loaded = index;
			o->soname->of_program |= c->program;
		}
	}
	if (name) {
		name->round = c->run->round;
		name->loaded = index;
		name->of_program |= c->program;
	}
}

/* Where nobody's RPATH has a say, an object always finds the same. */
static struct hit search(struct closure *c, const struct loaded *by, size_t need)
{
	struct object *o = &c->run->object.at[by->object];
	bool constant = (o->elf.runpath.n || !by->rpath) && strcmp(by->dir, o->dir) == 0;
	if (constant && o->searched[need])
		return o->found[need];
	struct hit hit = gate_search(c->run, by, o->need[need]);
	if (constant) {
		o->found[need] = hit;
		o->searched[need] = true;
	}
	return hit;
}

static void report_missing(struct closure *c, struct object *o, size_t need)
{
	const struct soname *name = o->need[need];
	bool foreign = !o->machine->there, alone = !c->program;
	if (o->reported[need] || (alone && name->of_program))
		return;
	o->reported[need] = true;
	if (alone && name->somewhere)
		gate_add(c->run, FINDING_NOTE, "library", o->member, name->text,
			 "needs %s, which is off the search path: who loads it must have loaded that before",
			 name->text);
	else if (alone && foreign)
		gate_add(c->run, FINDING_NOTE, "library", o->member, name->text,
			 "needs %s, which is not there, nor a loader for its machine", name->text);
	else if (c->root == o || alone)
		gate_add(c->run, FINDING_ERROR, "library", o->member, name->text,
			 "needs %s, which %s", name->text,
			 name->somewhere ? "is off the search path" : "is not there");
	else
		gate_add(c->run, FINDING_ERROR, "library", o->member, name->text,
			 "needs %s, which %s when /%s is started", name->text,
			 name->somewhere ? "is off the search path" : "is not there",
			 c->root->member->path);
	c->run->out->finding.at[c->run->out->finding.n - 1].apart = alone && !o->elf.interpreter.n;
}

static void load_needed(struct closure *c, const struct loaded *by)
{
	struct object *o = &c->run->object.at[by->object];
	for (size_t i = 0; i < o->elf.needed.n && c->run->steps++ < STEPS_MOST; i++) {
		struct soname *name = o->need[i];
		if (name->round != c->run->round) {
			struct hit hit = search(c, by, i);
			if (hit.object != OBJECT_NONE) {
				take(c, hit.object, hit.dir, by, name);
			} else {
				name->round = c->run->round;
				name->loaded = OBJECT_NONE;
			}
		}
		if (name->loaded == OBJECT_NONE)
			report_missing(c, o, i);
	}
}

static bool defines(const struct elf *elf, struct str version)
{
	for (size_t i = 0; i < elf->version_defined.n; i++)
		if (str_equal(elf->version_defined.at[i], version))
			return true;
	return false;
}

/* A library without any versions is taken with a warning (glibc,
 * elf/dl-version.c). */
static void check_versions(struct closure *c, struct object *o)
{
	for (size_t i = 0; i < o->elf.version_needed.n && c->run->steps++ < STEPS_MOST; i++) {
		const struct elf_version_need *need = &o->elf.version_needed.at[i];
		const struct soname *library = o->versions_of[i];
		if (need->weak || library->round != c->run->round || library->loaded == OBJECT_NONE ||
		    library->loaded == o->verified[i])
			continue;
		const struct object *provider = &c->run->object.at[library->loaded];
		o->verified[i] = library->loaded;
		if (!provider->elf.version_defined.n || defines(&provider->elf, need->version))
			continue;
		char *missing CLEANUP(mem_freep) =
			mem_printf("%.*s of %s", STR_ARG(need->version), library->text);
		gate_add(c->run, FINDING_ERROR, "version", o->member, missing,
			 "needs version %.*s, which /%s does not define", STR_ARG(need->version),
			 provider->member->path);
	}
}

/* The loader and the kernel's own object are there from the start. */
static void preload(struct closure *c, struct machine *machine)
{
	static const char *const kernel[] = {"linux-vdso.so.1", "linux-gate.so.1", "linux-vdso64.so.1"};
	const struct member *m = machine->loader ? gate_file(c->run->files, machine->loader) : NULL;
	size_t index = m ? (size_t)map_get(&c->run->by_path, str_from(m->path)) : 0;
	for (size_t i = 0; i < ARRAY_LEN(kernel); i++) {
		struct soname *name = gate_soname(c->run, machine, str_from(kernel[i]));
		name->round = c->run->round;
		name->loaded = OBJECT_NONE;
	}
	if (index && c->run->object.at[index - 1].machine == machine)
		take(c, (int)index - 1, c->run->object.at[index - 1].dir, NULL, NULL);
}

static void load(struct gate_run *run, size_t index, bool program, struct loaded *room)
{
	struct object *root = &run->object.at[index];
	struct closure c = {run, root, program, room, 0};
	run->round++;
	take(&c, (int)index, root->dir, NULL, NULL);
	preload(&c, root->machine);
	for (size_t i = 0; i < c.n; i++)
		load_needed(&c, &c.at[i]);
	for (size_t i = 0; i < c.n; i++)
		check_versions(&c, &run->object.at[c.at[i].object]);
}

/* Whether it is for another machine than programs whose loader is there. */
static bool is_foreign(const struct gate_run *run, const struct object *o)
{
	bool other = false;
	for (size_t i = 0; i < run->machine.n; i++)
		other |= run->machine.at[i] != o->machine && run->machine.at[i]->there;
	return other && !o->machine->there;
}

/* False where the loader is missing, or of a kind whose ways are not known. */
static bool check_interpreter(struct gate_run *run, const struct object *o)
{
	const struct elf *elf = &o->elf;
	char *path CLEANUP(mem_freep) = mem_strndup(elf->interpreter.p, elf->interpreter.n);
	const struct member *m = *path == '/' ? gate_file(run->files, path) : NULL;
	if (m && m->mode & 0111)
		return !strstr(path, "/ld-musl") && !strstr(path, "/ld-uClibc");
	/* Libraries that can be run (libc.so.6) are loaded by others, most of all. */
	if (!o->soname) {
		gate_add(run, FINDING_ERROR, "program-interpreter", o->member, path,
			 "its loader %s is not there, or cannot be run", path);
		run->out->finding.at[run->out->finding.n - 1].apart = is_foreign(run, o);
	}
	return false;
}

static bool is_program(const struct object *o)
{
	return o->elf.interpreter.n && o->member->mode & 0111;
}

static bool is_library(const struct object *o)
{
	return !o->loaded && o->elf.dynamic && !o->machine->musl && !o->elf.interpreter.n;
}

void gate_check_objects(struct gate_run *run)
{
	struct loaded *room CLEANUP(mem_freep) = mem_alloc((run->object.n + 1) * sizeof(*room));
	for (size_t i = 0; i < run->object.n; i++) {
		struct object *o = &run->object.at[i];
		bool program = is_program(o);
		run->out->programs += program;
		run->out->libraries += !program && o->elf.dynamic;
		if (program && check_interpreter(run, o) && run->steps < STEPS_MOST)
			load(run, i, true, room);
	}
	/* First those that nobody asks for by name: they bring the others. */
	for (size_t i = 0; i < run->object.n; i++)
		for (size_t k = 0; k < run->object.at[i].elf.needed.n; k++)
			run->object.at[i].need[k]->wanted = true;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < run->object.n; i++) {
			const struct object *o = &run->object.at[i];
			if (run->steps < STEPS_MOST && is_library(o) && (pass || !o->soname || !o->soname->wanted))
				load(run, i, false, room);
		}
	if (run->steps >= STEPS_MOST)
		gate_add(run, FINDING_ERROR, "elf", run->object.at[0].member, NULL,
			 "what is from here on depends on more than can be followed");
}
