/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts the members of all packages into one tree, as dpkg would have left it:
 * links are resolved inside the image, a folder entry over a link that leads to
 * a folder keeps the link, one path belongs to one package unless Replaces says
 * otherwise. With merged /usr, /bin, /sbin and /lib* become links into /usr and
 * everything that packages ship below them lands there. */
#ifndef STAGE_COMPOSE_H
#define STAGE_COMPOSE_H

#include <stdbool.h>

#include "base/err.h"
#include "model/fileset.h"
#include "model/package_files.h"

struct compose_input {
	const struct universe *universe;
	const struct package_files *package; /* by name of the package */
	size_t n;
	bool merged_usr;
	const struct member *skeleton; /* what is there before any package: directories and links */
	size_t skeletons;
};

/* STATUS_UNTRUSTED where a file stands where another package needs a folder; both
 * are named. Two packages with the same path and no Replaces are `contested` in
 * the result. Bodies stay views of the packages. */
int compose(const struct compose_input *input, struct fileset *out, struct err *err);

/* Once diversions are made: STATUS_UNTRUSTED where two packages still have the
 * same path; both are named. */
int compose_check(const struct compose_input *input, const struct fileset *files, struct err *err);

/* Once everything is in: adds folders that are missing above members, makes the
 * first path of each group of hard links the file, and brings all times to at
 * most `epoch`. STATUS_UNTRUSTED where something other than a folder lies above
 * a member, STATUS_FATAL if one of them was asked for by the profile or an option. */
int compose_finish(struct fileset *files, int64_t epoch, struct err *err);

#endif
