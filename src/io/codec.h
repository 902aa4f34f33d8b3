/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to io/: the interface between io/decompress and io/compress and the libraries
 * below them. A codec does one thing: a step that moves bytes through its library. The
 * two callers handle buffers, limits, the end of the stream and what may follow it, once
 * for all formats. */
#ifndef IO_CODEC_H
#define IO_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* One step. The codec advances `in` and `out` past the bytes it read and wrote, and
 * reduces in_n and out_n by as many. */
struct codec_step {
	const unsigned char *in;
	size_t in_n;
	unsigned char *out;
	size_t out_n;
	bool last; /* the input ends with `in` */
};

enum codec_result { CODEC_ERROR = -1, CODEC_MORE, CODEC_ENDED };

struct codec {
	/* Reads and writes as much as it can. Returns CODEC_ENDED when the stream is
	 * complete and its checksums are right, else CODEC_MORE. A step that makes no
	 * progress is not an error here; the caller decides. After CODEC_ERROR, `err` is set.
	 * After that and CODEC_ENDED, only close() may be called. The first step of a decoder
	 * must have the first four bytes of the stream, or all if it is shorter. */
	enum codec_result (*step)(struct codec *codec, struct codec_step *step, struct err *err);
	void (*close)(struct codec *codec); /* frees the codec; not NULL */
};

/* Decoders. `memory` limits, in bytes, what the library may allocate (xz), or its window
 * (zstd). Errors in the data are STATUS_UNTRUSTED. They return NULL with STATUS_FATAL if the
 * library cannot start; the caller frees with close(). */
struct codec *codec_gzip_decoder(struct err *err);
struct codec *codec_xz_decoder(uint64_t memory, struct err *err);
struct codec *codec_zstd_decoder(uint64_t memory, struct err *err);

/* Encoders, for a level that compress_level() has accepted. They return NULL on error; all
 * errors are STATUS_FATAL. */
struct codec *codec_xz_encoder(int level, struct err *err);
/* Works in `jobs` threads, at least 1, whose number does not change the bytes. */
struct codec *codec_zstd_encoder(int level, unsigned jobs, struct err *err);

/* Sets the error, STATUS_UNTRUSTED with a hint, for a decoder that needs more memory than
 * `limit` bytes. Returns -1. */
int codec_memory_error(uint64_t limit, struct err *err);

#endif
