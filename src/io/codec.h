/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What io/decompress and io/compress have in common with the libraries below
 * them: one step that moves bytes. Buffers, limits, the end of the stream and
 * what may follow it are handled once, by the callers; a codec only translates
 * between a step and its library. Internal to io/. */
#ifndef IO_CODEC_H
#define IO_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* One step: in and out move forward by what was taken and given. */
struct codec_step {
	const unsigned char *in;
	size_t in_n;
	unsigned char *out;
	size_t out_n;
	bool last; /* nothing follows `in` */
};

enum codec_result { CODEC_ERROR = -1, CODEC_MORE, CODEC_ENDED };

struct codec {
	/* Takes and gives what it can. CODEC_ENDED: the stream is complete and
	 * its checks are right. A step that neither takes nor gives is no error
	 * here. */
	enum codec_result (*step)(struct codec *codec, struct codec_step *step, struct err *err);
	void (*close)(struct codec *codec);
};

/* Decoders: `memory` in bytes. Errors in the data are STATUS_UNTRUSTED. NULL on
 * error. */
struct codec *codec_gzip_decoder(struct err *err);
struct codec *codec_xz_decoder(uint64_t memory, struct err *err);
struct codec *codec_zstd_decoder(uint64_t memory, struct err *err);

/* Encoders, for levels that are checked already. NULL on error. */
struct codec *codec_xz_encoder(int level, struct err *err);
/* In `jobs` threads; the bytes do not depend on how many. */
struct codec *codec_zstd_encoder(int level, unsigned jobs, struct err *err);

/* The error for a decoder that would take more memory than it may. */
int codec_memory_error(uint64_t limit, struct err *err);

#endif
