/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where packages come from: the archive, an index file, local .debs. A source
 * fills a universe from a request and brings the .debs of a solution. */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/universe.h"

/* One part of what is asked for. */
struct request_item {
	const char *text;  /* relations in Debian syntax: "libpq5, curl (>= 7) | wget" */
	const char *where; /* for errors: "--include", "profile cc: Packages" */
};

/* A file with keys, read. */
struct source_key {
	const char *name; /* of the file, without folders: "debian-archive-keyring.gpg" */
	struct str bytes;
};

/* A place that packages come from, in the terms of sources.list(5). */
struct source_entry {
	const char *uri;        /* without credentials */
	const char *suite;      /* "bookworm-updates"; "./" where there are no components */
	const char *components; /* "main contrib", or "" */
	const char *options;    /* fields of how it is read, a line each: "Check-Valid-Until: no\n" */
	bool trusted;           /* its signature does not count */
	const char *signed_by;  /* fingerprints of keys, or "" */
	const struct source_key *key; /* signed by one of these; none: by any that apt trusts */
	size_t keys;
};

struct package_source {
	/* Facts, set from the start; owned by the source. */
	const char *suite;        /* codename of the main source; "" where unknown */
	const char *architecture; /* "amd64" */
	/* Sources that are configured, but that the packages come without, as the user allows:
	 * "http://mirror.example/debian bookworm-updates", a local one by its suite alone. */
	const char *const *left_out;
	size_t left_outs;

	/* Fills `universe` (empty before) with what is reachable from the items.
	 * STATUS_FATAL with a hint for a name that no index knows, or a syntax
	 * error; STATUS_NETWORK or STATUS_UNTRUSTED where lists that would be
	 * needed could not be had. A known relation that no candidate meets is
	 * no error here: its alternatives are empty. */
	int (*load)(struct package_source *source, const struct request_item *items, size_t n,
		    struct universe *universe, struct err *err);

	/* Fills in what resolving does without: sha256, uri, essential and optional of these
	 * packages of a universe that load() filled. Before that they are NULL, false and
	 * empty. */
	int (*describe)(struct package_source *source, struct universe *universe,
			const package_id *id, size_t n, struct err *err);

	/* The same as load() for every package of the source, each with its candidate: no
	 * request, and nothing in it is unknown. */
	int (*load_all)(struct package_source *source, struct universe *universe, struct err *err);

	/* What apt itself would install for the items on an empty system without
	 * Recommends, by name. The universe (empty before) has no relations.
	 * STATUS_UNSOLVABLE where apt finds no way. */
	int (*load_apt_choice)(struct package_source *source, const struct request_item *items,
			       size_t n, struct universe *universe, struct err *err);

	/* Puts the path of the .deb of each of `n` packages into path[] (owned by
	 * the source), downloading what is not there yet; describe() first. The bytes are hashed
	 * again by who reads them. *stale says on error that the lists name files
	 * that are gone: refresh(), load again and try once more. */
	int (*fetch)(struct package_source *source, const struct universe *universe,
		     const package_id *id, size_t n, const char **path, bool *stale,
		     struct err *err);

	/* Removes from the cache what does not have the SHA-256 of its package, of `n`
	 * packages that fetch() brought; *dropped says how many. Then fetch() again. An
	 * error where the network may not be used. NULL where nothing is kept. */
	int (*drop_damaged)(struct package_source *source, const struct universe *universe,
			    const package_id *id, size_t n, size_t *dropped, struct err *err);

	/* Brings the lists up to date, even if they are fresh; NULL where there is
	 * nothing to refresh. */
	int (*refresh)(struct package_source *source, struct err *err);

	/* Hands the lines of the archive's Contents indexes (fmt/contents.h: which
	 * file is in which package) to `line`: of the packages for this architecture,
	 * or, with `all`, of those for all. They are kept beside the lists, and checked by
	 * the Release file as these are. With `download`, an index that is older than a
	 * day is fetched if the network may be used; without it, only the cache is read. An index
	 * that is not available causes a note and no lines, not an error. NULL if the source
	 * has no such index. */
	int (*read_contents)(struct package_source *source, bool all, bool download,
			     void (*line)(void *context, struct str line), void *context,
			     struct err *err);

	/* Where its packages come from; *out is owned by the source. NULL where nothing
	 * but local files are read. */
	int (*entries)(struct package_source *source, const struct source_entry **out, size_t *n,
		       struct err *err);

	void (*close)(struct package_source *source); /* frees it */
};

#endif
