/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/ingest: which files of a package its maintainer scripts name. A
 * script may copy such a file to where it is used, so it is held where a size rule would
 * drop it. Only words are compared, no shell is read, so too many files are held; those
 * are dropped again in the end. */
#ifndef STAGE_INGEST_MENTIONS_H
#define STAGE_INGEST_MENTIONS_H

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

enum { MENTIONS_LARGEST = 1 << 20 }; /* bytes of all scripts that are read */

/* Initialise it with zeros. */
struct mentions {
	struct arena arena;
	struct map word; /* "printcap", "usr/share/doc/lpr/examples/printcap" */
	size_t taken;    /* bytes of scripts so far */
};

/* Whether a control file of this name is a script to read. */
bool mentions_wants(const char *control);
/* Adds the words of a copy of the script; what exceeds MENTIONS_LARGEST is not read. */
void mentions_add(struct mentions *mentions, struct str script);
/* Whether the scripts contain the last component of the path, with or without ".gz", or the path of
 * a directory above it that has three components or more. */
bool mentions_has(const struct mentions *mentions, const char *path);
void mentions_release(struct mentions *mentions);

#endif
