/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes /etc/shells as debianutils does: its template, the shells that packages list in
 * /usr/share/debianutils/shells.d (update-shells(8), from bookworm on), and those that
 * scripts add (add-shell(8)). Each shell is listed under the path that names it and
 * under the one with the links of its directory resolved. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "stage/effect/parts.h"
#include "stage/place.h"

enum { SHELLS_LONGEST = 64 * 1024 };

static bool has_line(const struct buf *text, struct str line)
{
	struct str rest = buf_str(text), each;
	while (str_split(&rest, '\n', &each))
		if (str_equal(each, line))
			return true;
	return false;
}

static void add_shell_line(struct buf *text, const char *line)
{
	if (!has_line(text, str_from(line)))
		buf_printf(text, "%s\n", line);
}

static int add_shell(const struct fileset *files, const char *path, struct buf *shells,
		     struct buf *packaged, struct err *err)
{
	char *directory CLEANUP(mem_freep) = path_parent(path);
	struct buf place CLEANUP(buf_release) = {0};
	if (effect_place(files, *directory ? directory : "/", true, &place, err))
		return -1;
	char *real CLEANUP(mem_freep) = mem_printf("/%s%s%s", place.p, place.n ? "/" : "", path_base(path));
	if (shells->n > SHELLS_LONGEST)
		return err_set(err, STATUS_UNTRUSTED, "/etc/shells: more shells than any image has");
	add_shell_line(shells, path);
	add_shell_line(shells, real);
	if (packaged) {
		add_shell_line(packaged, path);
		add_shell_line(packaged, real);
	}
	return 0;
}

static int add_shells_of(const struct fileset *files, const struct member *m, struct buf *shells,
			 struct buf *packaged, struct err *err)
{
	struct str rest = m->body, line;
	while (m->type == MEMBER_FILE && str_split(&rest, '\n', &line)) {
		struct str path;
		if (!str_split(&line, '#', &path) || !path.n || path.p[0] != '/')
			continue;
		char *text CLEANUP(mem_freep) = mem_strndup(path.p, path.n);
		if (add_shell(files, text, shells, packaged, err))
			return -1;
	}
	return 0;
}

/* update-shells reads the files of the directory in byte order. */
static int add_packaged(const struct fileset *files, struct buf *shells, struct buf *packaged,
			struct err *err)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int status = 0;
	for (size_t i = 0; i < n && !status; i++)
		if (!all[i]->held && (strcmp(all[i]->path, "usr/share/debianutils/shells") == 0 ||
				      path_within(all[i]->path, "usr/share/debianutils/shells.d")))
			status = add_shells_of(files, all[i], shells, packaged, err);
	free(all);
	return status;
}

int effect_write_shells(struct effect_state *state, struct fileset *files, struct err *err)
{
	struct buf shells CLEANUP(buf_release) = {0}, packaged CLEANUP(buf_release) = {0};
	const struct package_files *tools = effect_package(state, "debianutils");
	if (!tools && !state->shell.n)
		return 0;
	buf_puts(&shells, "# /etc/shells: valid login shells\n/bin/sh\n");
	bool updates = tools && fileset_get(files, "usr/sbin/update-shells");
	if (updates && add_packaged(files, &shells, &packaged, err))
		return -1;
	for (size_t i = 0; i < state->shell.n; i++)
		if (add_shell(files, state->shell.at[i], &shells, NULL, err))
			return -1;
	if (updates && place_file(files, "var/lib/shells.state", buf_str(&packaged), err))
		return -1;
	return place_file(files, "etc/shells", buf_str(&shells), err);
}
