/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes /etc/ld.so.cache, byte for byte as the image's own ldconfig would write it when
 * its packages are installed. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "stage/generate/parts.h"
#include "stage/generate/ldcache_parts.h"

static const struct ldconfig_target targets[] = {
	{"amd64", "x86_64-linux-gnu", EM_X86_64, true, false},
	{"arm64", "aarch64-linux-gnu", EM_AARCH64, true, false},
	{"armel", "arm-linux-gnueabi", EM_ARM, false, false},
	{"armhf", "arm-linux-gnueabihf", EM_ARM, false, false},
	{"i386", "i386-linux-gnu", EM_386, false, false},
	{"ppc64el", "powerpc64le-linux-gnu", EM_PPC64, true, false},
	{"riscv64", "riscv64-linux-gnu", EM_RISCV, true, false},
	{"s390x", "s390x-linux-gnu", EM_S390, true, true},
};

/* The package whose ldconfig would run: libc-bin, or else the one that belongs to the
 * image's C library. */
static const struct package *package_of_ldconfig(const struct generate_input *input)
{
	const struct package *libc = NULL, *bin = NULL;
	for (size_t i = 0; i < input->n; i++) {
		const struct package *p = input->package[i].package;
		if (!libc && strcmp(p->name, "libc6") == 0)
			libc = p;
		if (!bin && strcmp(p->name, "libc-bin") == 0)
			bin = p;
	}
	return libc && bin ? bin : libc;
}

static const struct ldconfig_target *find_target(const char *architecture)
{
	for (size_t i = 0; i < ARRAY_LEN(targets); i++)
		if (strcmp(targets[i].architecture, architecture) == 0)
			return &targets[i];
	return NULL;
}

/* "2.36-9+deb12u10" → 236, and "2.36" in *release. */
static unsigned glibc_version(const char *version, char **release)
{
	const char *colon = strchr(version, ':'), *start = colon ? colon + 1 : version;
	char *end;
	unsigned long major = strtoul(start, &end, 10), minor = 0;
	if (*end == '.')
		minor = strtoul(end + 1, &end, 10);
	*release = mem_strndup(start, strcspn(start, "-"));
	return major < 100 && minor < 100 ? (unsigned)(major * 100 + minor) : UINT16_MAX;
}

/* The directories of ld.so.conf, then those that the loader always searches. */
static int find_library_directories(struct library_directories *directories, struct err *err)
{
	static const char *const defaults[] = {"/lib/%s", "/usr/lib/%s", "/lib", "/usr/lib"};
	if (library_directories_configured(directories, err))
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(defaults); i++) {
		struct buf name CLEANUP(buf_release) = {0};
		buf_add(&name, defaults[i], strcspn(defaults[i], "%") );
		if (strchr(defaults[i], '%'))
			buf_puts(&name, directories->ldconfig->target->triplet);
		library_directories_add(directories, buf_str(&name), 0);
	}
	return 0;
}

static int write_cache(const struct package *package, const struct ldconfig *ldconfig,
		       const char *release, struct library_directories *directories,
		       struct ldcache_entries *entries, struct fileset *files, struct err *err)
{
	char *generator CLEANUP(mem_freep) = mem_printf(
		"ldconfig (Debian GLIBC %s) stable release version %s", package->version, release);
	struct buf bytes CLEANUP(buf_release) = {0};
	const struct ldcache_form form = {
		.big = ldconfig->target->big,
		.shared_strings = ldconfig->glibc >= GLIBC_SUBDIRECTORIES,
		.generator = generator,
		.known = directories->known.at,
		.knowns = directories->known.n,
	};
	ldcache_sort(entries);
	if (ldcache_write(entries, &form, &bytes, err))
		return -1;
	return place_file(files, "etc/ld.so.cache", buf_str(&bytes), err);
}

static int make_cache(const struct package *package, const struct ldconfig *ldconfig,
		      const char *release, struct fileset *files, struct err *err)
{
	struct arena arena = {0};
	struct directories index;
	directories_index(files, &index);
	struct library_directories directories = {
		.arena = &arena, .files = files, .directories = &index, .ldconfig = ldconfig};
	struct ldcache_entries entries = {0};
	int status = find_library_directories(&directories, err);
	/* The list grows, because directories of old hwcaps are found on the way. */
	for (size_t i = 0; !status && i < directories.list.n; i++)
		libraries_find(&directories, i, files, &entries);
	if (!status)
		status = write_cache(package, ldconfig, release, &directories, &entries, files, err);
	vec_release(&entries);
	library_directories_release(&directories);
	directories_release(&index);
	arena_release(&arena);
	return status;
}

/* False if no ldconfig would run, or none that is known. */
static bool find_ldconfig(const struct package *package, struct ldconfig *ldconfig, char **release)
{
	if (!package)
		return false;
	ldconfig->target = find_target(package->architecture);
	ldconfig->glibc = glibc_version(package->version, release);
	return ldconfig->target != NULL;
}

int generate_configured(const struct generate_input *input, const struct fileset *files,
			struct arena *arena, struct names *out, struct err *err)
{
	char *release CLEANUP(mem_freep) = NULL;
	struct ldconfig ldconfig;
	struct directories index;
	if (!find_ldconfig(package_of_ldconfig(input), &ldconfig, &release))
		return 0;
	directories_index(files, &index);
	struct library_directories directories = {
		.arena = arena, .files = files, .directories = &index, .ldconfig = &ldconfig};
	int status = library_directories_configured(&directories, err);
	for (size_t i = 0; !status && i < directories.list.n; i++)
		if (!directories.list.at[i].subdirectory)
			vec_push(out, arena_printf(arena, "/%s", directories.list.at[i].place));
	library_directories_release(&directories);
	directories_release(&index);
	return status;
}

int generate_ldcache(const struct generate_input *input, struct fileset *files, struct err *err)
{
	const struct package *package = package_of_ldconfig(input);
	char *release CLEANUP(mem_freep) = NULL;
	struct ldconfig ldconfig;
	if (!package || fileset_get(files, "etc/ld.so.cache"))
		return 0;
	if (!find_ldconfig(package, &ldconfig, &release)) {
		log_note("no /etc/ld.so.cache: what ldconfig writes on %s is not known",
			 package->architecture);
		return 0;
	}
	return make_cache(package, &ldconfig, release, files, err);
}
