/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "stage/effect/parts.h"

static bool is_conf(const struct member *m, const char *directory, const char *only)
{
	size_t n = strlen(directory);
	const char *name = m->path + n + 1;
	if (m->held || m->type == MEMBER_DIR || strncmp(m->path, directory, n) != 0 || m->path[n] != '/' ||
	    strchr(name, '/') || !str_ends(str_from(name), ".conf"))
		return false;
	return !only || strcmp(name, path_base(only)) == 0;
}

static int by_base(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;
	return strcmp(path_base((*x)->path), path_base((*y)->path));
}

size_t effect_dropins(const struct fileset *files, const char *const *directories, const char *only,
		      const struct member ***out)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all), kept = 0;
	const struct member **list = mem_alloc((n + 1) * sizeof(*list));
	struct map names = {0};
	for (; *directories; directories++)
		for (size_t i = 0; i < n; i++) {
			if (!is_conf(all[i], *directories, only))
				continue;
			void **seen = map_at(&names, str_from(path_base(all[i]->path)));
			if (!*seen)
				*seen = (void *)(list[kept++] = all[i]);
		}
	map_release(&names);
	qsort(list, kept, sizeof(*list), by_base);
	free(all);
	*out = list;
	return kept;
}

struct str effect_body(const struct fileset *files, const struct member *m)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (m->type == MEMBER_SYMLINK && fileset_resolve(files, m->path, true, &place))
		m = fileset_get(files, place.p);
	m = fileset_file_of(files, m);
	return m ? m->body : (struct str){0};
}
