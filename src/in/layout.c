/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads an OCI layout in a directory. */
#include <sys/stat.h>

#include "in/in_parts.h"

struct layout_store {
	struct in_store base;
	const char *dir;
	struct in *in;
};

/* Names are "index.json", or made from a digest that was checked. */
static int layout_store_get(struct in_store *base, const char *name, struct str *out,
			    struct err *err)
{
	const struct layout_store *store = (struct layout_store *)base;
	char *path CLEANUP(mem_freep) = mem_printf("%s/%s", store->dir, name);
	struct stat st;
	if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, STATUS_UNTRUSTED, "%s: is no regular file", path);
	return in_map_file(store->in, path, out, err);
}

static bool layout_store_has(struct in_store *base, const char *name)
{
	(void)base;
	return strcmp(name, "index.json") == 0;
}

int in_read_layout(const char *path, const char *tag, const struct in_options *options,
		   struct in *out, struct err *err)
{
	struct layout_store store = {{layout_store_get, layout_store_has}, path, out};
	return in_read_images(&store.base, tag, options, out, err) ? err_wrap(err, "%s", path) : 0;
}
