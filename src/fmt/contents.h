/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads lines of a Contents index of an archive (Debian Wiki, RepositoryFormat,
 * "Contents" indices). A line has the path of a file without a leading slash, white
 * space, and the packages that ship it: "usr/bin/awk utils/gawk,contrib/utils/x". */
#ifndef FMT_CONTENTS_H
#define FMT_CONTENTS_H

#include <stdbool.h>

#include "base/str.h"

struct contents_line {
	struct str path;     /* may contain spaces; without leading slashes or "./" */
	struct str packages; /* for contents_package() */
};

/* Splits a line, without its newline, into views of it. False if the line does not describe a
 * file; then `out` is undefined. */
bool contents_read(struct str line, struct contents_line *out);
/* Moves the next package name, without area and section, from the front of *packages to
 * *name, as a view. False if none is left; then *name is undefined. */
bool contents_package(struct str *packages, struct str *name);

#endif
