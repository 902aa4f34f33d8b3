/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names inside an image: no leading slash, no `.` or empty part, "" is the
 * root. Purely textual: links are resolved by model/fileset. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

enum {
	PATH_LONGEST = 4095,     /* bytes in a whole name */
	PATH_PART_LONGEST = 255, /* bytes between two slashes */
};

/* Writes the normal form of `raw` (as it stands in an archive: `./usr/bin/`,
 * `usr//bin`, `/usr/bin`) to `out`. Refuses `..`, NUL, newline and names or
 * parts that are too long, with STATUS_UNTRUSTED. */
int path_normalise(struct str raw, char out[PATH_LONGEST + 1], struct err *err);

/* Shell glob as dpkg's --path-exclude has it: fnmatch(3) without flags, so `*`
 * matches `/` too. Both start with `/`. */
bool path_glob(const char *pattern, const char *absolute);

/* The directories that are links into /usr where /usr is merged: "bin" …; NULL-terminated. */
extern const char *const path_merged[];
/* The other name that a path has there: "/lib/x" for "/usr/lib/x" and the other way
 * round; false where it has none. Both start with `/`. */
bool path_other_name(const char *absolute, char out[PATH_LONGEST + sizeof("/usr/")]);
/* Whether the pattern matches a path under either name. */
bool path_glob_merged(const char *pattern, const char *absolute);

/* "usr" for "usr/bin", "" for "usr"; the caller frees. */
char *path_parent(const char *path);
/* What stands after the last slash; points into `path`. */
const char *path_base(const char *path);
/* Whether `path` is `dir` or lies below it; "" holds everything. */
bool path_within(const char *path, const char *dir);

#endif
