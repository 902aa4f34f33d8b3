/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 (RFC 3629): recognises it, and converts text of packages to it. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* The length of the well-formed sequence at `p`, which has `n` bytes; 0 if there is
 * none, or if n is 0. */
size_t utf8_length(const char *p, size_t n);

/* Appends `text` to `out` as UTF-8 that is valid in JSON and other text formats. Bytes that are
 * not UTF-8 are read as ISO-8859-1, which old copyright files and maintainers' names
 * use. Control characters other than tab and newline become spaces. */
void utf8_add(struct buf *out, struct str text);

#endif
