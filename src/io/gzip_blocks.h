/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gzip (RFC 1952) in blocks of a fixed size that are compressed apart, each with
 * the end of the one before as its dictionary, and joined to one stream: many
 * threads can work, and the bytes are the same for any number of them. Internal
 * to io/. */
#ifndef IO_GZIP_BLOCKS_H
#define IO_GZIP_BLOCKS_H

#include "io/stream.h"

/* Takes over `output`. `jobs` is at least 1. Never NULL. */
struct sink *gzip_blocks_open(int level, unsigned jobs, struct sink *output);

#endif
