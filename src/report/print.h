/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard output: text, or one JSON value, when all of it is known. Errors are STATUS_FATAL. */
#ifndef REPORT_PRINT_H
#define REPORT_PRINT_H

#include <jansson.h>

#include "base/err.h"
#include "base/str.h"

/* Prints text, which may be empty; every write is checked. */
int report_text(const struct buf *text, struct err *err);
/* Prints a JSON value, and frees its reference, also on error. */
int report_json(json_t *value, struct err *err);
/* Prints an array of documents, and frees its reference, also on error: with `as_array` the array
 * itself, else its only element; then it must have exactly one. */
int report_documents(json_t *documents, bool as_array, struct err *err);
/* Whether anything was printed, or the attempt was made: nothing may follow a document. */
bool report_printed(void);

#endif
