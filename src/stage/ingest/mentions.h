/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files of a package its maintainer scripts name: those may be copied to where
 * they count, so that they are held where the size rules would drop them. Names are
 * compared, no shell is read: too many are held, and dropped again in the end.
 * Internal to stage/ingest. */
#ifndef STAGE_INGEST_MENTIONS_H
#define STAGE_INGEST_MENTIONS_H

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

enum { MENTIONS_LARGEST = 1 << 20 }; /* bytes of all scripts; the rest is not looked at */

struct mentions {
	struct arena arena;
	struct map word; /* "printcap", "usr/share/doc/lpr/examples/printcap" */
	size_t taken;
};

/* Whether a control file of this name is looked at. */
bool mentions_wants(const char *control);
void mentions_add(struct mentions *mentions, struct str script);
/* Whether the scripts have the path's last name, or a folder above it by its path. */
bool mentions_has(const struct mentions *mentions, const char *path);
void mentions_release(struct mentions *mentions);

#endif
