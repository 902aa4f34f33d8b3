/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/generate/dpkg*: the parts of /var/lib/dpkg. */
#ifndef STAGE_GENERATE_DPKG_PARTS_H
#define STAGE_GENERATE_DPKG_PARTS_H

#include "base/map.h"
#include "fmt/deb822.h"
#include "stage/filter.h"
#include "stage/generate/parts.h"

/* A file in /var/lib/dpkg. */
int generate_dpkg_file(struct fileset *files, const char *name, struct str content, uint32_t mode,
		       struct err *err);

/* The stanza of /var/lib/dpkg/status for a package that is installed: fields in
 * the order in which dpkg writes them, with Status and Conffiles, and an empty
 * line. */
void generate_dpkg_stanza(const struct package_files *package, const struct fileset *files,
			  const struct deb822_stanza *control, struct buf *out);

/* Who is called when: deb-triggers(5). */
struct dpkg_interest {
	const char *name;    /* of the trigger: "ldconfig", "/usr/share/icons" */
	const char *package; /* as info/ knows it: "libc6:amd64" */
	bool noawait;
};
struct dpkg_triggers {
	struct arena arena;
	VEC(struct dpkg_interest) interest; /* in the order of packages, then as they declare it */
};
/* Takes in what a package is interested in. STATUS_UNTRUSTED for a name that is
 * none. */
int generate_dpkg_interests(const struct package_files *package, const char *id,
			    struct dpkg_triggers *triggers, struct err *err);
/* /var/lib/dpkg/triggers: File for folders and files, NAME for all others. */
int generate_dpkg_triggers(const struct dpkg_triggers *triggers, struct fileset *files,
			   struct err *err);
void generate_triggers_release(struct dpkg_triggers *triggers);

/* /etc/dpkg/dpkg.cfg.d/debslim: what was left out is left out of later
 * installations, too. */
int generate_dpkg_excludes(const struct filter *filter, struct fileset *files, struct err *err);

#endif
