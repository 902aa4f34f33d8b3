/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interface to where packages come from: the archive, an index file, local .debs. A
 * source fills a universe from a request, and locates the .debs of the chosen packages.
 * shim/ implements it over libapt-pkg; src/plan opens it.
 *
 * Usual order: load(), describe() for the chosen packages, debs(), close(). If debs()
 * sets *stale, call refresh() and start again at load(). Functions that may be NULL say
 * so. */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/universe.h"

/* One part of the request. */
struct request_item {
	const char *text;  /* relations in Debian syntax: "libpq5, curl (>= 7) | wget" */
	const char *where; /* for errors: "--include", "profile cc: Packages" */
};

/* A keyring in memory. */
struct source_key {
	const char *name; /* file name without directory: "debian-archive-keyring.gpg" */
	struct str bytes;
};

/* A source of packages in the terms of sources.list(5). */
struct source_entry {
	const char *uri;        /* without credentials */
	const char *suite;      /* "bookworm-updates"; "./" if there are no components */
	const char *components; /* "main contrib", or "" */
	const char *options;    /* further fields, one per line: "Check-Valid-Until: no\n" */
	bool trusted;           /* its signature is not checked */
	const char *signed_by;  /* fingerprints of keys, or "" */
	const struct source_key *key; /* [keys]: signed by one of these; if there are none, by
	                               * any that apt trusts */
	size_t keys;
};

struct package_source {
	/* Facts, set when the source is opened; owned by the source. */
	const char *suite;        /* codename of the main source; "" if unknown */
	const char *architecture; /* "amd64" */
	/* [left_outs]: configured sources that could not be used but that the user
	 * allows to be missing: "http://mirror.example/debian bookworm-updates"; a local
	 * one by its suite alone. */
	const char *const *left_out;
	size_t left_outs;

	/* Fills `universe`, which must be empty and which the caller releases, with the
	 * packages that the items can reach; it does not refer to the items. STATUS_FATAL
	 * with a hint for a name that no index knows or a syntax error; STATUS_NETWORK or
	 * STATUS_UNTRUSTED if lists that are needed could not be obtained; STATUS_UNSOLVABLE if
	 * two items name different versions of a package. After an error `universe` is empty.
	 * It is not an error if no candidate meets a known relation: the candidates of its
	 * alternatives are then empty. */
	int (*load)(struct package_source *source, const struct request_item *items, size_t n,
		    struct universe *universe, struct err *err);

	/* Fills in the fields that the solver does not need, of these packages of a
	 * universe that load() of this source, not load_all(), filled; it must still be at the
	 * same address: sha256, uri, essential and optional. Before that
	 * they are NULL, false and empty. STATUS_UNTRUSTED for a malformed record of a list. */
	int (*describe)(struct package_source *source, struct universe *universe,
			const package_id *id, size_t n, struct err *err);

	/* Like load(), for every package of the source with its candidate. There is no
	 * request, and no name is unknown. On error `universe` may be partly filled; the caller
	 * releases it. */
	int (*load_all)(struct package_source *source, struct universe *universe, struct err *err);

	/* Fills `universe`, which must be empty, with the packages, by name and without
	 * relations, that apt itself would install for the items on an empty system
	 * without Recommends. STATUS_UNSOLVABLE if apt finds no solution. On error `universe` may
	 * be partly filled; the caller releases it. */
	int (*load_apt_choice)(struct package_source *source, const struct request_item *items,
			       size_t n, struct universe *universe, struct err *err);

	/* Stores the path of the .deb of each of the `n` packages in path[], valid until
	 * close(), and downloads what is missing. Call describe() first. The reader
	 * of a .deb must check its hash. Sets *stale in any case. If it is true after an
	 * error, the lists name files that no longer exist: call refresh(), load() again and
	 * retry. STATUS_NETWORK if a download fails or the network may not be used;
	 * STATUS_UNTRUSTED if a .deb is not signed or not what its list says; STATUS_FATAL
	 * if the source knows no place of it. For model/files_source.h alone: nobody else
	 * knows that packages are .debs. */
	int (*debs)(struct package_source *source, const struct universe *universe,
		    const package_id *id, size_t n, const char **path, bool *stale,
		    struct err *err);

	/* Removes those of the `n` .debs that debs() returned from the cache that do
	 * not have the SHA-256 of their package; *dropped says how many. Then call
	 * debs() again. STATUS_UNTRUSTED if there is one and the network may not be used.
	 * NULL if the source keeps no .debs. */
	int (*drop_damaged)(struct package_source *source, const struct universe *universe,
			    const package_id *id, size_t n, size_t *dropped, struct err *err);

	/* Updates the lists even if they are fresh; universes must then be loaded again.
	 * Errors are those of load(). NULL if there is nothing to refresh. */
	int (*refresh)(struct package_source *source, struct err *err);

	/* Calls `line` for each line of the archive's Contents indexes (fmt/contents.h:
	 * which file is in which package): those of this architecture or, with `all`,
	 * those of architecture all. Indexes are cached beside the lists and verified by
	 * the Release file. The text is valid only during the call of `line`. With
	 * `download`, an index that is missing, damaged or older than a day is fetched if
	 * the network may be used; without it, only the cache is read. An index that is not
	 * available causes a note and no lines, not an error. STATUS_UNTRUSTED
	 * if a cached index is damaged and the network may not be used; STATUS_FATAL after an
	 * interruption. NULL if the source has no such index. */
	int (*read_contents)(struct package_source *source, bool all, bool download,
			     void (*line)(void *context, struct str line), void *context,
			     struct err *err);

	/* The entries that packages come from; *out [*n] is owned by the source and valid
	 * until the next call or close(). NULL if the source reads only local files. */
	int (*entries)(struct package_source *source, const struct source_entry **out, size_t *n,
		       struct err *err);

	void (*close)(struct package_source *source); /* frees the source */
};

#endif
