/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/generate: the steps of ldconfig for a version and architecture:
 * which directories, which libraries in them, which links. */
#ifndef STAGE_GENERATE_LDCACHE_PARTS_H
#define STAGE_GENERATE_LDCACHE_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/map.h"
#include "fmt/ldcache.h"
#include "model/fileset.h"

/* The ldconfig that would have written the cache. */
struct ldconfig {
	const struct ldconfig_target {
		const char *architecture; /* Debian's name */
		const char *triplet;      /* the directory of its libraries */
		uint16_t machine;         /* EM_X86_64 ... */
		bool wide, big;           /* 64 bits; big-endian */
	} *target;
	unsigned glibc; /* 2.36: 236 */
};

/* The version of glibc in which something changed. */
enum {
	GLIBC_SUBDIRECTORIES = 233,    /* glibc-hwcaps, shared strings, the extension */
	GLIBC_LOADER_NAMES = 235,  /* ld.so.*, ld64.so.* are names of libraries */
	GLIBC_NO_OS_VERSION = 236,
	GLIBC_NO_OLD_HWCAPS = 237, /* all is libc6; tls, haswell, ... are ordinary directories */
	GLIBC_TEMPORARY = 239,     /* temporary files of rpm and dpkg are skipped */
};

/* The content of each directory of an image: a snapshot, which does not change with the image. */
struct directories {
	struct arena arena;
	struct map by_path; /* path of the directory → struct directory *; "" is the root */
};
struct directory {
	VEC(const struct member *) entry; /* sorted by name; also directories that are no members */
};
/* Overwrites `out`, which the caller releases and which the fileset must outlive. */
void directories_index(const struct fileset *files, struct directories *out);
/* The directory at exactly this place, or NULL. */
const struct directory *directories_get(const struct directories *directories, const char *path);
void directories_release(struct directories *directories);

/* A directory that ldconfig searches. */
struct library_directory {
	const char *name;      /* as ldconfig prints it: "/lib/x86_64-linux-gnu" */
	const char *place;     /* its place in the image: "usr/lib/x86_64-linux-gnu" */
	const char *subdirectory; /* subdirectory of glibc-hwcaps, or NULL */
	int32_t kind;          /* LDCACHE_LIBC6 ... if ld.so.conf says so, else 0 */
};

/* The caller sets the first four, which must outlive it; the rest is zero at first. */
struct library_directories {
	struct arena *arena; /* of all text */
	const struct fileset *files;
	const struct directories *directories;
	const struct ldconfig *ldconfig;
	VEC(struct library_directory) list; /* in the order of the search */
	struct map by_place;             /* place → index in `list` + 1; "//NAME": in `known` */
	VEC(struct str) known;           /* names of subdirectories of glibc-hwcaps, each once */
};

/* Adds a directory, named as in ld.so.conf, and its subdirectories of glibc-hwcaps; nothing if it
 * does not exist. One that is in the list already only gets the new `kind`, which is as in struct
 * library_directory. The name is copied without blanks and slashes at its end. */
void library_directories_add(struct library_directories *to, struct str name, int32_t kind);
/* Adds a directory of old hwcaps that was found inside another one, which may be of the list. */
void library_directories_add_below(struct library_directories *to, const struct library_directory *above,
			       const char *name);
/* Adds the directories of /etc/ld.so.conf and of all that it includes. STATUS_UNTRUSTED
 * if includes do not end; the caller then releases the directories all the same. */
int library_directories_configured(struct library_directories *to, struct err *err);
void library_directories_release(struct library_directories *directories);

/* Adds the libraries of the directory at `index` of the list to the entries, whose text is in
 * directories->arena, makes missing links by soname, and removes links NAME.so.N that lead nowhere.
 * `files` is directories->files. The list may grow by directories of old hwcaps, so call it for
 * each index until its end. */
void libraries_find(struct library_directories *directories, size_t index, struct fileset *files,
		    struct ldcache_entries *out);

/* The flags of a library, a sum of LDCACHE_..., or -1 if ldconfig does not accept it. */
struct elf;
int32_t library_flags(const struct ldconfig *ldconfig, const struct elf *elf);

/* Directories of libraries for certain processors before glibc-hwcaps: whether one of
 * this name is searched, and the bits that a path with such names stands for (struct
 * ldcache_entry). False and 0 from GLIBC_NO_OLD_HWCAPS on. */
bool hwcap_is_directory(const struct ldconfig *ldconfig, const char *name);
uint64_t hwcap_of_path(const struct ldconfig *ldconfig, const char *path);

#endif
