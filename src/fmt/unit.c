/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/unit.h"

#include <string.h>

static bool take_key(struct str line, struct str *value)
{
	static const char *const keys[] = {"ExecStart", "ExecStartPre", "ExecStartPost"};
	const char *sign = line.n ? memchr(line.p, '=', line.n) : NULL;
	if (!sign)
		return false;
	struct str key = str_trim((struct str){line.p, (size_t)(sign - line.p)});
	*value = str_trim((struct str){sign + 1, line.n - (size_t)(sign + 1 - line.p)});
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (str_is(key, keys[i]))
			return true;
	return false;
}

bool unit_next_start(struct str *rest, struct str *command)
{
	struct str line, value;
	while (str_split(rest, '\n', &line)) {
		if (!take_key(str_trim(line), &value))
			continue;
		while (value.n && strchr("@-:+!", *value.p)) {
			value.p++;
			value.n--;
		}
		size_t n = 0;
		while (n < value.n && value.p[n] != ' ' && value.p[n] != '\t')
			n++;
		*command = (struct str){value.p, n};
		/* An empty value takes earlier lines back. */
		if (n)
			return true;
	}
	return false;
}
