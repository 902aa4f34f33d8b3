/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a container of the image starts: its entry point or, if it has none, what the packages
 * that were asked for are there for. */
#ifndef STARTS_H
#define STARTS_H

#include "make/pipeline.h"

struct starts {
	VEC(const struct member *) sure;     /* what the entry point or a unit starts */
	VEC(const struct member *) possible; /* what is in PATH for somebody to start; units, init
						scripts; files that no package ships */
};

/* Reads the configuration and the files of an assembled build. The members stay the build's; one
 * may be in a list twice. Without an entry point, or if it is a shell or not in the image, these
 * are the units, init scripts and commands of each package that was asked for; if a package has
 * none of them, its programs in /usr/lib and /usr/libexec; else those of the packages that it
 * depends on, and so on. `out` need not be initialised; the caller releases it. */
void starts_find(const struct build *build, struct starts *out);
void starts_release(struct starts *starts);

#endif
