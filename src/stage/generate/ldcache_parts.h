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
		bool wide, big;
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
	struct map by_path; /* path of the directory → struct directory * */
};
struct directory {
	VEC(const struct member *) entry; /* sorted by name */
};
void directories_index(const struct fileset *files, struct directories *out);
const struct directory *directories_get(const struct directories *directories, const char *path);
void directories_release(struct directories *directories);

/* A directory that ldconfig searches. */
struct library_directory {
	const char *name;      /* as ldconfig prints it: "/lib/x86_64-linux-gnu" */
	const char *place;     /* its place in the image: "usr/lib/x86_64-linux-gnu" */
	const char *subdirectory; /* subdirectory of glibc-hwcaps, or NULL */
	int32_t kind;          /* LDCACHE_LIBC6 ... if ld.so.conf says so, else 0 */
};

struct library_directories {
	struct arena *arena;
	const struct fileset *files;
	const struct directories *directories;
	const struct ldconfig *ldconfig;
	VEC(struct library_directory) list; /* in the order of the search */
	struct map by_place;             /* each place once */
	VEC(struct str) known;           /* names of subdirectories of glibc-hwcaps, each once */
};

/* Adds a directory and its subdirectories of glibc-hwcaps; nothing if it does not exist.
 * `kind` as in struct library_directory. */
void library_directories_add(struct library_directories *to, struct str name, int32_t kind);
/* Adds a directory of old hwcaps that was found inside another one. */
void library_directories_add_below(struct library_directories *to, const struct library_directory *above,
			       const char *name);
/* Adds the directories of /etc/ld.so.conf and of all that it includes. STATUS_UNTRUSTED
 * if includes do not end. */
int library_directories_configured(struct library_directories *to, struct err *err);
void library_directories_release(struct library_directories *directories);

/* Adds the libraries of the directory at `index` to the entries, makes missing links by
 * soname, and removes links that lead nowhere. */
void libraries_find(struct library_directories *directories, size_t index, struct fileset *files,
		    struct ldcache_entries *out);

/* The flags of a library, or -1 if ldconfig does not accept it. */
struct elf;
int32_t library_flags(const struct ldconfig *ldconfig, const struct elf *elf);

/* Directories of libraries for certain processors before glibc-hwcaps: whether one of
 * this name is searched, and the bits that a path with such names stands for. */
bool hwcap_is_directory(const struct ldconfig *ldconfig, const char *name);
uint64_t hwcap_of_path(const struct ldconfig *ldconfig, const char *path);

#endif
