/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a bill of materials says of an image, whatever its format. All text is UTF-8 and
 * lives in the arena. Who fills it (src/sbom.c) brings everything in the order in which it
 * is written: packages by name, files by path. */
#ifndef OUT_SBOM_SBOM_H
#define OUT_SBOM_SBOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/licences.h"

enum sbom_format { SBOM_SPDX, SBOM_CYCLONEDX, SBOM_FORMATS };
extern const char *const sbom_format_names[SBOM_FORMATS]; /* "spdx", "cyclonedx": as in --sbom */
extern const char *const sbom_media_types[SBOM_FORMATS];  /* as IANA knows them */

/* Something that a format has no field for. */
struct sbom_note {
	const char *name; /* "cut", "maintainer-script" … */
	const char *text;
};

/* A licence that the SPDX list does not have. */
struct sbom_licence_ref {
	const char *id; /* "LicenseRef-…": the same for the same name and text, everywhere */
	const char *name, *text;
};

/* Files of a package that are not in the image. */
struct sbom_left_out {
	const char *rule; /* the size rule, "docs"; "other": replaced, or of no use to what is there */
	size_t files;
};

struct sbom_package {
	const char *name, *version, *architecture, *source, *source_version;
	const char *supplier;         /* the Maintainer: "Name <address>"; NULL where not known */
	const char *homepage, *summary; /* or NULL */
	const char *sha256, *uri;     /* of the .deb; NULL where not known, or not for others */
	const char *licence;          /* an SPDX licence expression, or NULL: nothing is said */
	VEC(const struct sbom_licence_ref *) ref; /* those in the expression, by id */
	size_t shipped, kept;         /* files and links of the .deb, and how many of them are in
					 the image: it is partial where these differ */
	VEC(struct sbom_left_out) left_out; /* what makes the difference */
	VEC(size_t) depends;          /* indexes into sbom.package */
	VEC(struct sbom_note) note;
};

#define SBOM_NO_PACKAGE ((size_t)-1)

struct sbom_file {
	const char *path; /* "usr/bin/x" */
	const char *id;   /* letters and digits, made of the path's bytes: no two are the same */
	const char *sha1, *sha256;
	size_t package; /* index, or SBOM_NO_PACKAGE: of none */
	bool shipped;   /* as it is in the .deb; else made for the image, or changed */
};

struct sbom {
	struct arena arena;
	const char *name;     /* of the document: "cc-bookworm-amd64" */
	const char *tool;     /* version of debslim */
	int64_t created;      /* seconds since 1970 */
	const char *os_id;    /* "debian" */
	const char *os_version, *os_codename, *os_title; /* "12", "bookworm", "Debian GNU/Linux 12 …"; or NULL */
	const char *profile, *tag, *suite, *architecture; /* profile: NULL for a list of packages */
	VEC(struct sbom_package) package;
	VEC(struct sbom_note) note;                   /* on the image */
	VEC(const struct sbom_licence_ref *) ref;     /* of all packages, by id */
	bool has_files;
	VEC(struct sbom_file) file;
};

/* Reads a copyright file, as it stands in the image, for a package: sets licence and ref of
 * the package. What is not machine-readable is one licence of its own, whose text is the
 * whole file: that is what the package says, and nobody has to guess. `source` names it. */
void sbom_read_licence(struct sbom *sbom, const struct licence_rules *rules, struct str copyright,
		       struct sbom_package *package);
/* Once all packages are in: fills sbom->ref. */
void sbom_collect_refs(struct sbom *sbom);

/* The package as a purl (package-url specification): pkg:deb/debian/NAME@VERSION?arch=…. In
 * the arena. */
const char *sbom_purl(struct arena *arena, const struct sbom *sbom, const struct sbom_package *package);
/* "2025-05-17T00:00:00Z", in the arena. */
const char *sbom_time(struct arena *arena, int64_t seconds);
/* A name-based UUID (RFC 9562, version 5) of a text, in the arena. */
const char *sbom_uuid(struct arena *arena, struct str text);

/* The whole document in its format, ended by a newline. The same sbom gives the same bytes;
 * its identity (namespace, serial number) comes from all that it says. */
int sbom_write(struct sbom *sbom, enum sbom_format format, struct buf *out, struct err *err);
void sbom_release(struct sbom *sbom);

#endif
