/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/generate: the parts of /var/lib/dpkg. */
#ifndef STAGE_GENERATE_DPKG_PARTS_H
#define STAGE_GENERATE_DPKG_PARTS_H

#include "base/map.h"
#include "fmt/deb822.h"
#include "model/filter.h"
#include "stage/generate/parts.h"

/* Puts a file with a copy of the content into /var/lib/dpkg, as place_file() does; `name` is
 * relative to it. */
int generate_dpkg_file(struct fileset *files, const char *name, struct str content, uint32_t mode,
		       struct err *err);

/* Appends the stanza of /var/lib/dpkg/status for an installed package: fields in the
 * order in which dpkg writes them, with Status and Conffiles, and an empty line. `control` is the
 * parsed control file of the package. */
void generate_dpkg_stanza(const struct package_files *package, const struct fileset *files,
			  const struct deb822_stanza *control, struct buf *out);

/* The interest of a package in a trigger: deb-triggers(5). */
struct dpkg_interest {
	const char *name;    /* trigger: "ldconfig", "/usr/share/icons" */
	const char *package; /* as named in info/: "libc6:amd64" */
	bool noawait;
};
/* Initialise it with zeros; the caller releases it, also after an error. */
struct dpkg_triggers {
	struct arena arena;
	VEC(struct dpkg_interest) interest; /* in the order of packages, then as declared */
};
/* Adds the interests of a package, which `id` names as in info/. STATUS_UNTRUSTED for an invalid
 * name. */
int generate_dpkg_interests(const struct package_files *package, const char *id,
			    struct dpkg_triggers *triggers, struct err *err);
/* Writes /var/lib/dpkg/triggers: File for paths, a file NAME for each other trigger. */
int generate_dpkg_triggers(const struct dpkg_triggers *triggers, struct fileset *files,
			   struct err *err);
void generate_triggers_release(struct dpkg_triggers *triggers);

/* Writes /etc/dpkg/dpkg.cfg.d/debslim, so that later installations leave out the same paths;
 * nothing if no rule can be said there. */
int generate_dpkg_excludes(const struct filter *filter, struct fileset *files, struct err *err);

#endif
