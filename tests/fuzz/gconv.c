/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reduces a package's gconv-modules to two modules. Reducing it again must change
 * nothing. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stage/generate/generate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct fileset *files, const char *path, enum member_type type, struct str body)
{
	struct member m = {.path = path, .type = type, .body = body};
	fileset_put(files, &m);
}

static struct str content(const struct fileset *files, const char *path)
{
	const struct member *m = fileset_get(files, path);
	return m ? m->body : (struct str){0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char modules[] = "usr/lib/gconv/gconv-modules",
			  extra[] = "usr/lib/gconv/gconv-modules.d/a.conf";
	struct fileset files = {0};
	struct left_out_list left_out = {0};
	struct err err = {0};
	struct str text = {(const char *)data, size};
	put(&files, "usr/lib/gconv", MEMBER_DIR, (struct str){0});
	put(&files, "usr/lib/gconv/UTF-16.so", MEMBER_FILE, (struct str){0});
	put(&files, "usr/lib/gconv/CP1252.so", MEMBER_FILE, (struct str){0});
	put(&files, modules, MEMBER_FILE, text);
	put(&files, extra, MEMBER_FILE, text);
	if (generate_gconv(&files, &left_out, 0, &err) == 0) {
		struct str once = content(&files, modules), other = content(&files, extra);
		if (generate_gconv(&files, &left_out, 0, &err) || !str_equal(once, content(&files, modules)) ||
		    !str_equal(other, content(&files, extra)))
			abort();
	}
	err_release(&err);
	left_out_release(&left_out);
	fileset_release(&files);
	return 0;
}
