/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files of an image can come to run once some of them do. Besides the uses that files are
 * certain of (stage/uses), this follows what programs, scripts, modules and settings contain as
 * text: paths, and names of commands. A name is no proof that a file is used, so that more files
 * are found than will run, rather than fewer. */
#ifndef STAGE_RUNS_H
#define STAGE_RUNS_H

#include "model/rules.h"
#include "stage/chain.h"

struct runs_input {
	const struct fileset *files;
	const struct uses *uses; /* of all files; nobody may add to it or sort it meanwhile */
	const struct rules *rules; /* for the modules of languages; not NULL */
	/* Scripts that the caller will ask about. Only these are found by their name alone, in
	 * programs (if the script is in PATH) and in files of the same package. */
	const struct member *const *sought; /* [n] */
	size_t n;
};

struct runs;

/* Never returns NULL; the caller ends it with runs_close(). What the input points to must outlive
 * the result, and the file set must stay as it is. */
struct runs *runs_open(const struct runs_input *input);
/* Starts at these files, in addition to earlier ones. */
void runs_from(struct runs *runs, const struct member *const *root, size_t n);
/* Whether a file can come to run from the files given so far, or is a setting or module of what
 * can. */
bool runs_reach(const struct runs *runs, const struct member *member);
void runs_close(struct runs *runs);

#endif
