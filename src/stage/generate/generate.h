/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes what maintainer scripts would have left from the files of the image: the
 * profile's paths, certificates, PHP's links, PAM's common files, machine-id, links for
 * busybox, and dpkg's record of the packages for scanners. Nothing is executed.
 * stage/effect makes accounts. The input need not outlive the fileset, but for the content of
 * `copied`. An error is STATUS_FATAL where the profile or an option asked for it, STATUS_UNTRUSTED
 * where a package is to blame; the fileset may then hold part of what was to be made.
 *
 * Order: generate_before_scripts(), maintainer scripts, generate(), generate_given()
 * with `last`, reach_settle(), generate_ldcache(), generate_gconv(), generate_status(). */
#ifndef STAGE_GENERATE_GENERATE_H
#define STAGE_GENERATE_GENERATE_H

#include "base/err.h"
#include "fmt/cert.h"
#include "model/fileset.h"
#include "model/left_out.h"
#include "model/profile.h"
#include "model/source.h"
#include "model/filter.h"
#include "model/package_files.h"

/* A certificate given by the user. */
struct ca_given {
	const char *name;   /* name of its file in /usr/local/share/ca-certificates: "own.crt" */
	const char *origin; /* for messages: "certs/own.pem: certificate 2" */
	struct cert cert;
};

/* How programs find authorities: all in one file, or through links HASH.N named as by
 * c_rehash(1), or both, as update-ca-certificates(8) does. The links point to NAME.pem,
 * and that to the single files, which are then kept. */
enum ca_layout { CA_BUNDLE, CA_HASHED, CA_BOTH };

struct ca_input {
	enum ca_layout layout;
	const struct ca_given *given; /* [n]: with distinct names and certificates */
	size_t n;
	bool strict; /* a file of a package that is not a certificate is an error, not a warning */
};

/* A file, directory or link of the host; its path is the place in the image. */
struct copied {
	struct member member;
	const char *from; /* for errors: "--copy ./app:/app", or the position in a profile */
};

struct generate_input {
	const struct profile *profile;
	const struct copied *copied; /* [copies]: directories precede their content */
	size_t copies;
	const struct package_files *package; /* [n]: all packages of the image */
	size_t n;
	struct ca_input ca;
	bool pam; /* a script called pam-auth-update */
	const struct filter *filter; /* the rules that left files out of the packages */
	const char *suite; /* codename of the suite whose facts apply; NULL: not known */
	const char *architecture; /* Debian's name, "amd64"; not NULL */
	const struct source_entry *entry; /* [entries]: where the packages come from */
	size_t entries;
};

/* Makes the paths of the profile that maintainer scripts see (Before-Scripts). STATUS_FATAL if
 * something else is there. */
int generate_before_scripts(const struct profile *profile, struct fileset *files, struct err *err);

/* Makes everything but the record of packages, the loader's cache and gconv. Call it
 * before reach_settle(), so that held members can still be read. */
int generate(const struct generate_input *input, struct fileset *files, struct err *err);

/* Puts the Path stanzas of the profile and the copies of the host in place of existing
 * members. generate() calls it because other generators use them; call it again with
 * `last` when all is made, because nothing takes precedence over the user's files.
 * STATUS_FATAL if a directory is in the way of a file, or the other way round. */
int generate_given(const struct generate_input *input, bool last, struct fileset *files,
		   struct err *err);

/* Appends the directories of /etc/ld.so.conf and of what it includes that are in the image, as
 * absolute paths with links followed, in its order; text is in `arena`. Nothing in images without
 * libc6 or of an architecture whose ldconfig is not known. STATUS_UNTRUSTED if includes do not end;
 * then `out` is unchanged. The caller releases `out`. */
int generate_configured(const struct generate_input *input, const struct fileset *files,
			struct arena *arena, struct names *out, struct err *err);

/* Writes /etc/ld.so.cache as the ldconfig of the image's libc6 would, makes the links by
 * soname that it makes, and removes links that lead nowhere. Does nothing in images
 * without libc6 or with that file; a note if that ldconfig is not known for the
 * architecture. STATUS_UNTRUSTED if includes in ld.so.conf do not end. Call it after
 * reach_settle(). */
int generate_ldcache(const struct generate_input *input, struct fileset *files, struct err *err);

/* Removes from gconv-modules and gconv-modules.d/ the lines that need modules that are
 * not in the image, and gconv-modules.cache if any module is missing. Removed files are
 * added to `left_out` under the rule that left the modules out, or else under `rule`, an index
 * into filter.names; their paths belong to the fileset.
 * Call it after reach_settle(). */
int generate_gconv(struct fileset *files, struct left_out_list *left_out, uint32_t rule, struct err *err);

/* Records the installed packages. Without dpkg in the image: for scanners,
 * /var/lib/dpkg/status.d with NAME (the control stanza) and NAME.md5sums (only the files
 * that are in the image) for each package. With dpkg: its own database, for which it uses
 * package_files.list, and /etc/dpkg/dpkg.cfg.d/debslim, which makes later installations leave out
 * what the filter left out. With apt: /etc/apt/sources.list.d/debian.sources, or
 * /etc/apt/sources.list before bookworm. STATUS_UNTRUSTED for a package without one control stanza
 * or with a wrong name of a trigger. Call it after reach_settle(). */
int generate_status(const struct generate_input *input, struct fileset *files, struct err *err);

#endif
