/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to fmt/ldcache: sizes and magic numbers of the format. */
#ifndef FMT_LDCACHE_LAYOUT_H
#define FMT_LDCACHE_LAYOUT_H

/* Sizes in bytes. Header of the new format: magic and version (20), number of entries
 * (4), size of the strings (4), byte order (1, then 3 unused), offset of the extension
 * (4), unused (12). Entry: flags, library, path, OS version (4 each), hwcap (8). Header
 * of the old format: magic (11, then 1 unused), number of entries (4). Entry: flags,
 * library, path (4 each). */
enum {
	LDCACHE_NEW_HEAD = 48,
	LDCACHE_NEW_ENTRY = 24,
	LDCACHE_OLD_HEAD = 16,
	LDCACHE_OLD_ENTRY = 12,
	LDCACHE_TAG_GENERATOR = 0,
	LDCACHE_TAG_SUBDIRECTORIES = 1,
};

#define LDCACHE_NEW_MAGIC "glibc-ld.so.cache1.1"
#define LDCACHE_OLD_MAGIC "ld.so-1.7.0"
#define LDCACHE_EXTENSION_MAGIC 0xeaa42174u
/* In hwcap: the lower 32 bits are the index of a name, the next 10 the ISA level. */
#define LDCACHE_SUBDIRECTORY_BIT (1ull << 62)

#endif
