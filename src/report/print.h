/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard output: text, or one JSON value, when all of it is known. */
#ifndef REPORT_PRINT_H
#define REPORT_PRINT_H

#include <jansson.h>

#include "base/err.h"
#include "base/str.h"

/* Prints text; every write is checked. */
int report_text(const struct buf *text, struct err *err);
/* Prints a JSON value, which it takes over. */
int report_json(json_t *value, struct err *err);
/* Prints an array of documents, which it takes over: the array itself, or its only element. */
int report_documents(json_t *documents, bool as_array, struct err *err);
/* Whether anything was printed, or the attempt was made: nothing may follow a document. */
bool report_printed(void);

#endif
