/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interface to the files of packages, wherever they are: in .debs (plan/deb_files.h), or in
 * any other place that knows for each package its members and its control files.
 *
 * Usual order: obtain(), read() with the same request; close(). */
#ifndef MODEL_FILES_SOURCE_H
#define MODEL_FILES_SOURCE_H

#include "model/filter.h"
#include "model/package_files.h"
#include "model/universe.h"

struct files_wanted {
	package_id id; /* a package of the universe whose fields package_source.describe() filled */
	bool named;    /* requested by the user: rules give way rather than empty it */
};

/* What it points to must stay during the call only. */
struct files_request {
	const struct universe *universe;
	const struct files_wanted *wanted; /* [n] */
	size_t n;
	const struct filter *filter; /* which members are wanted */
};

struct files_source {
	/* Brings what holds the files to this machine, if it is elsewhere. Sets *stale in any case.
	 * If it is true after an error, the lists name files that no longer exist: call
	 * package_source.refresh() and load() again, then retry. STATUS_NETWORK if they cannot be
	 * brought here, STATUS_UNTRUSTED if they are not what the lists say. */
	int (*obtain)(struct files_source *source, const struct files_request *request, bool *stale,
		      struct err *err);

	/* Fills out[n] in the order of the request; the caller releases each. `out` need not be
	 * initialised; it refers to the packages of the universe, not to the source. Call obtain()
	 * with the same request first. `before` [befores] are packages that were read earlier,
	 * perhaps for another universe: read() does not read those with the same identity again but
	 * moves them to `out` and zeroes them where they were; the others stay the caller's.
	 * STATUS_UNTRUSTED for a package that is malformed or not what the universe says. A file
	 * that was damaged meanwhile is obtained again, so every status of obtain() is possible. On
	 * error nothing is left in `out`, and what was moved is released. */
	int (*read)(struct files_source *source, const struct files_request *request,
		    struct package_files *before, size_t befores, struct package_files *out,
		    struct err *err);

	void (*close)(struct files_source *source); /* frees the source */
};

#endif
