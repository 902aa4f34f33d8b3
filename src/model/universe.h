/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The packages that a request can reach, with their relations resolved to candidates.
 * Each name has one candidate version, which apt chose. Whether a version, an
 * architecture qualifier or a Provides meets a relation has been decided by the source
 * that filled the universe (libapt-pkg; deb-version(7) and Debian Policy chapter 7), so
 * nothing here parses relations or compares versions. */
#ifndef MODEL_UNIVERSE_H
#define MODEL_UNIVERSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* A package is identified by its index in universe.package, in this universe only. */
typedef size_t package_id;
#define PACKAGE_NONE ((package_id)-1)

struct package_ids {
	package_id *at; /* in the universe's arena */
	size_t n;
};

/* One alternative of a relation: "libssl3 (>= 3.0.0)". */
struct alternative {
	const char *name;              /* the package name, without qualifier */
	const char *text;              /* as apt writes it, with version and qualifier */
	bool known;                    /* whether any real or virtual package of that name exists */
	struct package_ids real;       /* the candidate of that name, if it meets the alternative
	                                * (0 or 1) */
	struct package_ids providers;  /* other candidates whose Provides meets it, by name */
};

enum relation_kind { RELATION_ROOT, RELATION_PRE_DEPENDS, RELATION_DEPENDS };

/* An OR group: any one alternative is enough. */
struct relation {
	enum relation_kind kind;
	const char *text; /* "libc6 (>= 2.36) | libc6.1" */
	struct alternative *alternative;
	size_t n;
};

/* Conflicts or Breaks against packages of this universe, never against the package itself. */
struct conflict {
	const char *kind; /* "Conflicts" or "Breaks" */
	const char *text;
	struct package_ids with;
};

struct package {
	const char *name, *version, *architecture; /* architecture as in the index, including
	                                            * "all" */
	const char *source, *source_version; /* the package itself if the index names no other */
	uint64_t installed_size; /* bytes; 0 if the index does not say */
	uint64_t download_size;  /* bytes of the .deb */
	const char *sha256;      /* of the .deb: 64 lower-case hex digits, or NULL; see
	                          * describe() of model/source.h */
	const char *uri;         /* of the .deb, without credentials, or NULL; see describe() */
	bool essential;
	struct relation *relation; /* Pre-Depends, then Depends, as in the index */
	size_t relations;
	struct conflict *conflict;
	size_t conflicts;
	const char **optional; /* [optionals]: the packages that Recommends and Suggests name;
	                        * see describe() */
	size_t optionals;
	struct package_ids replaces; /* packages of this universe whose files it may replace */
};

/* Initialise it with zeros. */
struct universe {
	struct arena arena; /* owns all text and arrays below */
	VEC(struct package) package;
	struct relation *root; /* [roots]: the request, one relation for each part */
	size_t *item;          /* [roots]: index of the item of the request that the part belongs
	                        * to */
	size_t roots;
};

const char *relation_kind_name(enum relation_kind kind); /* "Depends" … */
/* The installed size in bytes; if the index does not say, the size of the .deb. */
static inline uint64_t package_size(const struct package *package)
{
	return package->installed_size ? package->installed_size : package->download_size;
}

/* The id of the package that has this name; PACKAGE_NONE where none. */
package_id universe_find(const struct universe *universe, const char *name);

void universe_release(struct universe *universe); /* all zero afterwards */

#endif
