/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /etc/ld.so.cache, which tells the dynamic loader where libraries are. Written
 * as ldconfig(8) of glibc 2.31 (as Debian built it) and later does by default: the
 * "new" format alone, in the byte order of the target. Read in both formats: the
 * new one may stand in the strings of the old one. The format is described by
 * sysdeps/generic/dl-cache.h of glibc. */
#ifndef FMT_LDCACHE_H
#define FMT_LDCACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

/* What `flags` of an entry says: the kind of library, and what it is made for. */
enum {
	LDCACHE_ELF = 1, /* of no known C library */
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

/* No text holds a NUL. */
struct ldcache_entry {
	struct str library, path;  /* libc.so.6, /lib/x86_64-linux-gnu/libc.so.6 */
	struct str subfolder;      /* of glibc-hwcaps: "x86-64-v3"; p is NULL where in none */
	int32_t flags;
	uint32_t os_version;       /* os << 24 | major << 16 | minor << 8 | patch; 0 from glibc 2.36 on */
	uint32_t isa_level;        /* only with a subfolder */
	uint64_t hwcap;            /* bits of the folders that came before glibc-hwcaps */
	size_t order;              /* decides between entries that are otherwise equal */
};

struct ldcache_entries {
	struct ldcache_entry *at;
	size_t n, cap;
};

/* How a version of ldconfig writes it. */
struct ldcache_form {
	bool big;                /* most significant byte first */
	bool shared_strings;     /* from 2.33 on: each string once, ends shared; an extension at the end */
	const char *generator;   /* with shared_strings: what the extension names as its maker */
	const struct str *known; /* names of all subfolders of glibc-hwcaps, once each, used or not */
	size_t knowns;
};

/* How the loader compares names: parts that are numbers, as numbers. */
int ldcache_compare_names(struct str a, struct str b);
/* Brings entries into the order in which the loader seeks them. */
void ldcache_sort(struct ldcache_entries *entries);
/* Adds the cache of sorted entries to *out. STATUS_FATAL where it would be too
 * large for the format. */
int ldcache_write(const struct ldcache_entries *entries, const struct ldcache_form *form,
		  struct buf *out, struct err *err);

/* A cache that was read: a view of the file. */
struct ldcache {
	struct str file;
	bool big;
	bool is_old;           /* only the old format is there */
	uint32_t count;        /* of entries, all of them inside the file */
	uint64_t entries, base; /* where they begin; where their strings are counted from */
	uint64_t subfolders, subfolders_n;
	struct str generator;  /* empty where it does not say */
};

/* STATUS_UNTRUSTED where it is no cache or is broken. The byte order is that
 * which the file says, or else the one in which its numbers fit. */
int ldcache_read(struct str file, struct ldcache *out, struct err *err);
/* The entry at `index`, below count, in the file's order; text is a view of the
 * file. `subfolder` is set from glibc 2.33 on. */
int ldcache_entry_at(const struct ldcache *cache, uint32_t index, struct ldcache_entry *out,
		     struct err *err);

#endif
