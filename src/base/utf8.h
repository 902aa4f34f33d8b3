/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 as RFC 3629 has it, and text from packages made into it. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* Bytes of the well-formed sequence that `p` begins with, at most `n`; 0 where it
 * begins with none, or where n is 0. */
size_t utf8_length(const char *p, size_t n);

/* Adds `text` as UTF-8 that any format of text can hold. Bytes that are none are
 * taken for ISO-8859-1, which old copyright files and names of maintainers are in;
 * control bytes other than tab and newline become spaces. */
void utf8_add(struct buf *out, struct str text);

#endif
