/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes PEM, the textual encoding of RFC 7468: blocks of base64 between a
 * BEGIN and an END line. Text between blocks is allowed (section 5.2) and skipped. A
 * block contains only base64, with the padding that it needs and unused bits that are
 * zero. */
#ifndef FMT_PEM_H
#define FMT_PEM_H

#include "base/err.h"
#include "base/str.h"

/* Initialise it with the whole file in `rest` and 0 in `line`. */
struct pem_reader {
	struct str rest;
	size_t line; /* number of lines read so far */
};

struct pem_block {
	struct str label; /* "CERTIFICATE" */
	struct str body;  /* the lines between BEGIN and END */
	size_t line;      /* line of BEGIN, from 1 */
};

/* Finds the next block: returns 1 and views of the file, or 0 if there is none. -1 with
 * STATUS_UNTRUSTED and the line if a block does not end, or ends with another label; then do not
 * call it again. */
int pem_next(struct pem_reader *reader, struct pem_block *out, struct err *err);
/* Appends the decoded bytes of a block to `out`. STATUS_UNTRUSTED if it is not base64;
 * then `out` may hold part of it. */
int pem_decode(const struct pem_block *block, struct buf *out, struct err *err);
/* Appends a block in lines of 64 characters. */
void pem_encode(const char *label, struct str bytes, struct buf *out);

#endif
