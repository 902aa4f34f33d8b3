/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/generate/ldcache: what ldconfig of a version and an architecture
 * does, in steps: which folders, which libraries in them, which links. */
#ifndef STAGE_GENERATE_LDCACHE_PARTS_H
#define STAGE_GENERATE_LDCACHE_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/map.h"
#include "fmt/ldcache.h"
#include "model/fileset.h"

/* Who would have written the cache. */
struct ldconfig {
	const struct ldconfig_target {
		const char *architecture; /* as Debian names it */
		const char *triplet;      /* the folder of its libraries */
		uint16_t machine;         /* EM_X86_64 ... */
		bool wide, big;
	} *target;
	unsigned glibc; /* 2.36: 236 */
};

/* From which version of glibc on something is so. */
enum {
	GLIBC_SUBFOLDERS = 233,    /* glibc-hwcaps, shared strings, the extension */
	GLIBC_LOADER_NAMES = 235,  /* ld.so.*, ld64.so.* are names of libraries */
	GLIBC_NO_OS_VERSION = 236,
	GLIBC_NO_OLD_HWCAPS = 237, /* all is libc6; tls, haswell, ... are folders as any */
	GLIBC_TEMPORARY = 239,     /* what rpm and dpkg leave half-made is passed over */
};

/* What is in each folder of an image: a snapshot, which does not change with it. */
struct folders {
	struct arena arena;
	struct map by_path; /* where a folder lies → struct folder * */
};
struct folder {
	VEC(const struct member *) entry; /* by name */
};
void folders_index(const struct fileset *files, struct folders *out);
const struct folder *folders_get(const struct folders *folders, const char *path);
void folders_release(struct folders *folders);

/* A folder that ldconfig looks into. */
struct library_folder {
	const char *name;      /* as ldconfig prints it: "/lib/x86_64-linux-gnu" */
	const char *place;     /* where that lies in the image: "usr/lib/x86_64-linux-gnu" */
	const char *subfolder; /* of glibc-hwcaps, or NULL */
	int32_t kind;          /* LDCACHE_LIBC6 ... where ld.so.conf says so, else 0 */
};

struct library_folders {
	struct arena *arena;
	const struct fileset *files;
	const struct folders *folders;
	const struct ldconfig *ldconfig;
	VEC(struct library_folder) list; /* in the order in which they are looked into */
	struct map by_place;             /* each place once */
	VEC(struct str) known;           /* names of subfolders of glibc-hwcaps, once each */
};

/* A folder and, where there are some, its subfolders of glibc-hwcaps; nothing
 * where it is not there. `kind` as above. */
void library_folders_add(struct library_folders *to, struct str name, int32_t kind);
/* A folder of old hwcaps that was met inside another one. */
void library_folders_add_below(struct library_folders *to, const struct library_folder *above,
			       const char *name);
/* /etc/ld.so.conf with all that it includes. STATUS_UNTRUSTED where it does not
 * end. */
int library_folders_configured(struct library_folders *to, struct err *err);
void library_folders_release(struct library_folders *folders);

/* Adds the libraries of the folder at `index` to the entries; makes links by
 * soname that are missing, takes away those that lead nowhere. */
void libraries_find(struct library_folders *folders, size_t index, struct fileset *files,
		    struct ldcache_entries *out);

/* The kind of a library, or -1 where ldconfig does not take it. */
struct elf;
int32_t library_flags(const struct ldconfig *ldconfig, const struct elf *elf);

/* Folders of libraries for certain processors, before glibc-hwcaps. Whether one of
 * this name is looked into, and the bits that a path of them stands for. */
bool hwcap_is_folder(const struct ldconfig *ldconfig, const char *name);
uint64_t hwcap_of_path(const struct ldconfig *ldconfig, const char *path);

#endif
