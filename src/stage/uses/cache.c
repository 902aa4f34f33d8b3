/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the image's own /etc/ld.so.cache says. One that is broken is passed over,
 * as the loader does, and so are entries for processors that not every machine
 * of the architecture has. */
#include "fmt/ldcache.h"
#include "stage/uses/parts.h"

static void add_entry(struct uses_run *run, const struct ldcache_entry *entry)
{
	void **slot;
	if ((entry->flags & 0xff) == LDCACHE_LIBC5 || entry->subdirectory.p || entry->hwcap)
		return;
	slot = map_at(&run->cache, entry->library);
	if (!*slot)
		*slot = arena_alloc(&run->arena, sizeof(struct names));
	struct names *paths = *slot;
	vec_push(paths, arena_strndup(&run->arena, entry->path.p, entry->path.n));
}

void uses_read_cache(struct uses_run *run)
{
	const struct member *m = fileset_file(run->files, "etc/ld.so.cache");
	struct arena arena CLEANUP(arena_release) = {0};
	struct ldcache_record cache = {0};
	struct err err = {0};
	if (m && m->body.n && reader_run(&ldcache_reader, m->body, NULL, &arena, &cache, &err)) {
		char *text CLEANUP(mem_freep) = mem_printf("the loader cannot use it: %s", err.text);
		uses_add_problem(run, m, false, text);
	}
	for (size_t i = 0; i < cache.entry.n; i++)
		add_entry(run, &cache.entry.at[i]);
	err_release(&err);
}
