/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a line of a Contents index: the fields must be within the line, and no name
 * may be empty or contain a separator. */
#include <stdint.h>
#include <stdlib.h>

#include "fmt/contents.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(struct str text, const uint8_t *data, size_t size)
{
	const char *start = (const char *)data;
	if (!text.n || text.p < start || text.p + text.n > start + size)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct contents_line line;
	struct str name;
	if (!contents_read((struct str){(const char *)data, size}, &line))
		return 0;
	check_inside(line.path, data, size);
	check_inside(line.packages, data, size);
	if (line.path.p + line.path.n > line.packages.p)
		abort();
	while (contents_package(&line.packages, &name)) {
		check_inside(name, data, size);
		if (memchr(name.p, ',', name.n) || memchr(name.p, '/', name.n) || memchr(name.p, ' ', name.n))
			abort();
	}
	return 0;
}
