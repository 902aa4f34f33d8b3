/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/oci/platform.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

struct oci_platform oci_platform(const char *debian)
{
	static const struct {
		const char *debian;
		struct oci_platform platform;
	} known[] = {
		{"arm64", {"arm64", "v8"}},
		{"armhf", {"arm", "v7"}},
		{"armel", {"arm", "v5"}},
		{"i386", {"386", NULL}},
		{"ppc64el", {"ppc64le", NULL}},
		{"mips64el", {"mips64le", NULL}},
		{"mipsel", {"mipsle", NULL}},
	};
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i].debian, debian) == 0)
			return known[i].platform;
	return (struct oci_platform){debian, NULL};
}
