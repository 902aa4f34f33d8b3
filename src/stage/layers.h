/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits an image into layers, so that images share what they have in common: a
 * package that is whole in two images is the same layer in both. What depends on
 * the image as a whole (the loader's cache, accounts, certificates) is the last. */
#ifndef STAGE_LAYERS_H
#define STAGE_LAYERS_H

#include "model/fileset.h"
#include "model/layer.h"
#include "model/package_files.h"

/* Clients mount each layer of its own: overlayfs takes 127 at Docker. */
enum { LAYERS_MOST = 120 };

enum layers_kind {
	LAYERS_ONE,
	LAYERS_COUNT,   /* the largest source packages have one each, the rest share one */
	LAYERS_PACKAGE, /* each package has its own, up to LAYERS_MOST: the smallest share the last */
};

struct layers_choice {
	enum layers_kind kind;
	size_t n; /* LAYERS_COUNT: how many at most, from 1 to LAYERS_MOST */
};

struct layers_input {
	const struct package_files *package;
	size_t n;
	const struct fileset *files; /* finished, see compose_finish() */
	struct member *const *member; /* the same, by path */
	size_t members;
	int64_t epoch; /* no time is later */
};

/* The lowest layer is that whose files are the oldest. Folders have the time of the
 * newest file that the packages of their layer ship, as their own would depend on
 * what else is in the image; those of the last layer keep it. The caller releases
 * `out`. */
void layers_split(const struct layers_input *input, struct layers_choice choice, struct layers *out);

#endif
