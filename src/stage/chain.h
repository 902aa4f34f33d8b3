/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which uses lead from some files of an image to the others: the shortest way to each, by
 * uses that are sure before those that are only possible. */
#ifndef STAGE_CHAIN_H
#define STAGE_CHAIN_H

#include "base/map.h"
#include "model/fileset.h"
#include "stage/uses/uses.h"

struct chains;
/* Reads more uses of a file that was reached, and adds them. */
typedef void chains_reader(void *context, struct chains *chains, const struct member *member);

struct chains {
	const struct fileset *files;
	const struct uses *uses;
	struct map from;    /* path → the uses of that file */
	struct map because; /* path → struct use, of files that were reached */
	VEC(const struct member *) reached; /* in order */
	chains_reader *reader; /* called once for each file that is reached, if set before chains_from() */
	void *context;
	struct arena arena; /* the uses that were added */
};

/* The file set and the uses of all of its files must outlive the chains. */
void chains_open(const struct fileset *files, const struct uses *uses, struct chains *out);
/* Starts at these files and follows their uses to what was not reached before. */
void chains_from(struct chains *chains, const struct member *const *root, size_t n);
/* For a reader: follows a copy of a use. Its text must outlive the chains. */
void chains_add(struct chains *chains, const struct use *use);
/* Whether a file was reached; *because is the use that led to it, NULL for a root. */
bool chains_reach(const struct chains *chains, const char *path, const struct use **because);
void chains_release(struct chains *chains);

#endif
