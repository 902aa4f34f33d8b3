/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decodes gzip (RFC 1952) with zlib, which checks CRC32 and length at the end of a member. */
#include <limits.h>
#include <zlib.h>

#include "base/mem.h"
#include "io/codec.h"

/* inflateInit2() of zlib.h: 15 is the window of 32 KiB; adding 16 accepts only gzip. */
enum { WINDOW_GZIP = 15 + 16 };

struct gzip {
	struct codec base;
	z_stream z;
};

static void begin_step(z_stream *z, const struct codec_step *step)
{
	z->next_in = (unsigned char *)(uintptr_t)step->in;
	z->avail_in = step->in_n > UINT_MAX ? UINT_MAX : (unsigned)step->in_n;
	z->next_out = step->out;
	z->avail_out = step->out_n > UINT_MAX ? UINT_MAX : (unsigned)step->out_n;
}

static void end_step(const z_stream *z, struct codec_step *step)
{
	step->in_n -= (size_t)(z->next_in - step->in);
	step->in = z->next_in;
	step->out_n -= (size_t)(z->next_out - step->out);
	step->out = z->next_out;
}

static enum codec_result inflate_step(struct codec *codec, struct codec_step *step, struct err *err)
{
	z_stream *z = &((struct gzip *)codec)->z;
	begin_step(z, step);
	int code = inflate(z, Z_NO_FLUSH);
	end_step(z, step);
	if (code == Z_STREAM_END)
		return CODEC_ENDED;
	if (code == Z_OK || code == Z_BUF_ERROR)
		return CODEC_MORE;
	if (code == Z_MEM_ERROR)
		return err_set(err, STATUS_FATAL, "gzip: out of memory");
	return err_set(err, STATUS_UNTRUSTED, "gzip: %s", z->msg ? z->msg : "damaged data");
}

static void close_inflate(struct codec *codec)
{
	inflateEnd(&((struct gzip *)codec)->z);
	free(codec);
}

struct codec *codec_gzip_decoder(struct err *err)
{
	struct gzip *gzip = mem_alloc(sizeof(*gzip));
	gzip->base = (struct codec){inflate_step, close_inflate};
	if (inflateInit2(&gzip->z, WINDOW_GZIP) != Z_OK) {
		err_set(err, STATUS_FATAL, "gzip: cannot start the decoder");
		free(gzip);
		return NULL;
	}
	return &gzip->base;
}
