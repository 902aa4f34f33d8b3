/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zstandard (RFC 8878), with libzstd. A decoder accepts one frame and verifies its
 * checksum if there is one. */
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/mem.h"
#include "io/codec.h"

struct zstd {
	struct codec base;
	ZSTD_DCtx *decoder;
	ZSTD_CCtx *encoder;
	uint64_t memory;
	bool begun; /* the magic number was checked */
};

/* libzstd would also read skippable frames and the formats before RFC 8878, which a .deb
 * does not contain. */
static int check_magic(const struct codec_step *step, struct err *err)
{
	static const unsigned char magic[] = {0x28, 0xb5, 0x2f, 0xfd};
	if (step->in_n < sizeof(magic) || memcmp(step->in, magic, sizeof(magic)) != 0)
		return err_set(err, STATUS_UNTRUSTED, "zstd: this is no zstd data");
	return 0;
}

static void advance_step(struct codec_step *step, size_t in, size_t out)
{
	step->in += in;
	step->in_n -= in;
	step->out += out;
	step->out_n -= out;
}

static enum codec_result decode_zstd(struct codec *codec, struct codec_step *step, struct err *err)
{
	struct zstd *zstd = (struct zstd *)codec;
	ZSTD_inBuffer in = {step->in, step->in_n, 0};
	ZSTD_outBuffer out = {step->out, step->out_n, 0};
	if (!zstd->begun && check_magic(step, err) != 0)
		return CODEC_ERROR;
	zstd->begun = true;
	size_t code = ZSTD_decompressStream(zstd->decoder, &out, &in);
	advance_step(step, in.pos, out.pos);
	if (!ZSTD_isError(code))
		return code == 0 ? CODEC_ENDED : CODEC_MORE;
	if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge)
		return codec_memory_error(zstd->memory, err);
	return err_set(err, STATUS_UNTRUSTED, "zstd: %s", ZSTD_getErrorName(code));
}

static void close_zstd(struct codec *codec)
{
	struct zstd *zstd = (struct zstd *)codec;
	ZSTD_freeDCtx(zstd->decoder);
	ZSTD_freeCCtx(zstd->encoder);
	free(zstd);
}

/* The binary logarithm of the largest window, a power of two, that fits into `memory`. */
static int window_log(uint64_t memory)
{
	ZSTD_bounds bounds = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax);
	int log = bounds.lowerBound;
	while (log < bounds.upperBound && memory >> (log + 1))
		log++;
	return log;
}

static struct codec *failed(struct zstd *zstd, const char *what, struct err *err)
{
	err_set(err, STATUS_FATAL, "zstd: cannot start the %s", what);
	close_zstd(&zstd->base);
	return NULL;
}

struct codec *codec_zstd_decoder(uint64_t memory, struct err *err)
{
	struct zstd *zstd = mem_alloc(sizeof(*zstd));
	zstd->base = (struct codec){decode_zstd, close_zstd};
	zstd->memory = memory;
	zstd->decoder = ZSTD_createDCtx();
	if (!zstd->decoder || ZSTD_isError(ZSTD_DCtx_setParameter(
				      zstd->decoder, ZSTD_d_windowLogMax, window_log(memory))))
		return failed(zstd, "decoder", err);
	return &zstd->base;
}

static enum codec_result encode_zstd(struct codec *codec, struct codec_step *step, struct err *err)
{
	ZSTD_inBuffer in = {step->in, step->in_n, 0};
	ZSTD_outBuffer out = {step->out, step->out_n, 0};
	size_t code = ZSTD_compressStream2(((struct zstd *)codec)->encoder, &out, &in,
					   step->last ? ZSTD_e_end : ZSTD_e_continue);
	advance_step(step, in.pos, out.pos);
	if (ZSTD_isError(code))
		return err_set(err, STATUS_FATAL, "zstd: %s", ZSTD_getErrorName(code));
	return step->last && code == 0 ? CODEC_ENDED : CODEC_MORE;
}

/* libzstd produces the same bytes for any number of threads from one on (zstd.h,
 * ZSTD_c_nbWorkers), as long as the size of their jobs is fixed. With 4 MiB, even an
 * image of `base` is several jobs. */
enum { JOB_SIZE = 4 << 20 };

static bool set_zstd_parameter(struct zstd *zstd, ZSTD_cParameter parameter, int value)
{
	return !ZSTD_isError(ZSTD_CCtx_setParameter(zstd->encoder, parameter, value));
}

struct codec *codec_zstd_encoder(int level, unsigned jobs, struct err *err)
{
	struct zstd *zstd = mem_alloc(sizeof(*zstd));
	zstd->base = (struct codec){encode_zstd, close_zstd};
	zstd->encoder = ZSTD_createCCtx();
	if (!zstd->encoder || !set_zstd_parameter(zstd, ZSTD_c_compressionLevel, level) ||
	    !set_zstd_parameter(zstd, ZSTD_c_checksumFlag, 1) ||
	    !set_zstd_parameter(zstd, ZSTD_c_nbWorkers, (int)jobs) ||
	    !set_zstd_parameter(zstd, ZSTD_c_jobSize, JOB_SIZE))
		return failed(zstd, "encoder", err);
	return &zstd->base;
}
