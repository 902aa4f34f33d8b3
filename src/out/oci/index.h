/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents of a layout that is there already. */
#ifndef OUT_OCI_INDEX_H
#define OUT_OCI_INDEX_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/* Whether there is a layout in this folder, of a version that is known (else
 * STATUS_FATAL). `path` is for errors. */
int oci_layout_check(int layout, const char *path, bool *found, struct err *err);

/* index.json of the layout in this folder, `path` for errors; an empty one where it has none.
 * NULL on error (STATUS_FATAL: it is no index). The caller releases it. */
json_t *oci_index_read(int layout, const char *path, struct err *err);
/* Adds a descriptor in place of the one with the same ref.name. */
void oci_index_add(json_t *index, const json_t *descriptor);

#endif
