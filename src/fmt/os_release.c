/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/os_release.h"

struct str os_release_value(struct str text, const char *name)
{
	struct str line, key, value = {"", 0};
	while (str_split(&text, '\n', &line)) {
		struct str rest = line;
		if (str_split(&rest, '=', &key) && key.n < line.n && str_is(str_trim(key), name))
			value = str_trim(rest);
	}
	if (value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\'') && value.p[value.n - 1] == value.p[0])
		value = (struct str){value.p + 1, value.n - 2};
	return value;
}
