/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What maintainer scripts would have left, made from the image's own files:
 * users and groups, home folders, the profile's paths, the CA bundle, busybox'
 * applets, dpkg's record of each package for scanners. Nothing is executed. */
#ifndef STAGE_GENERATE_H
#define STAGE_GENERATE_H

#include "base/err.h"
#include "model/fileset.h"
#include "model/profile.h"
#include "stage/ingest.h"

struct generate_input {
	const struct profile *profile;
	const struct ingested *package; /* all packages of the image */
	size_t n;
};

/* Everything but the record of packages; before closure_settle(), so that held
 * members can still be read. */
int generate(const struct generate_input *input, struct fileset *files, struct err *err);

/* /var/lib/dpkg/status.d: NAME (the control stanza) and NAME.md5sums (only the
 * files that are in the image) for each package, as scanners read it; after
 * closure_settle(). */
int generate_status(const struct generate_input *input, struct fileset *files, struct err *err);

#endif
