/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in PATH. */
#include "base/path.h"
#include "stage/gate/parts.h"

/* The last is what stage/generate makes of busybox. */
static const char *const folders[] = {"usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin",
				       "sbin",           "bin",           "busybox"};

bool gate_path_has(const struct fileset *files, struct str program)
{
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		char *path CLEANUP(mem_freep) = mem_printf("%s/%.*s", folders[i], STR_ARG(program));
		const struct member *m = gate_file(files, path);
		if (m && m->mode & 0111)
			return true;
	}
	return false;
}

bool gate_path_holds(const char *path)
{
	size_t n = (size_t)(path_base(path) - path);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (n == strlen(folders[i]) + 1 && memcmp(path, folders[i], n - 1) == 0)
			return true;
	return false;
}

void gate_path(const struct fileset *files, struct map *out)
{
	for (size_t i = 0; i < files->by_path.n; i++) {
		struct member *m = files->by_path.entry[i].value;
		if (!m || m->type == MEMBER_DIR || !gate_path_holds(m->path))
			continue;
		const struct member *file = m->type == MEMBER_FILE ? m : gate_file(files, m->path);
		if (file)
			*map_at(out, str_from(file->path)) = m;
	}
}
