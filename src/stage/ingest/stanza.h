/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/ingest: checks the control stanza of a .deb before anything else
 * reads it. It must be one stanza (deb-control(5)) without repeated fields, with a name,
 * a version and an architecture in the syntax of Debian Policy 5.6, and without words so
 * long that a later reader could fail on them. */
#ifndef STAGE_INGEST_STANZA_H
#define STAGE_INGEST_STANZA_H

#include "base/err.h"
#include "base/str.h"
#include "model/universe.h"

enum {
	STANZA_LARGEST = 1024 * 1024, /* bytes */
	STANZA_FIELDS_MOST = 1000,
	STANZA_WORD_LONGEST = 4096,
	STANZA_NAME_LONGEST = 255, /* bytes of name, version, architecture */
};

/* STATUS_UNTRUSTED if the text is wrong, or if its name, version or architecture is not that of
 * `package`; NULL accepts any package. */
int ingest_check_stanza(struct str text, const struct package *package, struct err *err);

#endif
