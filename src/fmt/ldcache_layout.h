/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside fmt/ldcache: sizes and marks of the format. */
#ifndef FMT_LDCACHE_LAYOUT_H
#define FMT_LDCACHE_LAYOUT_H

/* Head of the new format: magic and version (20), number of entries, size of the
 * strings, byte order (1 and 3 empty), place of the extension, 12 empty. Entry:
 * flags, library, path, os version (4 each), hwcap (8). The old one: magic (11,
 * and 1 empty), number of entries; flags, library, path. */
enum {
	LDCACHE_NEW_HEAD = 48,
	LDCACHE_NEW_ENTRY = 24,
	LDCACHE_OLD_HEAD = 16,
	LDCACHE_OLD_ENTRY = 12,
	LDCACHE_TAG_GENERATOR = 0,
	LDCACHE_TAG_SUBFOLDERS = 1,
};

#define LDCACHE_NEW_MAGIC "glibc-ld.so.cache1.1"
#define LDCACHE_OLD_MAGIC "ld.so-1.7.0"
#define LDCACHE_EXTENSION_MAGIC 0xeaa42174u
/* In hwcap: the lower 32 bits are the index of a name, the next 10 the level. */
#define LDCACHE_SUBFOLDER_BIT (1ull << 62)

#endif
