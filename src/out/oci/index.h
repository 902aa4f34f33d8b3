/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents of an existing layout. `layout` is an open directory, which stays the caller's. */
#ifndef OUT_OCI_INDEX_H
#define OUT_OCI_INDEX_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/* Sets *found, also on error, to whether the directory has a layout. STATUS_FATAL if its version
 * is not known, or it cannot be read. `path` is for errors. */
int oci_layout_check(int layout, const char *path, bool *found, struct err *err);

/* Reads index.json of the layout in a directory; returns an empty index if there is
 * none. `path` is for errors. NULL on error (STATUS_FATAL: it is not an index). The
 * caller releases the result. */
json_t *oci_index_read(int layout, const char *path, struct err *err);
/* Appends a descriptor, of which the index takes a reference of its own, and removes those with
 * the same ref.name. `index` is one of oci_index_read() or oci_index(). */
void oci_index_add(json_t *index, const json_t *descriptor);

#endif
