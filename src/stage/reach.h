/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides about held members: those that the rules leave out unless a kept file uses them
 * (stage/uses). A directory is also used by what is in it; a held link is kept if it leads to
 * something that is. */
#ifndef STAGE_REACH_H
#define STAGE_REACH_H

#include "model/fileset.h"
#include "model/left_out.h"
#include "stage/uses/uses.h"

/* Removes the held members that nothing kept uses from `files`, which must be input->files, and
 * appends them to `left_out`; their paths belong to the file set. Overwrites `out` with the uses
 * of all that is kept, sorted by path; the caller releases it. Their `by` and `to` are members of
 * `files`, which must outlive it. */
void reach_settle(struct fileset *files, const struct uses_input *input, struct left_out_list *left_out,
		  struct uses *out);

#endif
