/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/generate: one function for each kind of thing that is made, and what they
 * share. Errors are as in generate.h. Those of gconv-modules and ld.so.cache, which come after
 * reach, are in generate.h. */
#ifndef STAGE_GENERATE_PARTS_H
#define STAGE_GENERATE_PARTS_H

#include "stage/generate/generate.h"
#include "stage/place.h"

/* Makes the Path stanzas of a profile, before and (`last`) after all else is made. */
int generate_paths(const struct profile *profile, bool last, struct fileset *files, struct err *err);
/* --copy and the Copy stanzas: what is copied from the host. */
int generate_copies(const struct generate_input *input, struct fileset *files, struct err *err);
/* Makes the working directory of the container, unless it exists or the profile has none: owner
 * root, mode 0755. STATUS_FATAL if something else is there. */
int generate_workdir(const struct profile *profile, struct fileset *files, struct err *err);
/* /etc/ssl/certs, Java's keystore and /usr/local/share/ca-certificates: see ca.h. */
int generate_ca(const struct ca_input *input, struct fileset *files, struct err *err);
/* php.ini, the modules and their links below /etc/php, as ucf and phpenmod make them; and
 * which modules are enabled, below /var/lib/php/modules. */
int generate_php(struct fileset *files, struct err *err);
/* Makes /etc/pam.d/common-* and /var/lib/pam, unless /etc/pam.d/common-auth exists. */
int generate_pam(struct fileset *files, struct err *err);
/* /etc/machine-id, empty, where systemd or dbus-daemon is in the image. */
int generate_machine_id(struct fileset *files, struct err *err);
/* Moves busybox to /busybox and makes a link for each of its applets. STATUS_FATAL if the image has
 * no busybox, or its binary has no table of applets. */
int generate_busybox(struct fileset *files, struct err *err);

/* Makes /var/lib/dpkg as dpkg does. The caller has looked whether dpkg is in the image. */
int generate_dpkg(const struct generate_input *input, struct fileset *files, struct err *err);
/* Writes the sources of the build with their keys to /etc/apt; nothing if there are none. The
 * caller has looked whether apt is in the image. */
int generate_sources(const struct generate_input *input, struct fileset *files, struct err *err);
/* Whether a regular file or hard link of the package lies where this name, absolute or not, leads,
 * links above it followed. */
bool generate_kept(const struct fileset *files, package_id owner, struct str name);
/* Whether a package is in the image. */
bool generate_has(const struct generate_input *input, const char *package);

#endif
