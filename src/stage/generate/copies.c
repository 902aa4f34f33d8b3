/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "base/path.h"
#include "stage/generate/parts.h"

static int refuse_copy_over(const struct copied *copied, const char *place, const char *there,
			    struct err *err)
{
	bool is_file = copied->member.type != MEMBER_DIR;
	err_set(err, STATUS_FATAL, "%s: there is a %s in the image at /%s", copied->from, there, place);
	return is_file ? err_hint(err, "end the destination with '/' to put it into the directory") : -1;
}

static int put_copied(const struct copied *copied, struct fileset *files, struct err *err)
{
	struct member m = copied->member;
	struct buf place CLEANUP(buf_release) = {0};
	if (place_find(files, m.path, m.type == MEMBER_DIR, &place, err))
		return err_wrap(err, "%s", copied->from);
	struct member *there = fileset_get(files, place.p);
	m.path = place.p;
	if (there && there->type == MEMBER_DIR && m.type != MEMBER_DIR)
		return refuse_copy_over(copied, place.p, "directory", err);
	if (there && there->type != MEMBER_DIR && m.type == MEMBER_DIR)
		return refuse_copy_over(copied, place.p, "file", err);
	if (there && m.type == MEMBER_DIR)
		there->held = false; /* its mode and owner are unchanged */
	else if (*place.p)
		place_member(files, &m);
	return 0;
}

/* The member above a path that is not a directory; NULL if there is none. Missing
 * directories are made later. */
static const struct member *lies_in(const struct fileset *files, const char *path)
{
	char *above CLEANUP(mem_freep) = path_parent(path);
	const struct member *m = NULL;
	while (*above && !(m = fileset_get(files, above))) {
		char *next = path_parent(above);
		free(above);
		above = next;
	}
	return m && m->type != MEMBER_DIR ? m : NULL;
}

/* Finds files that were copied where a directory is needed, by the members below them. */
static int check_below(const struct generate_input *input, const struct fileset *files, struct err *err)
{
	for (size_t i = 0; input->copies && i < files->by_path.n; i++) {
		const struct member *m = files->by_path.entry[i].value;
		const struct member *above = m && !m->held ? lies_in(files, m->path) : NULL;
		for (size_t k = 0; above && k < input->copies; k++) {
			struct buf place CLEANUP(buf_release) = {0};
			if (fileset_resolve(files, input->copied[k].member.path, false, &place) &&
			    strcmp(place.p, above->path) == 0)
				return refuse_copy_over(&input->copied[k], place.p, "directory", err);
		}
	}
	return 0;
}

int generate_copies(const struct generate_input *input, struct fileset *files, struct err *err)
{
	for (size_t i = 0; i < input->copies; i++)
		if (put_copied(&input->copied[i], files, err))
			return -1;
	return check_below(input, files, err);
}
