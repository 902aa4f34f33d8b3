/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

/* Multiplies eight bytes at a time and folds the upper half into the lower. */
static size_t hash_of(struct str key)
{
	const uint64_t factor = 0x9e3779b97f4a7c15u;
	uint64_t h = key.n * factor, word;
	size_t i = 0;
	for (; i + sizeof(word) <= key.n; i += sizeof(word)) {
		memcpy(&word, key.p + i, sizeof(word));
		h = (h ^ word) * factor;
		h ^= h >> 32;
	}
	word = 0;
	if (i < key.n)
		memcpy(&word, key.p + i, key.n - i);
	h = (h ^ word) * factor;
	return (size_t)(h ^ h >> 29);
}

static size_t find_slot(const struct map *map, struct str key, size_t hash)
{
	size_t at = hash & (map->slots - 1);
	while (map->slot[at]) {
		const struct map_entry *e = &map->entry[map->slot[at] - 1];
		if (e->hash == hash && str_equal((struct str){e->key, e->key_n}, key))
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
		size_t at = map->entry[i].hash & (map->slots - 1);
		while (map->slot[at])
			at = (at + 1) & (map->slots - 1);
		map->slot[at] = i + 1;
	}
}

void *map_get(const struct map *map, struct str key)
{
	if (!map->slots)
		return NULL;
	size_t index = map->slot[find_slot(map, key, hash_of(key))];
	return index ? map->entry[index - 1].value : NULL;
}

void **map_at(struct map *map, struct str key)
{
	if (map->n * 2 >= map->slots)
		grow(map);
	size_t hash = hash_of(key), slot = find_slot(map, key, hash);
	if (!map->slot[slot]) {
		if (map->n == map->cap) {
			map->cap = map->cap ? map->cap * 2 : 32;
			map->entry = mem_resize(map->entry, map->cap, sizeof(*map->entry));
		}
		map->entry[map->n] = (struct map_entry){mem_strndup(key.p, key.n), key.n, hash, NULL};
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
