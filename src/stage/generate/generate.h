/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What maintainer scripts would have left, made from the image's own files: the
 * profile's paths, certificates, PHP's links, PAM's common files, machine-id, busybox' applets, dpkg's record of
 * each package for scanners. Nothing is executed. Accounts are those of
 * stage/effect. */
#ifndef STAGE_GENERATE_GENERATE_H
#define STAGE_GENERATE_GENERATE_H

#include "base/err.h"
#include "fmt/cert.h"
#include "model/fileset.h"
#include "model/left_out.h"
#include "model/profile.h"
#include "model/source.h"
#include "stage/filter.h"
#include "model/package_files.h"

/* A certificate of the user's own. */
struct ca_given {
	const char *name;   /* of the file that it becomes in /usr/local/share/ca-certificates: "own.crt" */
	const char *origin; /* for messages: "certs/own.pem: certificate 2" */
	struct cert cert;
};

/* How programs find authorities: all in one file, by links HASH.N as c_rehash(1)
 * names them, or both, which is what update-ca-certificates(8) leaves. The links
 * lead to NAME.pem and that to the single files, which are kept then. */
enum ca_layout { CA_BUNDLE, CA_HASHED, CA_BOTH };

struct ca_input {
	enum ca_layout layout;
	const struct ca_given *given; /* no two of one name or the same certificate */
	size_t n;
	bool strict; /* a file in a package that is no certificate is an error, not a warning */
};

/* A file, folder or link of the host, with its place in the image as its path. */
struct copied {
	struct member member;
	const char *from; /* for errors: "--copy ./app:/app", or the place in a profile */
};

struct generate_input {
	const struct profile *profile;
	const struct copied *copied; /* folders before what is in them */
	size_t copies;
	const struct package_files *package; /* all packages of the image */
	size_t n;
	struct ca_input ca;
	bool pam; /* a script called pam-auth-update */
	const struct filter *filter; /* what was left out of the packages */
	const char *suite; /* whose facts apply; NULL: not known */
	const char *architecture;
	const struct source_entry *entry; /* where the packages come from */
	size_t entries;
};

/* The paths of the profile that maintainer scripts see. */
int generate_before_scripts(const struct profile *profile, struct fileset *files, struct err *err);

/* Everything but the record of packages; before reach_settle(), so that held
 * members can still be read. */
int generate(const struct generate_input *input, struct fileset *files, struct err *err);

/* What the profile and the host give, in place of what is there: as part of generate(),
 * which makes more of it, and once all is made, for nothing goes before what the user
 * gives. STATUS_FATAL where a folder is in the way of a file, or the other way round. */
int generate_given(const struct generate_input *input, bool last, struct fileset *files,
		   struct err *err);

/* Appends the directories of /etc/ld.so.conf and what it includes, absolute, in its order; the
 * text is in `arena`. Nothing in images without libc6. STATUS_UNTRUSTED where it does not end. */
int generate_configured(const struct generate_input *input, const struct fileset *files,
			struct arena *arena, struct names *out, struct err *err);

/* /etc/ld.so.cache as the ldconfig of the image's libc6 writes it, and links by
 * soname that it makes; links that lead nowhere it takes away. Nothing in images
 * without libc6, or with such a file. After reach_settle(). */
int generate_ldcache(const struct generate_input *input, struct fileset *files, struct err *err);

/* gconv-modules and gconv-modules.d/, less what needs modules that are not in the
 * image, and less gconv-modules.cache if one is missing. Adds the files that it removes to
 * `left_out`, under the rule that left the modules out, or else under `rule`. After
 * reach_settle(). */
int generate_gconv(struct fileset *files, struct left_out_list *left_out, uint32_t rule, struct err *err);

/* What is installed. In an image without dpkg for scanners: /var/lib/dpkg/status.d
 * with NAME (the control stanza) and NAME.md5sums (only the files that are in the
 * image) for each package. With dpkg its own database, for which the packages
 * have to be read with their lists (struct ingest_request), and
 * /etc/dpkg/dpkg.cfg.d/debslim, which leaves out of later installations what the
 * filter left out of this one. With apt /etc/apt/sources.list.d/debian.sources,
 * before bookworm /etc/apt/sources.list. After reach_settle(). */
int generate_status(const struct generate_input *input, struct fileset *files, struct err *err);

#endif
