/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The .xz format, with liblzma in one thread. A decoder accepts one stream and verifies
 * its checks. */
#include <lzma.h>

#include "base/mem.h"
#include "io/codec.h"

struct xz {
	struct codec base;
	lzma_stream lzma;
	uint64_t memory;
};

static lzma_ret run_lzma(lzma_stream *lzma, struct codec_step *step)
{
	lzma->next_in = step->in;
	lzma->avail_in = step->in_n;
	lzma->next_out = step->out;
	lzma->avail_out = step->out_n;
	lzma_ret code = lzma_code(lzma, step->last ? LZMA_FINISH : LZMA_RUN);
	step->in = lzma->next_in;
	step->in_n = lzma->avail_in;
	step->out = lzma->next_out;
	step->out_n = lzma->avail_out;
	return code;
}

static enum codec_result decode_xz(struct codec *codec, struct codec_step *step, struct err *err)
{
	struct xz *xz = (struct xz *)codec;
	switch (run_lzma(&xz->lzma, step)) {
	case LZMA_OK:
	case LZMA_BUF_ERROR: /* no progress; the caller decides */
		return CODEC_MORE;
	case LZMA_STREAM_END:
		return CODEC_ENDED;
	case LZMA_FORMAT_ERROR:
		return err_set(err, STATUS_UNTRUSTED, "xz: this is no xz data");
	case LZMA_OPTIONS_ERROR:
		return err_set(err, STATUS_UNTRUSTED, "xz: unknown filter or option");
	case LZMA_UNSUPPORTED_CHECK:
		return err_set(err, STATUS_UNTRUSTED, "xz: unknown kind of check");
	case LZMA_MEMLIMIT_ERROR:
		return codec_memory_error(xz->memory, err);
	case LZMA_MEM_ERROR:
		return err_set(err, STATUS_FATAL, "xz: out of memory");
	default:
		return err_set(err, STATUS_UNTRUSTED, "xz: damaged data");
	}
}

static void close_xz(struct codec *codec)
{
	lzma_end(&((struct xz *)codec)->lzma);
	free(codec);
}

struct codec *codec_xz_decoder(uint64_t memory, struct err *err)
{
	struct xz *xz = mem_alloc(sizeof(*xz));
	*xz = (struct xz){{decode_xz, close_xz}, LZMA_STREAM_INIT, memory};
	/* No LZMA_CONCATENATED: a second stream is trailing data, which the caller refuses. */
	if (lzma_stream_decoder(&xz->lzma, memory, LZMA_TELL_UNSUPPORTED_CHECK) != LZMA_OK) {
		err_set(err, STATUS_FATAL, "xz: cannot start the decoder");
		close_xz(&xz->base);
		return NULL;
	}
	return &xz->base;
}

static enum codec_result encode_xz(struct codec *codec, struct codec_step *step, struct err *err)
{
	switch (run_lzma(&((struct xz *)codec)->lzma, step)) {
	case LZMA_OK:
	case LZMA_BUF_ERROR:
		return CODEC_MORE;
	case LZMA_STREAM_END:
		return CODEC_ENDED;
	default:
		return err_set(err, STATUS_FATAL, "xz: cannot compress");
	}
}

struct codec *codec_xz_encoder(int level, struct err *err)
{
	struct xz *xz = mem_alloc(sizeof(*xz));
	*xz = (struct xz){{encode_xz, close_xz}, LZMA_STREAM_INIT, 0};
	if (lzma_easy_encoder(&xz->lzma, (uint32_t)level, LZMA_CHECK_CRC64) != LZMA_OK) {
		err_set(err, STATUS_FATAL, "xz: cannot start the encoder");
		close_xz(&xz->base);
		return NULL;
	}
	return &xz->base;
}
