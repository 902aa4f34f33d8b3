/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a library cache: every entry must be within the file. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "fmt/ldcache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(struct str text, const uint8_t *data, size_t size)
{
	const char *start = (const char *)data;
	if (text.p && (text.p < start || text.p + text.n > start + size))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ldcache cache;
	struct ldcache_entry e;
	struct err err = {0};
	if (ldcache_read((struct str){(const char *)data, size}, &cache, &err) == 0) {
		check_inside(cache.generator, data, size);
		for (uint32_t i = 0; i < cache.count; i++) {
			if (ldcache_entry_at(&cache, i, &e, &err) != 0)
				break;
			check_inside(e.library, data, size);
			check_inside(e.path, data, size);
			check_inside(e.subdirectory, data, size);
		}
	}
	err_release(&err);
	return 0;
}
