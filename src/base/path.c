/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/path.h"

#include <fnmatch.h>
#include <string.h>

#include "base/mem.h"

static int check_part(struct str part, struct err *err)
{
	if (part.n > PATH_PART_LONGEST)
		return err_set(err, STATUS_UNTRUSTED, "part of a name longer than %d bytes",
			       PATH_PART_LONGEST);
	if (str_is(part, ".."))
		return err_set(err, STATUS_UNTRUSTED, "name climbs out of the root");
	return 0;
}

int path_normalise(struct str raw, char out[PATH_LONGEST + 1], struct err *err)
{
	size_t n = 0;
	struct str rest = raw, part;
	if (memchr(raw.p, 0, raw.n) || memchr(raw.p, '\n', raw.n))
		return err_set(err, STATUS_UNTRUSTED, "name holds a NUL or a newline");
	while (str_split(&rest, '/', &part)) {
		if (part.n == 0 || str_is(part, "."))
			continue;
		if (check_part(part, err))
			return -1;
		if (n + part.n + 1 > PATH_LONGEST)
			return err_set(err, STATUS_UNTRUSTED, "name longer than %d bytes",
				       PATH_LONGEST);
		if (n)
			out[n++] = '/';
		memcpy(out + n, part.p, part.n);
		n += part.n;
	}
	out[n] = 0;
	return 0;
}

bool path_glob(const char *pattern, const char *absolute)
{
	return fnmatch(pattern, absolute, 0) == 0;
}

const char *path_first_glob(const struct names *globs, const char *text)
{
	for (size_t i = 0; i < globs->n; i++)
		if (path_glob(globs->at[i], text))
			return globs->at[i];
	return NULL;
}

const char *const path_merged[] = {"bin", "lib", "lib32", "lib64", "libo32", "libx32", "sbin", NULL};

bool path_other_name(const char *absolute, char out[PATH_LONGEST + sizeof("/usr/")])
{
	bool in_usr = strncmp(absolute, "/usr/", strlen("/usr/")) == 0;
	const char *rest = absolute + strlen(in_usr ? "/usr/" : "/");
	if (*absolute != '/' || strlen(rest) > PATH_LONGEST)
		return false;
	for (size_t i = 0; path_merged[i]; i++) {
		size_t n = strlen(path_merged[i]);
		if (strncmp(rest, path_merged[i], n) != 0 || rest[n] != '/' || !rest[n + 1])
			continue;
		stpcpy(stpcpy(out, in_usr ? "/" : "/usr/"), rest);
		return true;
	}
	return false;
}

bool path_glob_merged(const char *pattern, const char *absolute)
{
	char other[PATH_LONGEST + sizeof("/usr/")];
	return path_glob(pattern, absolute) ||
	       (path_other_name(absolute, other) && path_glob(pattern, other));
}

char *path_parent(const char *path)
{
	const char *slash = strrchr(path, '/');
	return mem_strndup(path, slash ? (size_t)(slash - path) : 0);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool path_within(const char *path, const char *dir)
{
	size_t n = strlen(dir);
	return n == 0 || (strncmp(path, dir, n) == 0 && (path[n] == '/' || path[n] == 0));
}
