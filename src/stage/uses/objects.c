/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ELF files of an image, and the machines they are for. */
#include <elf.h>

#include "base/path.h"
#include "stage/uses/parts.h"

/* Debian's multiarch names; what the loaders' packages ship. */
static const struct known {
	uint16_t machine;
	bool wide, big, hard_float;
	const char *loader, *triplet, *platform;
} known[] = {
	{EM_X86_64, true, false, false, "/lib64/ld-linux-x86-64.so.2", "x86_64-linux-gnu", "x86_64"},
	{EM_X86_64, false, false, false, "/libx32/ld-linux-x32.so.2", "x86_64-linux-gnux32", "x86_64"},
	{EM_386, false, false, false, "/lib/ld-linux.so.2", "i386-linux-gnu", "i686"},
	{EM_AARCH64, true, false, false, "/lib/ld-linux-aarch64.so.1", "aarch64-linux-gnu", "aarch64"},
	{EM_ARM, false, false, true, "/lib/ld-linux-armhf.so.3", "arm-linux-gnueabihf", "v7l"},
	{EM_ARM, false, false, false, "/lib/ld-linux.so.3", "arm-linux-gnueabi", "v5l"},
	{EM_PPC64, true, false, false, "/lib64/ld64.so.2", "powerpc64le-linux-gnu", "power8"},
	{EM_S390, true, true, false, "/lib/ld64.so.1", "s390x-linux-gnu", "z196"},
	{EM_RISCV, true, false, false, "/lib/ld-linux-riscv64-lp64d.so.1", "riscv64-linux-gnu", ""},
	{EM_MIPS, true, false, false, "/lib64/ld.so.1", "mips64el-linux-gnuabi64", ""},
	{258, true, false, false, "/lib64/ld-linux-loongarch-lp64d.so.1", "loongarch64-linux-gnu", ""},
};

enum { HARD_FLOAT = 0x400 /* EF_ARM_ABI_FLOAT_HARD */ };

void uses_collect(struct uses_run *run, const struct member *file)
{
	struct object o = {.member = file};
	struct err err = {0};
	if (!member_may_run(file->path, file->mode) || !elf_is(file->body))
		return;
	if (elf_read(file->body, &run->arena, &o.elf, &err))
		uses_add_problem(run, file, true, err.text);
	else if (o.elf.type == ET_DYN || o.elf.type == ET_EXEC)
		vec_push(&run->object, o);
	err_release(&err);
}

static bool is_for(const struct machine *m, const struct elf *elf)
{
	return m->machine == elf->machine && m->wide == elf->wide && m->big == elf->big &&
	       (elf->machine != EM_ARM || m->hard_float == !!(elf->flags & HARD_FLOAT));
}

static struct machine *machine_of(struct uses_run *run, const struct elf *elf)
{
	for (size_t i = 0; i < run->machine.n; i++)
		if (is_for(run->machine.at[i], elf))
			return run->machine.at[i];
	struct machine *m = arena_alloc(&run->arena, sizeof(*m));
	*m = (struct machine){.machine = elf->machine, .wide = elf->wide, .big = elf->big,
			      .hard_float = elf->machine == EM_ARM && elf->flags & HARD_FLOAT,
			      .lib = "lib", .platform = ""};
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		struct machine probe = {.machine = known[i].machine, .wide = known[i].wide,
					.big = known[i].big, .hard_float = known[i].hard_float};
		if (!is_for(&probe, elf))
			continue;
		m->loader = known[i].loader;
		m->platform = known[i].platform;
		m->lib = arena_printf(&run->arena, "lib/%s", known[i].triplet);
	}
	vec_push(&run->machine, m);
	return m;
}

const struct object *uses_object(const struct uses_run *run, const struct member *file)
{
	size_t index = (size_t)map_get(&run->by_path, str_from(file->path));
	return index ? &run->object.at[index - 1] : NULL;
}

struct soname *uses_soname(struct uses_run *run, struct machine *machine, struct str text)
{
	void **slot = map_at(&machine->sonames, text);
	if (!*slot) {
		struct soname *name = arena_alloc(&run->arena, sizeof(*name));
		name->text = arena_strndup(&run->arena, text.p, text.n);
		*slot = name;
	}
	return *slot;
}

static void add_directory(struct uses_run *run, struct machine *m, const char *text, size_t n)
{
	if (n && text[n - 1] == '/')
		n--;
	vec_push(&m->directories, arena_strndup(&run->arena, text, n));
}

/* The default directories are compiled into the loader, one after the other, each
 * with a slash at its end (glibc, elf/dl-load.c: system_dirs). `at` is within
 * the bytes, on the "/" of one of them. */
static bool read_directories(struct uses_run *run, struct machine *m, struct str bytes, const char *at)
{
	const char *start = at, *end = bytes.p + bytes.n;
	size_t n = 0;
	/* Back to the first. */
	while (start - 2 > bytes.p && start[-1] == 0 && start[-2] == '/') {
		const char *before = start - 2;
		while (before > bytes.p && before[-1] != 0)
			before--;
		if (*before != '/')
			break;
		start = before;
	}
	for (const char *p = start; p < end && *p == '/' && n < DIRECTORIES_MOST; n++) {
		const char *stop = memchr(p, 0, (size_t)(end - p));
		if (!stop || stop[-1] != '/')
			break;
		add_directory(run, m, p, (size_t)(stop - p));
		p = stop + 1;
	}
	return n > 1;
}

static void find_directories(struct uses_run *run, struct machine *m, const struct member *loader)
{
	static const char mark[] = "/usr/lib";
	struct str rest = loader ? loader->body : (struct str){0};
	const char *at;
	while (rest.n && (at = memmem(rest.p, rest.n, mark, strlen(mark)))) {
		if (at > loader->body.p && at[-1] == 0 && read_directories(run, m, loader->body, at))
			return;
		m->directories.n = 0;
		rest.n -= (size_t)(at + 1 - rest.p);
		rest.p = at + 1;
	}
	const char *defaults[] = {m->lib, "usr/", "lib", "usr/lib"};
	for (size_t i = 0; i < ARRAY_LEN(defaults); i++) {
		const char *directory = arena_printf(&run->arena, "/%s%s", defaults[i], i == 1 ? m->lib : "");
		vec_push(&m->directories, directory);
	}
}

/* Since glibc 2.37 there are no subdirectories but those of glibc-hwcaps, of which
 * the least of a machine's processors reads none. */
static void find_subdirectories(struct uses_run *run, struct machine *m)
{
	struct hit libc = uses_search_default(run, m, uses_soname(run, m, STR("libc.so.6")));
	unsigned long long newest = 0, version;
	if (libc.object == OBJECT_NONE)
		return;
	const struct elf *elf = &run->object.at[libc.object].elf;
	for (size_t i = 0; i < elf->version_defined.n; i++) {
		struct str text = elf->version_defined.at[i];
		if (!str_starts(text, "GLIBC_2."))
			continue;
		text.p += strlen("GLIBC_2.");
		text.n -= strlen("GLIBC_2.");
		struct str rest = text, minor;
		if (str_split(&rest, '.', &minor) && str_number(minor, 10, 9999, &version) && version > newest)
			newest = version;
	}
	if (newest >= 37)
		return;
	if (*m->platform)
		vec_push(&m->subdirectories, arena_printf(&run->arena, "tls/%s", m->platform));
	vec_push(&m->subdirectories, "tls");
	if (*m->platform)
		vec_push(&m->subdirectories, m->platform);
	/* Directories that were looked at without them, and what was found there. */
	for (size_t i = 0; i < run->directory.n; i++)
		vec_release(&((struct directory *)run->directory.entry[i].value)->subdirectories);
	map_release(&run->directory);
	for (size_t i = 0; i < m->sonames.n; i++)
		((struct soname *)m->sonames.entry[i].value)->searched = false;
}

static bool is_musl(struct str interpreter)
{
	return interpreter.n && memmem(interpreter.p, interpreter.n, "/ld-musl", strlen("/ld-musl"));
}

static void set_up_machine(struct uses_run *run, struct machine *m)
{
	const struct member *loader = m->loader ? fileset_file(run->files, m->loader) : NULL;
	for (size_t i = 0; i < run->object.n; i++) {
		const struct object *o = &run->object.at[i];
		if (o->machine != m || !o->elf.interpreter.n)
			continue;
		char *path CLEANUP(mem_freep) =
			mem_strndup(o->elf.interpreter.p, o->elf.interpreter.n);
		const struct member *own = fileset_file(run->files, path);
		m->musl |= is_musl(o->elf.interpreter);
		if (!loader && own && !is_musl(o->elf.interpreter)) {
			loader = own;
			m->loader = arena_strdup(&run->arena, path);
		}
	}
	m->there = loader != NULL;
	m->musl = m->musl && !loader;
	find_directories(run, m, loader);
	/* On Debian $LIB is the first of them; where it is not, that is so, too. */
	if (loader && m->directories.at[0][0] == '/')
		m->lib = m->directories.at[0] + 1;
	find_subdirectories(run, m);
}

static int by_path(const void *a, const void *b)
{
	const struct object *x = a, *y = b;
	return strcmp(x->member->path, y->member->path);
}

static void name_object(struct uses_run *run, struct object *o)
{
	size_t needed = o->elf.needed.n, versions = o->elf.version_needed.n;
	char *dir CLEANUP(mem_freep) = path_parent(o->member->path);
	o->dir = arena_strdup(&run->arena, dir);
	o->need = arena_alloc(&run->arena, (needed + 1) * sizeof(struct soname *));
	o->found = arena_alloc(&run->arena, (needed + 1) * sizeof(*o->found));
	o->searched = arena_alloc(&run->arena, needed + 1);
	o->use_added = arena_alloc(&run->arena, needed + 1);
	o->lack_added = arena_alloc(&run->arena, needed + 1);
	o->versions_of = arena_alloc(&run->arena, (versions + 1) * sizeof(struct soname *));
	o->verified = arena_alloc(&run->arena, (versions + 1) * sizeof(int));
	for (size_t i = 0; i < needed; i++)
		o->need[i] = uses_soname(run, o->machine, o->elf.needed.at[i]);
	for (size_t i = 0; i < versions; i++) {
		o->versions_of[i] = uses_soname(run, o->machine, o->elf.version_needed.at[i].library);
		o->verified[i] = OBJECT_NONE;
	}
	uses_soname(run, o->machine, str_from(path_base(o->member->path)))->somewhere = true;
	if (o->elf.soname.n) {
		o->soname = uses_soname(run, o->machine, o->elf.soname);
		o->soname->somewhere = true;
	}
}

void uses_collected(struct uses_run *run)
{
	if (run->object.n)
		qsort(run->object.at, run->object.n, sizeof(run->object.at[0]), by_path);
	for (size_t i = 0; i < run->object.n; i++) {
		struct object *o = &run->object.at[i];
		*map_at(&run->by_path, str_from(o->member->path)) = (void *)(i + 1);
		o->machine = machine_of(run, &o->elf);
		name_object(run, o);
	}
	for (size_t i = 0; i < run->machine.n; i++)
		set_up_machine(run, run->machine.at[i]);
}
