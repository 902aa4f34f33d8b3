/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressors as sinks over sinks, with bytes that depend on the input, the
 * level and the library's version alone: gzip without name and time and with
 * OS byte 255 (RFC 1952), xz with CRC64 and one block stream, zstd with
 * content checksum. gzip and zstd work in blocks of a fixed size, on as many
 * threads as there are jobs: their number does not change a byte. */
#ifndef IO_COMPRESS_H
#define IO_COMPRESS_H

#include "io/decompress.h"
#include "io/stream.h"

enum { COMPRESS_LEVEL_DEFAULT = -1 }; /* gzip 9, xz 6, zstd 19 */

/* Takes over `output` (also on error). COMPRESSION_NONE returns `output`
 * itself. `jobs`: threads, at least 1. NULL on error (a level the format does
 * not have). */
struct sink *compress_open(enum compression kind, int level, unsigned jobs, struct sink *output,
			   struct err *err);
/* The level that is meant by `level`, or -1 with the error above. Not for COMPRESSION_NONE. */
int compress_level(enum compression kind, int level, struct err *err);

#endif
