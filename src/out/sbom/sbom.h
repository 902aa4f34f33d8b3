/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The content of a bill of materials of an image, independent of the format. All text is
 * UTF-8 and in the arena. Initialise struct sbom with zeros. src/make/sbom.c fills it, in
 * the order in which it is written: packages by name, files by path. */
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
extern const char *const sbom_media_types[SBOM_FORMATS];  /* as registered with IANA */

/* Information for which the formats have no field. */
struct sbom_note {
	const char *name; /* "cut", "maintainer-script" … */
	const char *text;
};

/* A licence that is not in the SPDX list. */
struct sbom_licence_ref {
	const char *id; /* "LicenseRef-…": always the same for the same name and text */
	const char *name, *text;
};

/* Files of a package that are not in the image. */
struct sbom_left_out {
	const char *rule; /* the size rule, "docs"; "other": replaced, or not needed */
	size_t files;
};

struct sbom_package {
	const char *name, *version, *architecture, *source, *source_version;
	const char *supplier;         /* the Maintainer: "Name <address>"; NULL if not known */
	const char *homepage, *summary; /* may be NULL */
	const char *sha256, *uri;     /* of the .deb; NULL if not known; uri NULL also if local */
	const char *licence;          /* an SPDX licence expression, or NULL if not known */
	VEC(const struct sbom_licence_ref *) ref; /* those in the expression, by id */
	size_t shipped, kept;         /* number of files and links of the .deb, and of those that
	                               * are in the image; the package is partial if they differ */
	VEC(struct sbom_left_out) left_out; /* the difference */
	VEC(size_t) depends;          /* indexes into sbom.package */
	VEC(struct sbom_note) note;
};

#define SBOM_NO_PACKAGE ((size_t)-1)

struct sbom_file {
	const char *path; /* "usr/bin/x" */
	const char *id;   /* letters and digits, derived from the path; unique */
	const char *sha1, *sha256;
	size_t package; /* index, or SBOM_NO_PACKAGE */
	bool shipped;   /* as in the .deb; else made for the image, or changed */
};

struct sbom {
	struct arena arena;
	const char *name;     /* name of the document: "cc-bookworm-amd64" */
	const char *tool;     /* version of debslim */
	int64_t created;      /* seconds since 1970 */
	const char *os_id;    /* "debian" */
	const char *os_version, *os_codename, *os_title; /* "12", "bookworm", "Debian GNU/Linux
	                                                  * 12 …"; or NULL */
	const char *profile, *tag, *suite, *architecture; /* profile: NULL if only packages were
	                                                   * requested */
	VEC(struct sbom_package) package;
	VEC(struct sbom_note) note;                   /* about the image */
	VEC(const struct sbom_licence_ref *) ref;     /* of all packages, by id */
	bool has_files; /* `file` was filled, perhaps with none */
	VEC(struct sbom_file) file;
};

/* Sets `licence` and `ref` of a package from its copyright file in the image. A file
 * that is not machine-readable becomes one licence with the whole file as its text: that
 * is what the package says, and nothing is guessed. An empty file, or one larger than 4 MiB, sets
 * nothing. package->source must be set, `licence` NULL and `ref` empty; `copyright` is copied. */
void sbom_read_licence(struct sbom *sbom, const struct licence_rules *rules, struct str copyright,
		       struct sbom_package *package);
/* Fills sbom->ref, which is empty before. Call it once all packages have their licences. */
void sbom_collect_refs(struct sbom *sbom);

/* The package URL (package-url specification): pkg:deb/debian/NAME@VERSION?arch=…, in the
 * arena. */
const char *sbom_purl(struct arena *arena, const struct sbom *sbom, const struct sbom_package *package);
/* "2025-05-17T00:00:00Z", in the arena; a time outside of the years 1970 to 9999 is moved to their
 * nearer end. */
const char *sbom_time(struct arena *arena, int64_t seconds);
/* The name-based UUID (RFC 9562, version 5) of a text, in the arena. */
const char *sbom_uuid(struct arena *arena, struct str text);

/* Appends the whole document, ended by a newline. The same sbom gives the same bytes;
 * its identity (namespace or serial number) is derived from its content. It may be called for each
 * format. STATUS_FATAL if JSON cannot hold the text; then `out` is unchanged. */
int sbom_write(struct sbom *sbom, enum sbom_format format, struct buf *out, struct err *err);
void sbom_release(struct sbom *sbom);

#endif
