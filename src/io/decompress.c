/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/decompress.h"

#include "base/mem.h"
#include "io/codec.h"

enum { INPUT_SIZE = 128 * 1024 };

struct decoder {
	struct source base;
	struct source *input;
	struct codec *codec; /* NULL: bytes are passed through */
	struct decompress_limits limits;
	uint64_t given;
	const unsigned char *at; /* the unread part of `buffer` */
	size_t left;
	bool drained; /* `input` has reached its end */
	bool ended;
	unsigned char buffer[];
};

int compression_from_suffix(struct str suffix, enum compression *out, struct err *err)
{
	static const struct {
		const char *suffix;
		enum compression kind;
	} known[] = {
		{"", COMPRESSION_NONE},
		{".gz", COMPRESSION_GZIP},
		{".xz", COMPRESSION_XZ},
		{".zst", COMPRESSION_ZSTD},
	};
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if (str_is(suffix, known[i].suffix)) {
			*out = known[i].kind;
			return 0;
		}
	}
	if (str_is(suffix, ".bz2") || str_is(suffix, ".lzma"))
		return err_set(err, STATUS_UNTRUSTED,
			       "compression %.*s is not taken: only gz, xz and zst",
			       STR_ARG(suffix));
	return err_set(err, STATUS_UNTRUSTED, "unknown compression");
}

int codec_memory_error(uint64_t limit, struct err *err)
{
	err_set(err, STATUS_UNTRUSTED, "needs more than %llu bytes of memory to unpack",
		(unsigned long long)limit);
	return err_hint(err, "--limit memory=SIZE allows more");
}

static int check_output(const struct decoder *decoder, struct err *err)
{
	if (decoder->given <= decoder->limits.output)
		return 0;
	err_set(err, STATUS_UNTRUSTED, "unpacks to more than %llu bytes",
		(unsigned long long)decoder->limits.output);
	return err_hint(err, "--limit output=SIZE allows more");
}

/* Fills the whole buffer, so that a codec sees the first bytes of its format in one piece. */
static int fill_input(struct decoder *decoder, struct err *err)
{
	decoder->at = decoder->buffer;
	while (!decoder->drained && decoder->left < INPUT_SIZE) {
		ssize_t n = decoder->input->read(decoder->input, decoder->buffer + decoder->left,
						 INPUT_SIZE - decoder->left, err);
		if (n < 0)
			return -1;
		decoder->drained = n == 0;
		decoder->left += (size_t)n;
	}
	return 0;
}

static int check_nothing_left(struct decoder *decoder, struct err *err)
{
	if (decoder->left == 0 && fill_input(decoder, err) != 0)
		return -1;
	if (decoder->left)
		return err_set(err, STATUS_UNTRUSTED, "something follows the compressed stream");
	return 0;
}

/* Runs one step of the codec; advances *out and reduces *n by what it produced. */
static int step_codec(struct decoder *decoder, unsigned char **out, size_t *n, struct err *err)
{
	if (decoder->left == 0 && fill_input(decoder, err) != 0)
		return -1;
	struct codec_step step = {decoder->at, decoder->left, *out, *n, decoder->drained};
	enum codec_result result = decoder->codec->step(decoder->codec, &step, err);
	if (result == CODEC_ERROR)
		return -1;
	bool progress = step.in_n < decoder->left || step.out_n < *n;
	decoder->given += *n - step.out_n;
	decoder->at = step.in;
	decoder->left = step.in_n;
	*out = step.out;
	*n = step.out_n;
	if (result == CODEC_ENDED) {
		decoder->ended = true;
		return check_nothing_left(decoder, err);
	}
	if (!progress && decoder->left == 0)
		return err_set(err, STATUS_UNTRUSTED, "truncated: the compressed stream is cut");
	if (!progress)
		return err_set(err, STATUS_UNTRUSTED, "the decoder makes no progress");
	return 0;
}

static ssize_t read_decoded(struct source *base, void *buf, size_t n, struct err *err)
{
	struct decoder *decoder = (struct decoder *)base;
	unsigned char *out = buf;
	size_t room = n;
	while (room && !decoder->ended)
		if (step_codec(decoder, &out, &room, err) != 0 || check_output(decoder, err) != 0)
			return -1;
	return (ssize_t)(n - room);
}

static ssize_t read_plain(struct source *base, void *buf, size_t n, struct err *err)
{
	struct decoder *decoder = (struct decoder *)base;
	ssize_t got = decoder->input->read(decoder->input, buf, n, err);
	if (got > 0) {
		decoder->given += (uint64_t)got;
		if (check_output(decoder, err) != 0)
			return -1;
	}
	return got;
}

static void close_decompress(struct source *base)
{
	struct decoder *decoder = (struct decoder *)base;
	if (decoder->codec)
		decoder->codec->close(decoder->codec);
	source_close(decoder->input);
	free(decoder);
}

static struct codec *open_codec(enum compression kind, uint64_t memory, struct err *err)
{
	switch (kind) {
	case COMPRESSION_GZIP:
		return codec_gzip_decoder(err);
	case COMPRESSION_XZ:
		return codec_xz_decoder(memory, err);
	case COMPRESSION_ZSTD:
		return codec_zstd_decoder(memory, err);
	case COMPRESSION_NONE:
		break;
	}
	return NULL;
}

struct source *decompress_open(enum compression kind, struct source *input,
			       const struct decompress_limits *limits, struct err *err)
{
	size_t buffer = kind == COMPRESSION_NONE ? 0 : INPUT_SIZE;
	struct decoder *decoder = mem_resize(NULL, 1, sizeof(*decoder) + buffer);
	*decoder = (struct decoder){.input = input, .limits = *limits};
	decoder->base = (struct source){kind == COMPRESSION_NONE ? read_plain : read_decoded,
					close_decompress};
	decoder->codec = open_codec(kind, limits->memory, err);
	if (kind != COMPRESSION_NONE && !decoder->codec) {
		close_decompress(&decoder->base);
		return NULL;
	}
	return &decoder->base;
}
