/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the shortest chain of uses from some files of an image to every other file that
 * they reach. Uses that are sure are followed first, then those that are only possible.
 *
 * Usage: chains_open(), chains_from() for one group of root files after the other,
 * chains_reach(), chains_release(). */
#ifndef STAGE_CHAIN_H
#define STAGE_CHAIN_H

#include "base/map.h"
#include "model/fileset.h"
#include "stage/uses/uses.h"

struct chains;
/* Reads more uses of a file that was reached, and adds them with chains_add(). */
typedef void chains_reader(void *context, struct chains *chains, const struct member *member);

struct chains {
	const struct fileset *files;
	const struct uses *uses;
	struct map from;    /* path → the uses of that file, a type of chain.c */
	struct map because; /* path → struct use that reached the file */
	VEC(const struct member *) reached; /* in the order in which they were reached */
	chains_reader *reader; /* called once for each file that is reached, if set before chains_from() */
	void *context;
	struct arena arena; /* the uses that were added */
};

/* Overwrites `out`; the caller may set reader and context afterwards, and releases it. `uses`
 * must have the uses of all files of the fileset. Both must outlive the chains, and nobody may
 * add to `uses` or sort it meanwhile. */
void chains_open(const struct fileset *files, const struct uses *uses, struct chains *out);
/* Follows uses from these files to all that was not reached by earlier calls. */
void chains_from(struct chains *chains, const struct member *const *root, size_t n);
/* For a reader: follows a copy of a use. Its text must outlive the chains. Does nothing if
 * use->to is NULL or was reached before. */
void chains_add(struct chains *chains, const struct use *use);
/* Whether a file was reached. *because is the use that led to it, valid as long as the chains;
 * NULL for a root or if it was not reached. */
bool chains_reach(const struct chains *chains, const char *path, const struct use **because);
void chains_release(struct chains *chains);

#endif
