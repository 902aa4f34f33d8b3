/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the members of packages to those of the image: merges them, adds what scripts
 * would have left, and decides about held members.
 *
 * Order: packages_read(), assemble(), needs_find(); if more packages are needed,
 * assemble_forget() and again; else assemble_finish(). */
#ifndef ASSEMBLE_H
#define ASSEMBLE_H

#include "make/pipeline.h"

/* Fills build->files with what is kept, build->uses with what that uses, build->scripts and
 * build->epoch; adds to build->left_out. STATUS_UNTRUSTED for what no package may do, STATUS_FATAL
 * for an option or profile that does not fit. After an error build_release() frees what is
 * there. */
int assemble(struct build *build, struct err *err);
/* Releases what assemble() made, before it is called again. build->left_out must not be read
 * until packages_read() fills it again. */
void assemble_forget(struct build *build);
/* Call it once nothing more is needed: makes what depends on all files, lists the members in
 * build->member, fills build->unmade and empties build->uses. With --strict, STATUS_CHECK for a
 * script that is not understood, or a file that was not made. */
int assemble_finish(struct build *build, struct err *err);

#endif
