/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/compress.h"

#include "base/mem.h"
#include "io/codec.h"
#include "io/gzip_blocks.h"

/* Codecs always get full buffers, so that the result does not depend on the sizes of the
 * caller's writes. */
enum { STAGE_SIZE = 128 * 1024, OUTPUT_SIZE = 64 * 1024 };

struct encoder {
	struct sink base;
	struct sink *output;
	struct codec *codec;
	size_t staged;
	unsigned char stage[STAGE_SIZE];
	unsigned char out[OUTPUT_SIZE];
};

static const struct {
	const char *name;
	int lowest, highest, preset;
} kinds[] = {
	[COMPRESSION_GZIP] = {"gzip", 1, 9, 9},
	[COMPRESSION_XZ] = {"xz", 0, 9, 6},
	[COMPRESSION_ZSTD] = {"zstd", 1, 22, 19},
};

/* Encodes the staged bytes; if they are the last, goes on until the stream is complete. */
static int encode_stage(struct encoder *encoder, bool last, struct err *err)
{
	struct codec_step step = {.in = encoder->stage, .in_n = encoder->staged, .last = last};
	enum codec_result result;
	encoder->staged = 0;
	do {
		step.out = encoder->out;
		step.out_n = OUTPUT_SIZE;
		result = encoder->codec->step(encoder->codec, &step, err);
		if (result == CODEC_ERROR)
			return -1;
		if (sink_write(encoder->output, encoder->out, OUTPUT_SIZE - step.out_n, err) != 0)
			return -1;
	} while (last ? result != CODEC_ENDED : step.in_n > 0 || step.out_n == 0);
	return 0;
}

static int encoder_write(struct sink *base, const void *data, size_t n, struct err *err)
{
	struct encoder *encoder = (struct encoder *)base;
	const char *at = data;
	while (n) {
		size_t room = STAGE_SIZE - encoder->staged, take = n < room ? n : room;
		memcpy(encoder->stage + encoder->staged, at, take);
		encoder->staged += take;
		at += take;
		n -= take;
		if (encoder->staged == STAGE_SIZE && encode_stage(encoder, false, err) != 0)
			return -1;
	}
	return 0;
}

static int encoder_finish(struct sink *base, struct err *err)
{
	struct encoder *encoder = (struct encoder *)base;
	if (encode_stage(encoder, true, err) != 0)
		return -1;
	return sink_finish(encoder->output, err);
}

static void encoder_close(struct sink *base)
{
	struct encoder *encoder = (struct encoder *)base;
	if (encoder->codec)
		encoder->codec->close(encoder->codec);
	sink_close(encoder->output);
	free(encoder);
}

int compress_level(enum compression kind, int level, struct err *err)
{
	if (level == COMPRESS_LEVEL_DEFAULT)
		return kinds[kind].preset;
	if (level >= kinds[kind].lowest && level <= kinds[kind].highest)
		return level;
	err_set(err, STATUS_FATAL, "%s has no level %d", kinds[kind].name, level);
	return err_hint(err, "levels are %d to %d", kinds[kind].lowest, kinds[kind].highest);
}

static struct sink *open_encoder(enum compression kind, int level, unsigned jobs, struct sink *output,
				 struct err *err)
{
	struct encoder *encoder = mem_resize(NULL, 1, sizeof(*encoder));
	encoder->base = (struct sink){encoder_write, encoder_finish, encoder_close};
	encoder->output = output;
	encoder->staged = 0;
	encoder->codec = kind == COMPRESSION_XZ ? codec_xz_encoder(level, err)
						: codec_zstd_encoder(level, jobs, err);
	if (encoder->codec)
		return &encoder->base;
	encoder_close(&encoder->base);
	return NULL;
}

struct sink *compress_open(enum compression kind, int level, unsigned jobs, struct sink *output,
			   struct err *err)
{
	if (kind == COMPRESSION_NONE)
		return output;
	level = compress_level(kind, level, err);
	if (level < 0) {
		sink_close(output);
		return NULL;
	}
	return kind == COMPRESSION_GZIP ? gzip_blocks_open(level, jobs, output)
					: open_encoder(kind, level, jobs, output, err);
}
