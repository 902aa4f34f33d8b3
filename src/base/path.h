/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths as text. A path inside an image has no leading slash and no empty, `.` or `..`
 * component; "" is the root directory. Functions whose parameter is called `absolute`
 * take the same path with a leading slash instead. Nothing here looks at files or
 * resolves links: model/fileset does. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	PATH_LONGEST = 4095,     /* bytes of a whole path */
	PATH_PART_LONGEST = 255, /* bytes of one component */
};

/* Writes the normal form of `raw`, a name as archives contain it (`./usr/bin/`,
 * `usr//bin`, `/usr/bin`), to `out`. Refuses `..`, NUL, newlines and names or components
 * that are too long, with STATUS_UNTRUSTED. The normal form of the root, and of "", is
 * "". `out` is undefined after an error. */
int path_normalise(struct str raw, char out[PATH_LONGEST + 1], struct err *err);

/* Whether a shell glob matches a path, by the rules of dpkg's --path-exclude: fnmatch(3)
 * without flags, so that `*` also matches `/`. Both arguments start with `/`. */
bool path_glob(const char *pattern, const char *absolute);
/* The first of several globs that matches, as a pointer to that glob, or NULL. The text may be
 * any, such as a name. */
const char *path_first_glob(const struct names *globs, const char *text);

/* The directories of the root that are links into /usr where /usr is merged: "bin",
 * "lib" and so on, without a slash. The list ends in NULL. */
extern const char *const path_merged[];
/* The other name of a path where /usr is merged: "/lib/x" for "/usr/lib/x" and the other
 * way round. Both start with `/`. False, and `out` is unchanged, if the path has only one name;
 * so has one of path_merged[] itself. */
bool path_other_name(const char *absolute, char out[PATH_LONGEST + sizeof("/usr/")]);
/* Whether the pattern matches the path or its other name. */
bool path_glob_merged(const char *pattern, const char *absolute);

/* The parent directory: "usr" for "usr/bin", "" for "usr" and for "". The caller frees it. */
char *path_parent(const char *path);
/* The part after the last slash, or all of a path without one; points into `path`. */
const char *path_base(const char *path);
/* Whether `path` is `dir` or below it. Everything is within "". Both may be absolute instead;
 * `dir` has no slash at its end. */
bool path_within(const char *path, const char *dir);

#endif
