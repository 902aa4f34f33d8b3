/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The libraries of a directory. Among files with one soname, a file takes precedence
 * over a link and a higher version over a lower one. The cache names the soname, and a
 * link to the file is made if needed; in subdirectories of glibc-hwcaps it names the
 * file itself. */
#include <elf.h>
#include <string.h>

#include "base/path.h"
#include "fmt/elf.h"
#include "stage/generate/parts.h"
#include "stage/generate/ldcache_parts.h"

struct library {
	const char *name;
	struct str soname;
	bool is_link; /* a link that is a library name in its own right */
	int32_t flags;
	uint32_t os_version, isa_level;
};

struct search {
	struct library_directories *directories;
	struct library_directory directory;
	struct fileset *files;
	VEC(struct library) found; /* each soname once */
	struct map by_soname;      /* index in `found` + 1 */
};

static bool is_library_name(const struct ldconfig *ldconfig, struct str name)
{
	bool lib = str_starts(name, "lib") || str_starts(name, "ld-");
	if (lib && strstr(name.p, ".so"))
		return true;
	return ldconfig->glibc >= GLIBC_LOADER_NAMES &&
	       (str_starts(name, "ld.so.") || str_starts(name, "ld64.so."));
}

/* Temporary files of prelink, rpm and dpkg. */
static bool is_half_written(const struct ldconfig *ldconfig, struct str name)
{
	static const char prelink[] = ".#prelink#";
	struct str head = name;
	if (str_ends(name, prelink))
		return true;
	if (head.n > 7) {
		head.n -= 7;
		if (str_ends(head, ".#prelink#") && name.p[head.n] == '.')
			return true;
	}
	return ldconfig->glibc >= GLIBC_TEMPORARY &&
	       (strchr(name.p, ';') || str_ends(name, ".dpkg-new") || str_ends(name, ".dpkg-tmp"));
}

/* Whether a link is a library name in its own right: it is named like the soname, or it
 * is the libNAME.so that a linker uses. Other links are treated like files. */
static bool stands_for_itself(struct str name, struct str soname)
{
	if (str_equal(name, soname))
		return true;
	return str_ends(name, ".so") && name.n <= soname.n && memcmp(name.p, soname.p, name.n) == 0;
}

static void keep_better(struct search *s, const struct library *library)
{
	void **slot = map_at(&s->by_soname, library->soname);
	if (!*slot) {
		vec_push(&s->found, *library);
		*slot = (void *)s->found.n;
		return;
	}
	struct library *old = &s->found.at[(size_t)*slot - 1];
	if (library->is_link != old->is_link ? old->is_link
		: ldcache_compare_names(str_from(old->name), str_from(library->name)) < 0)
		*old = *library;
}

static void read_library(struct search *s, const char *name, bool is_link, struct str body)
{
	const struct ldconfig *ldconfig = s->directories->ldconfig;
	struct arena arena CLEANUP(arena_release) = {0};
	struct elf elf;
	struct err err = {0};
	struct library library = {.name = name, .is_link = is_link};
	/* A broken file is not reported here: the gate does that, and the loader would
	 * not accept it. */
	if (elf_is(body) && elf_read(body, &arena, &elf, &err) == 0 &&
	    (library.flags = library_flags(ldconfig, &elf)) >= 0) {
		library.soname = str_from(elf.soname.n ? arena_strndup(&s->files->arena, elf.soname.p, elf.soname.n) : name);
		if (is_link && stands_for_itself(str_from(name), library.soname))
			library.soname = str_from(name);
		else
			library.is_link = false;
		if (library.flags == LDCACHE_ELF && s->directory.kind)
			library.flags = s->directory.kind;
		if (ldconfig->glibc < GLIBC_NO_OS_VERSION)
			library.os_version = elf.os << 24 | elf.os_version;
		bool x86 = ldconfig->target->machine == EM_X86_64 || ldconfig->target->machine == EM_386;
		if (x86 && elf.isa_needed)
			library.isa_level = 31 - (uint32_t)__builtin_clz(elf.isa_needed);
		keep_better(s, &library);
	}
	err_release(&err);
}

static const struct member *regular_file_at(const struct fileset *files, const char *path)
{
	return fileset_file_of(files, fileset_get(files, path));
}

static void look_at_library(struct search *s, const struct member *m)
{
	const struct ldconfig *ldconfig = s->directories->ldconfig;
	const char *name = path_base(m->path);
	bool is_link = m->type == MEMBER_SYMLINK, is_file = !is_link && m->type != MEMBER_DIR;
	bool old = !s->directory.subdirectory && hwcap_is_directory(ldconfig, name);
	struct buf place CLEANUP(buf_release) = {0};
	if ((!is_library_name(ldconfig, str_from(name)) && (is_file || (!s->directory.subdirectory && !old))) ||
	    is_half_written(ldconfig, str_from(name)))
		return;
	bool found = fileset_resolve(s->files, m->path, true, &place);
	bool is_directory = found && directories_get(s->directories->directories, place.p);
	if (is_directory) {
		if (old)
			library_directories_add_below(s->directories, &s->directory, name);
		return;
	}
	if (!found || !fileset_get(s->files, place.p)) {
		if (strstr(name, ".so."))
			fileset_remove(s->files, m->path);
		return;
	}
	const struct member *file = regular_file_at(s->files, place.p);
	if (file)
		read_library(s, name, is_link, file->body);
}

/* Names by which programs find their loader; Debian's ldconfig does not touch them. */
static bool is_loader(struct str soname)
{
	static const char *const names[] = {
		"ld-linux-aarch64.so.1", "ld-linux-aarch64_be.so.1", "ld-linux-armhf.so.3",
		"ld-linux-x32.so.2", "ld-linux-x86-64.so.2", "ld-linux.so.2", "ld-linux.so.3",
		"ld.so.1", "ld64.so.1", "ld64.so.2"};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(soname, names[i]))
			return true;
	return false;
}

static bool is_plain_name(struct str s)
{
	return s.n && s.n <= PATH_PART_LONGEST && !memchr(s.p, '/', s.n) && !memchr(s.p, '\n', s.n) &&
	       !str_is(s, ".") && !str_is(s, "..");
}

/* Makes a link SONAME to the file, unless something other than a link exists there. */
static void link_soname(struct search *s, const struct library *library)
{
	struct buf at CLEANUP(buf_release) = {0}, file CLEANUP(buf_release) = {0};
	if (!is_plain_name(library->soname))
		return;
	const char *place = s->directory.place, *gap = *place ? "/" : "";
	char *path CLEANUP(mem_freep) = mem_printf("%s%s%.*s", place, gap, STR_ARG(library->soname));
	char *target CLEANUP(mem_freep) = mem_printf("%s%s%s", place, gap, library->name);
	const struct member *there = fileset_get(s->files, path);
	if (there && there->type != MEMBER_SYMLINK)
		return;
	bool leads = there && fileset_resolve(s->files, path, true, &at) && fileset_get(s->files, at.p);
	if (leads && (is_loader(library->soname) ||
		      (fileset_resolve(s->files, target, true, &file) &&
		       regular_file_at(s->files, at.p) == regular_file_at(s->files, file.p))))
		return;
	if (strlen(path) > PATH_LONGEST || (!there && directories_get(s->directories->directories, path)))
		return;
	place_member(s->files, &(struct member){.path = path, .type = MEMBER_SYMLINK, .mode = 0777,
						.target = library->name, .owner = OWNER_GENERATED});
}

static void add_library_entry(struct search *s, const struct library *library,
			      struct ldcache_entries *out)
{
	struct arena *arena = s->directories->arena;
	const char *subdirectory = s->directory.subdirectory;
	struct str name = subdirectory ? str_from(library->name) : library->soname;
	struct ldcache_entry entry = {
		.library = {arena_strndup(arena, library->soname.p, library->soname.n), library->soname.n},
		.path = str_from(arena_printf(arena, "%s/%.*s", s->directory.name, STR_ARG(name))),
		.flags = library->flags,
		.os_version = library->os_version,
		.isa_level = subdirectory ? library->isa_level : 0,
		.hwcap = subdirectory ? 0 : hwcap_of_path(s->directories->ldconfig, s->directory.name),
		.order = out->n};
	if (subdirectory)
		entry.subdirectory = str_from(subdirectory);
	vec_push(out, entry);
}

void libraries_find(struct library_directories *directories, size_t index, struct fileset *files,
		    struct ldcache_entries *out)
{
	struct search s = {directories, directories->list.at[index], files, {0}, {0}};
	const struct directory *directory = directories_get(directories->directories, s.directory.place);
	for (size_t i = 0; i < directory->entry.n; i++)
		look_at_library(&s, directory->entry.at[i]);
	for (size_t i = 0; i < s.found.n; i++) {
		if (!s.directory.subdirectory && !s.found.at[i].is_link)
			link_soname(&s, &s.found.at[i]);
		add_library_entry(&s, &s.found.at[i], out);
	}
	vec_release(&s.found);
	map_release(&s.by_soname);
}
