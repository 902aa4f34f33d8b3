/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the control stanza of a .deb must look like before anything else reads
 * it: one stanza (deb-control(5)), no field twice, a name, a version and an
 * architecture in the syntax of Debian Policy 5.6, no word so long that a
 * reader further on would choke on it. Internal to stage/ingest. */
#ifndef STAGE_INGEST_STANZA_H
#define STAGE_INGEST_STANZA_H

#include "base/err.h"
#include "base/str.h"
#include "model/universe.h"

enum {
	STANZA_LARGEST = 1024 * 1024, /* bytes */
	STANZA_FIELDS_MOST = 1000,
	STANZA_WORD_LONGEST = 4096,
	STANZA_NAME_LONGEST = 255, /* name, version, architecture */
};

/* `package` is what the .deb must be, or NULL where anything goes.
 * STATUS_UNTRUSTED. */
int ingest_check_stanza(struct str text, const struct package *package, struct err *err);

#endif
