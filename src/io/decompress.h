/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decoders as sources over sources. Each reads its input to the very end: a
 * bad check, a cut stream, a second stream or anything left over is an error of
 * STATUS_UNTRUSTED. No progress is an error, never a loop. */
#ifndef IO_DECOMPRESS_H
#define IO_DECOMPRESS_H

#include "io/stream.h"

enum compression { COMPRESSION_NONE, COMPRESSION_GZIP, COMPRESSION_XZ, COMPRESSION_ZSTD };

struct decompress_limits {
	uint64_t memory; /* bytes a decoder may take, for example its dictionary */
	uint64_t output; /* bytes it may give */
};

/* What a suffix says: "" none, ".gz", ".xz", ".zst". Returns -1 with
 * STATUS_UNTRUSTED for any other. */
int compression_from_suffix(struct str suffix, enum compression *out, struct err *err);

/* Takes over `input` (also on error). NULL on error. */
struct source *decompress_open(enum compression kind, struct source *input,
			       const struct decompress_limits *limits, struct err *err);

#endif
