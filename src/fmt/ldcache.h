/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes /etc/ld.so.cache, where the dynamic loader finds the paths of
 * libraries.
 *
 * Caches are written as ldconfig(8) of glibc 2.31 (Debian's build) and later does by
 * default: only in the "new" format, in the byte order of the target. To write: collect
 * entries, ldcache_sort(), ldcache_write(). Both formats are read; a new one may be
 * embedded in the strings of an old one. sysdeps/generic/dl-cache.h of glibc describes
 * them. */
#ifndef FMT_LDCACHE_H
#define FMT_LDCACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

/* The `flags` of an entry: a kind of library (low byte) and the ABI that it is made for. */
enum {
	LDCACHE_ELF = 1, /* for no known C library */
	LDCACHE_LIBC5 = 2,
	LDCACHE_LIBC6 = 3,
	LDCACHE_X86_64 = 0x300,
	LDCACHE_S390_64 = 0x400,
	LDCACHE_POWERPC_64 = 0x500,
	LDCACHE_X32 = 0x800,
	LDCACHE_ARM_HARD = 0x900,
	LDCACHE_AARCH64 = 0xa00,
	LDCACHE_ARM_SOFT = 0xb00,
	LDCACHE_RISCV_SOFT = 0xf00,
	LDCACHE_RISCV_DOUBLE = 0x1000,
};

/* One library. Text contains no NUL, and is a view of the file or of what the caller set; that of
 * a record is in the arena. */
struct ldcache_entry {
	struct str library, path;  /* libc.so.6, /lib/x86_64-linux-gnu/libc.so.6 */
	struct str subdirectory;      /* subdirectory of glibc-hwcaps: "x86-64-v3"; p is NULL if in
	                            * none */
	int32_t flags;
	uint32_t os_version;       /* os << 24 | major << 16 | minor << 8 | patch; 0 from glibc 2.36
	                            * on */
	uint32_t isa_level;        /* only with a subdirectory */
	uint64_t hwcap;            /* bits for the directories that glibc-hwcaps replaced */
	size_t order;              /* sorts entries that are otherwise equal; the index of an entry
	                            * that ldcache_entry_at() read, 0 in a record */
};

struct ldcache_entries {
	struct ldcache_entry *at;
	size_t n, cap; /* for vec_push() and vec_release() */
};

/* What differs between versions of ldconfig. */
struct ldcache_form {
	bool big;                /* most significant byte first */
	bool shared_strings;     /* from 2.33 on: each string is stored once, suffixes are
	                          * shared, and an extension follows */
	const char *generator;   /* with shared_strings: the generator named in the extension; else
	                          * not read */
	const struct str *known; /* names of all subdirectories of glibc-hwcaps, each once; must
	                          * include those of all entries */
	size_t knowns;
};

/* Compares names as the loader does, i.e. digits as numbers. Returns < 0, 0 or > 0. */
int ldcache_compare_names(struct str a, struct str b);
/* Sorts entries into the order that the loader's binary search expects. */
void ldcache_sort(struct ldcache_entries *entries);
/* Appends the cache of sorted entries to *out. STATUS_FATAL if it is too large for the
 * format; then *out is unchanged. */
int ldcache_write(const struct ldcache_entries *entries, const struct ldcache_form *form,
		  struct buf *out, struct err *err);

/* What ldcache_reader answers: all entries in the order of the file, up to one that is broken. */
struct ldcache_record {
	struct ldcache_entries entry;
};
extern const struct reader ldcache_reader; /* it takes no question */

/* A cache that was read; a view of the file, which must outlive it. */
struct ldcache {
	struct str file;
	bool big;
	bool is_old;           /* the file has only the old format */
	uint32_t count;        /* number of entries, all inside the file */
	uint64_t entries, base; /* offsets of the entries, and of the base of their strings */
	uint64_t subdirectories, subdirectories_n; /* offset of the list of names of subdirectories,
	                                            * of 4 bytes each; their number */
	struct str generator;  /* empty if not stated */
};

/* Reads the header. STATUS_UNTRUSTED if the file is not a cache or is broken. The byte
 * order is the one that the file states, or else the one in which its numbers fit. */
int ldcache_read(struct str file, struct ldcache *out, struct err *err);
/* Reads entry `index` (less than count) in the order of the file; text is a view of the
 * file. `subdirectory` is only set in files of glibc 2.33 and later. STATUS_UNTRUSTED if it
 * is broken; then `out` is filled in part. */
int ldcache_entry_at(const struct ldcache *cache, uint32_t index, struct ldcache_entry *out,
		     struct err *err);

#endif
