/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a cut was right: a dependency that was taken for one of maintainer
 * scripts is needed after all when the package's own kept files use it, by the
 * interpreter of a script or by a link. */
#ifndef STAGE_EVIDENCE_H
#define STAGE_EVIDENCE_H

#include <stdbool.h>

#include "stage/ingest/ingest.h"
#include "stage/solve/solve.h"

/* Whether a kept file of `package`, who has the cut relation, leads to one of
 * the rule's files. *path and *use then say which file and what it names; *use is the caller's to free. */
bool evidence_of_use(const struct ingested *package, const struct cut *cut, const char **path,
		     char **use);

#endif
