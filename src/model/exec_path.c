/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/exec_path.h"

#include <string.h>

#include "base/path.h"

/* The last one is made by stage/generate for busybox. */
static const char *const directories[] = {"usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin",
					  "sbin",	    "bin",	     "busybox"};

bool exec_path_holds(const char *path)
{
	size_t n = (size_t)(path_base(path) - path);
	for (size_t i = 0; i < ARRAY_LEN(directories); i++)
		if (n == strlen(directories[i]) + 1 && memcmp(path, directories[i], n - 1) == 0)
			return true;
	return false;
}

const struct member *exec_path_find(const struct fileset *files, struct str command)
{
	for (size_t i = 0; i < ARRAY_LEN(directories); i++) {
		char *path CLEANUP(mem_freep) = mem_printf("%s/%.*s", directories[i], STR_ARG(command));
		const struct member *m = fileset_file(files, path);
		if (m && m->mode & 0111)
			return m;
	}
	return NULL;
}
