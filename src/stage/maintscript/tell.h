/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/maintscript: what maintscript_tell() says of an image that is finished. */
#ifndef STAGE_MAINTSCRIPT_TELL_H
#define STAGE_MAINTSCRIPT_TELL_H

#include "stage/maintscript/maintscript.h"

struct telling {
	const struct maintscript_input *input;
	const struct fileset *files;
	bool (*drops)(void *context, const char *path); /* NULL: nothing */
	void *context;
	struct unmade_list *out;
};

/* Whether a place (a path in normal form) is gone when the image runs, or the kernel's. */
bool tell_is_passing(const char *place);
/* The name of a package that is in the image; NULL where it is not. */
const char *tell_package(const struct telling *telling, package_id id);

/* Effects of which only running the script can tell whether they come about, where the
 * image is not as they would have left it. */
void tell_doubted(const struct telling *telling, const struct effect *doubted, size_t n);

#endif
