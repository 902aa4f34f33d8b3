/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to io/: gzip (RFC 1952) in parallel. The input is cut into blocks of a fixed
 * size, which threads compress separately, each with the end of the previous block as
 * its dictionary. Joined, they are one stream, whose bytes do not depend on the number
 * of threads. */
#ifndef IO_GZIP_BLOCKS_H
#define IO_GZIP_BLOCKS_H

#include "io/stream.h"

/* Takes over `output`. `level` is 1 to 9. `jobs` is the number of threads, at least 1; more than
 * 16 count as 16. Errors of its own are STATUS_FATAL. Never returns NULL. */
struct sink *gzip_blocks_open(int level, unsigned jobs, struct sink *output);

#endif
