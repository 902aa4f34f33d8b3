/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/contents.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

bool contents_read(struct str line, struct contents_line *out)
{
	line = str_trim(line);
	size_t at = line.n;
	while (at && !is_space(line.p[at - 1]))
		at--;
	out->packages = (struct str){line.p + at, line.n - at};
	while (at && is_space(line.p[at - 1]))
		at--;
	out->path = (struct str){line.p, at};
	if (out->path.n >= 2 && out->path.p[0] == '.' && out->path.p[1] == '/')
		out->path = (struct str){out->path.p + 2, out->path.n - 2};
	while (out->path.n && *out->path.p == '/')
		out->path = (struct str){out->path.p + 1, out->path.n - 1};
	return out->path.n && out->packages.n;
}

bool contents_package(struct str *packages, struct str *name)
{
	while (str_split(packages, ',', name)) {
		const char *slash = name->n ? memrchr(name->p, '/', name->n) : NULL;
		if (slash)
			*name = (struct str){slash + 1, (size_t)(name->p + name->n - slash) - 1};
		if (name->n)
			return true;
	}
	return false;
}
