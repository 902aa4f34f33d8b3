/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/maintscript: the parts of maintscript_tell(), which examines a
 * finished image. */
#ifndef STAGE_MAINTSCRIPT_TELL_H
#define STAGE_MAINTSCRIPT_TELL_H

#include "stage/maintscript/maintscript.h"

struct telling {
	const struct maintscript_input *input;
	const struct fileset *files;
	bool (*drops)(void *context, const char *path); /* NULL: nothing is left out */
	void *context;
	struct unmade_list *out;
};

/* Whether a place (a path in normal form) does not last until the image runs, or belongs
 * to the kernel. */
bool tell_is_passing(const char *place);
/* The name of a package, or NULL if it is not in the image. */
const char *tell_package(const struct telling *telling, package_id id);

/* Adds to telling->out effects of which only running the script would decide whether they happen,
 * if the image is not as they would have left it. */
void tell_doubted(const struct telling *telling, const struct effect *doubted, size_t n);

#endif
