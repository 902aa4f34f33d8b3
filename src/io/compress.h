/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressors: sinks that write to another sink.
 *
 * The bytes depend only on the input, the level and the version of the library. gzip
 * headers have no name, no time and OS byte 255 (RFC 1952); xz has a CRC64 and is one
 * block; zstd has a content checksum. gzip and zstd compress blocks of a fixed size in
 * parallel, so the number of threads does not change a byte. */
#ifndef IO_COMPRESS_H
#define IO_COMPRESS_H

#include "io/decompress.h"
#include "io/stream.h"

enum { COMPRESS_LEVEL_DEFAULT = -1 }; /* gzip 9, xz 6, zstd 19 */

/* Returns a sink that compresses to `output`. It takes over `output`, also on error.
 * COMPRESSION_NONE returns `output` itself. `jobs` is the number of threads, at least 1;
 * xz uses one. NULL with STATUS_FATAL if the format does not have that level, or the library
 * cannot start. Errors while it compresses are STATUS_FATAL; those of `output` are passed on. */
struct sink *compress_open(enum compression kind, int level, unsigned jobs, struct sink *output,
			   struct err *err);
/* Resolves COMPRESS_LEVEL_DEFAULT and checks other levels; returns the level, or -1 with
 * STATUS_FATAL and a hint. Do not call it for COMPRESSION_NONE. */
int compress_level(enum compression kind, int level, struct err *err);

#endif
