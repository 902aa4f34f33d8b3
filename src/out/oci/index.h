/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index.json of a layout that is there already. */
#ifndef OUT_OCI_INDEX_H
#define OUT_OCI_INDEX_H

#include <jansson.h>

#include "base/err.h"

/* Of the layout in this folder, `path` for errors; an empty one where it has none.
 * NULL on error (STATUS_FATAL: it is no index). The caller releases it. */
json_t *oci_index_read(int layout, const char *path, struct err *err);
/* Adds a descriptor in place of the one with the same ref.name. */
void oci_index_add(json_t *index, const json_t *descriptor);

#endif
