/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits an image into layers so that images can share them: a package that is complete
 * in two images is the same layer in both. The last layer holds what depends on the
 * image as a whole (the loader's cache, accounts, certificates). */
#ifndef STAGE_LAYERS_H
#define STAGE_LAYERS_H

#include "model/fileset.h"
#include "model/layer.h"
#include "model/package_files.h"

/* Clients mount each layer separately; Docker's overlayfs driver accepts 127. */
enum { LAYERS_MOST = 120 };

enum layers_kind {
	LAYERS_ONE,
	LAYERS_COUNT,   /* the largest source packages have one layer each, the rest share one */
	LAYERS_PACKAGE, /* each package has its own; above LAYERS_MOST the smallest share the
	                 * last */
};

struct layers_choice {
	enum layers_kind kind;
	size_t n; /* LAYERS_COUNT: number of layers at most, from 1 to LAYERS_MOST; otherwise not
	           * read */
};

struct layers_input {
	const struct package_files *package; /* [n]: all packages of the image */
	size_t n;
	const struct fileset *files; /* finished by compose_finish() */
	struct member *const *member; /* [members]: the same, sorted by path, as from
	                               * fileset_sorted(); the array is copied */
	size_t members;
	int64_t epoch; /* no time is later, seconds since 1970 */
};

/* Fills `out`, which must be empty and which the caller releases. The layer with the
 * oldest files is the lowest. In all layers but the last, directories have the time of
 * the newest file that the packages of the layer ship, because their own time would
 * depend on the rest of the image. `out` refers to members of `files` and to their
 * content, which must outlive it. */
void layers_split(const struct layers_input *input, struct layers_choice choice, struct layers *out);

#endif
