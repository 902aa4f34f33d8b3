/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decoders: sources that read from another source.
 *
 * A decoder reports the end only after it has read its input to the end. A wrong
 * checksum, a truncated stream, a second stream or any trailing byte is an error of
 * STATUS_UNTRUSTED. A decoder that makes no progress fails instead of looping. One that
 * exceeds a limit fails with STATUS_UNTRUSTED and a hint that names --limit; a limit of 0
 * allows nothing. Errors of the input are passed on. */
#ifndef IO_DECOMPRESS_H
#define IO_DECOMPRESS_H

#include "io/stream.h"

enum compression { COMPRESSION_NONE, COMPRESSION_GZIP, COMPRESSION_XZ, COMPRESSION_ZSTD };

struct decompress_limits {
	uint64_t memory; /* bytes a decoder may use, e.g. for its dictionary; not for gzip, which
	                  * needs little */
	uint64_t output; /* bytes it may produce */
};

/* Finds the compression of a file name's suffix: "" (none), ".gz", ".xz" or ".zst". Any
 * other is STATUS_UNTRUSTED, and then *out is unchanged. */
int compression_from_suffix(struct str suffix, enum compression *out, struct err *err);

/* Returns a source of the decoded bytes. It takes over `input`, also on error, and
 * copies `limits`. COMPRESSION_NONE passes the bytes through and checks limits->output.
 * NULL with STATUS_FATAL if the library cannot start; the data is first read by read(). */
struct source *decompress_open(enum compression kind, struct source *input,
			       const struct decompress_limits *limits, struct err *err);

#endif
