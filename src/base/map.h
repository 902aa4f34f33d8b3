/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table from names to pointers. Iteration is by insertion, never by hash, so
 * that no output depends on it. Keys are copied. Zero-initialise it. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct map_entry {
	char *key;
	size_t key_n;
	size_t hash;
	void *value;
};

struct map {
	struct map_entry *entry; /* in order of insertion */
	size_t n, cap;
	size_t *slot; /* index + 1 into entry, 0 where free */
	size_t slots;
};

void *map_get(const struct map *map, struct str key); /* NULL where absent */
/* The place of the value for `key`, added as NULL where absent. Valid until the
 * next map_at(). */
void **map_at(struct map *map, struct str key);
void map_release(struct map *map); /* frees the keys, not the values */

#endif
