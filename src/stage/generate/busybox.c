/* SPDX-License-Identifier: GPL-2.0-or-later */
/* busybox has a table of its applets' names in the binary: NUL-terminated, in byte
 * order, starting with "[" and "[[". Linkers that merge strings leave no NUL before it. */
#include <string.h>

#include "stage/generate/parts.h"

enum { APPLET_LONGEST = 32, APPLETS_LEAST = 10 };

/* Takes the next name of the table; empty past its end. */
static struct str next_applet(struct str *rest)
{
	size_t n = strnlen(rest->p, rest->n < APPLET_LONGEST ? rest->n : APPLET_LONGEST);
	struct str name = {rest->p, n};
	for (size_t i = 0; i < n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_[ABCDEFGHIJKLMNOPQRSTUVWXYZ.",
			    name.p[i]))
			return (struct str){0};
	if (n == rest->n)
		return (struct str){0};
	rest->p += n + 1;
	rest->n -= n + 1;
	return name;
}

static int compare_applets(struct str a, struct str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static size_t add_links(struct fileset *files, const char *directory, struct str table, package_id owner)
{
	struct str name, last = {0};
	size_t count = 0;
	while ((name = next_applet(&table)).n) {
		if (last.n && compare_applets(last, name) >= 0)
			break;
		last = name;
		count++;
		if (str_is(name, "busybox"))
			continue;
		char *path CLEANUP(mem_freep) = mem_printf("%s/%.*s", directory, STR_ARG(name));
		struct member link = {.path = path, .type = MEMBER_SYMLINK, .mode = 0777,
				      .target = "busybox", .owner = owner};
		fileset_put(files, &link);
	}
	return count;
}

int generate_busybox(struct fileset *files, struct err *err)
{
	static const char start[] = "[\0[[";
	struct buf path CLEANUP(buf_release) = {0}, directory CLEANUP(buf_release) = {0};
	if (place_find(files, "bin/busybox", true, &path, err))
		return -1;
	const struct member *there = fileset_get(files, path.p);
	if (!there && place_find(files, "usr/bin/busybox", true, &path, err) == 0)
		there = fileset_get(files, path.p);
	if (!there || there->type != MEMBER_FILE)
		return err_set(err, STATUS_FATAL, "busybox: the image holds no /bin/busybox to move");
	if (place_find(files, "busybox", true, &directory, err))
		return -1;
	const struct member *taken = fileset_get(files, directory.p);
	if (taken && taken->type != MEMBER_DIR)
		return err_set(err, STATUS_UNTRUSTED, "/busybox: a package has something else there");
	struct member moved = *there;
	fileset_bequeath(files, path.p);
	fileset_remove(files, path.p);
	buf_puts(&directory, "/busybox");
	moved.path = directory.p;
	fileset_put(files, &moved);
	directory.n -= strlen("/busybox");
	directory.p[directory.n] = 0;
	const char *table = memmem(moved.body.p, moved.body.n, start, sizeof(start));
	struct str names = {0};
	if (table)
		names = (struct str){table, (size_t)(moved.body.p + moved.body.n - table)};
	if (!table || add_links(files, directory.p, names, moved.owner) < APPLETS_LEAST)
		return err_set(err, STATUS_FATAL,
			       "busybox: the table of applet names was not found in the binary");
	return 0;
}
