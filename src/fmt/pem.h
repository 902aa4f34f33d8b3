/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PEM, the textual encoding of RFC 7468: blocks of base64 between a BEGIN and an
 * END line. Text between blocks is allowed (section 5.2) and skipped; in a
 * block only base64 is, with the padding it needs and no stray bits. */
#ifndef FMT_PEM_H
#define FMT_PEM_H

#include "base/err.h"
#include "base/str.h"

/* Start with the whole file in `rest` and 0 in `line`. */
struct pem_reader {
	struct str rest;
	size_t line; /* lines read so far */
};

struct pem_block {
	struct str label; /* "CERTIFICATE" */
	struct str body;  /* the lines between BEGIN and END */
	size_t line;      /* of BEGIN, from 1 */
};

/* The next block: 1, or 0 where there is none. -1 with STATUS_UNTRUSTED and the
 * line where a block does not end, or ends as another. Nothing is copied. */
int pem_next(struct pem_reader *reader, struct pem_block *out, struct err *err);
/* Appends the bytes of a block to `out`; STATUS_UNTRUSTED where it is no base64. */
int pem_decode(const struct pem_block *block, struct buf *out, struct err *err);
/* Appends a block, 64 characters a line, as every tool writes it. */
void pem_encode(const char *label, struct str bytes, struct buf *out);

#endif
