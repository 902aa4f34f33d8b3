/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hash table from names to pointers. To iterate, read entry[0] to entry[n - 1]: that
 * is the order of insertion, so that no output depends on hash values. Initialise it
 * with zeros. Keys are copied and may contain any bytes; values are the caller's.
 * Entries cannot be removed. */
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
	struct map_entry *entry; /* in the order of insertion */
	size_t n, cap;
	size_t *slot; /* index into `entry` plus 1, or 0 if the slot is free */
	size_t slots;
};

void *map_get(const struct map *map, struct str key); /* NULL if absent, or if that is the value */
/* The address of the value of `key`. A missing key is added with the value NULL. The
 * address, like `entry`, is valid until the next map_at(). */
void **map_at(struct map *map, struct str key);
void map_release(struct map *map); /* Frees the keys and the table, not the values;
                                    * `map` is empty afterwards. */

#endif
