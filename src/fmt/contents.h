/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A Contents index of an archive (Debian Wiki, RepositoryFormat, "Contents"
 * indices): one line for each file, without the slash at its front, some white
 * space, and the packages that have it: "usr/bin/awk  utils/gawk,contrib/utils/x". */
#ifndef FMT_CONTENTS_H
#define FMT_CONTENTS_H

#include <stdbool.h>

#include "base/str.h"

struct contents_line {
	struct str path;     /* may hold spaces; no slash in front */
	struct str packages; /* for contents_package() */
};

/* False for a line that is none of a file. Views of `line`. */
bool contents_read(struct str line, struct contents_line *out);
/* Takes the next name off *packages, without its area and section. False when
 * there is none left. */
bool contents_package(struct str *packages, struct str *name);

#endif
