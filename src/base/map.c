/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

/* FNV-1a, 64 bits. */
static uint64_t hash_of(struct str key)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3u;
	return h;
}

static size_t find_slot(const struct map *map, struct str key)
{
	size_t at = hash_of(key) & (map->slots - 1);
	while (map->slot[at]) {
		const struct map_entry *e = &map->entry[map->slot[at] - 1];
		if (str_equal((struct str){e->key, e->key_n}, key))
			break;
		at = (at + 1) & (map->slots - 1);
	}
	return at;
}

static void grow(struct map *map)
{
	free(map->slot);
	map->slots = map->slots ? map->slots * 2 : 64;
	map->slot = mem_alloc(map->slots * sizeof(*map->slot));
	for (size_t i = 0; i < map->n; i++) {
		struct str key = {map->entry[i].key, map->entry[i].key_n};
		map->slot[find_slot(map, key)] = i + 1;
	}
}

void *map_get(const struct map *map, struct str key)
{
	if (!map->slots)
		return NULL;
	size_t index = map->slot[find_slot(map, key)];
	return index ? map->entry[index - 1].value : NULL;
}

void **map_at(struct map *map, struct str key)
{
	if (map->n * 2 >= map->slots)
		grow(map);
	size_t slot = find_slot(map, key);
	if (!map->slot[slot]) {
		if (map->n == map->cap) {
			map->cap = map->cap ? map->cap * 2 : 32;
			map->entry = mem_resize(map->entry, map->cap, sizeof(*map->entry));
		}
		map->entry[map->n] = (struct map_entry){mem_strndup(key.p, key.n), key.n, NULL};
		map->slot[slot] = ++map->n;
	}
	return &map->entry[map->slot[slot] - 1].value;
}

void map_release(struct map *map)
{
	for (size_t i = 0; i < map->n; i++)
		free(map->entry[i].key);
	free(map->entry);
	free(map->slot);
	*map = (struct map){0};
}
