/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/gzip_blocks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"

/* Blocks of 512 KiB make the output less than a thousandth larger than one stream. Each
 * thread gets several blocks in a round, because some take longer than others. */
enum { BLOCK_SIZE = 512 * 1024, WINDOW = 32 * 1024, ROUND = 4, OS_UNKNOWN = 255 };
enum { JOBS_MOST = 16 }; /* a thread's blocks and buffers take 4 MiB */
/* deflateInit2() of zlib.h: a negative window size means a raw stream without a header. */
enum { WINDOW_RAW = -15, MEMORY_LEVEL = 8 };

struct block {
	unsigned char *in; /* [WINDOW + BLOCK_SIZE]: the end of the previous block, then this one */
	size_t before, n;
	bool last;
	unsigned char *out;
	size_t out_n, out_cap;
	uLong crc;
	const char *fault;
};

struct gzip_blocks {
	struct sink base;
	struct sink *output;
	int level;
	unsigned jobs;
	struct block *block; /* [jobs * ROUND] */
	size_t blocks, full; /* number of blocks; number that are full */
	atomic_size_t next;  /* next block to compress */
	bool begun;
	uLong crc;
	uint64_t size;
};

static int deflate_block(struct block *b, z_stream *z)
{
	const unsigned char *data = b->in + WINDOW;
	if (b->before && deflateSetDictionary(z, data - b->before, (uInt)b->before) != Z_OK)
		return -1;
	z->next_in = (unsigned char *)(uintptr_t)data;
	z->avail_in = (uInt)b->n;
	z->next_out = b->out;
	z->avail_out = (uInt)b->out_cap;
	/* Z_SYNC_FLUSH ends the block at a byte boundary with an empty stored block. */
	int code = deflate(z, b->last ? Z_FINISH : Z_SYNC_FLUSH);
	b->out_n = b->out_cap - z->avail_out;
	return z->avail_in == 0 && code == (b->last ? Z_STREAM_END : Z_OK) ? 0 : -1;
}

static void compress_block(const struct gzip_blocks *g, struct block *b)
{
	z_stream z = {0};
	b->crc = crc32(0, b->in + WINDOW, (uInt)b->n);
	if (deflateInit2(&z, g->level, Z_DEFLATED, WINDOW_RAW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
		b->fault = "cannot start the encoder";
		return;
	}
	if (deflate_block(b, &z))
		b->fault = "cannot compress";
	deflateEnd(&z);
}

static void *compress_blocks(void *context)
{
	struct gzip_blocks *g = context;
	for (size_t i; (i = atomic_fetch_add(&g->next, 1)) < g->full;)
		compress_block(g, &g->block[i]);
	return NULL;
}

/* The calling thread also compresses, so that the work is done even if no thread can be started. */
static void compress_round(struct gzip_blocks *g)
{
	size_t n = 0, most = g->full < g->jobs ? g->full : g->jobs;
	pthread_t *thread CLEANUP(mem_freep) = mem_alloc((most + 1) * sizeof(*thread));
	atomic_store(&g->next, 0);
	while (n + 1 < most && pthread_create(&thread[n], NULL, compress_blocks, g) == 0)
		n++;
	compress_blocks(g);
	while (n)
		pthread_join(thread[--n], NULL);
}

static int write_header(struct gzip_blocks *g, struct err *err)
{
	/* magic, deflate, no flags, no time, extra flags as zlib sets them */
	unsigned char header[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, OS_UNKNOWN};
	header[8] = g->level == 9 ? 2 : g->level == 1 ? 4 : 0;
	g->begun = true;
	return sink_write(g->output, header, sizeof(header), err);
}

static int write_trailer(struct gzip_blocks *g, struct err *err)
{
	unsigned char trailer[8];
	for (unsigned i = 0; i < 4; i++) {
		trailer[i] = (unsigned char)(g->crc >> (8 * i));
		trailer[4 + i] = (unsigned char)(g->size >> (8 * i));
	}
	return sink_write(g->output, trailer, sizeof(trailer), err);
}

static int flush_round(struct gzip_blocks *g, struct err *err)
{
	if (!g->begun && write_header(g, err))
		return -1;
	compress_round(g);
	for (size_t i = 0; i < g->full; i++) {
		struct block *b = &g->block[i];
		if (b->fault)
			return err_set(err, STATUS_FATAL, "gzip: %s", b->fault);
		if (sink_write(g->output, b->out, b->out_n, err))
			return -1;
		g->crc = crc32_combine(g->crc, b->crc, (z_off_t)b->n);
		g->size += b->n;
	}
	return 0;
}

/* Prepares a block whose dictionary is the end of `previous`. */
static void begin_block(struct block *b, const struct block *previous)
{
	if (!b->in) {
		b->in = mem_alloc(WINDOW + BLOCK_SIZE);
		/* The most that deflate can produce, and the bytes of a flush. */
		b->out_cap = compressBound(BLOCK_SIZE) + 64;
		b->out = mem_alloc(b->out_cap);
	}
	size_t before = previous ? previous->n < WINDOW ? previous->n : WINDOW : 0;
	if (before)
		memmove(b->in + WINDOW - before, previous->in + WINDOW + previous->n - before, before);
	b->before = before;
	b->n = 0;
	b->last = false;
}

/* A full block is only closed when more data arrives, because the last one is compressed
 * differently. */
static int next_gzip_block(struct gzip_blocks *g, struct err *err)
{
	struct block *previous = &g->block[g->full++];
	if (g->full < g->blocks) {
		begin_block(&g->block[g->full], previous);
		return 0;
	}
	if (flush_round(g, err))
		return -1;
	g->full = 0;
	begin_block(&g->block[0], previous);
	return 0;
}

static int write_blocks(struct sink *base, const void *data, size_t n, struct err *err)
{
	struct gzip_blocks *g = (struct gzip_blocks *)base;
	const char *at = data;
	while (n) {
		if (g->block[g->full].n == BLOCK_SIZE && next_gzip_block(g, err))
			return -1;
		struct block *b = &g->block[g->full];
		size_t room = BLOCK_SIZE - b->n, take = n < room ? n : room;
		memcpy(b->in + WINDOW + b->n, at, take);
		b->n += take;
		at += take;
		n -= take;
	}
	return 0;
}

static int finish_blocks(struct sink *base, struct err *err)
{
	struct gzip_blocks *g = (struct gzip_blocks *)base;
	g->block[g->full++].last = true;
	return flush_round(g, err) || write_trailer(g, err) || sink_finish(g->output, err) ? -1 : 0;
}

static void close_blocks(struct sink *base)
{
	struct gzip_blocks *g = (struct gzip_blocks *)base;
	for (size_t i = 0; i < g->blocks; i++) {
		free(g->block[i].in);
		free(g->block[i].out);
	}
	sink_close(g->output);
	free(g->block);
	free(g);
}

struct sink *gzip_blocks_open(int level, unsigned jobs, struct sink *output)
{
	struct gzip_blocks *g = mem_alloc(sizeof(*g));
	g->base = (struct sink){write_blocks, finish_blocks, close_blocks};
	g->output = output;
	g->level = level;
	g->jobs = jobs < JOBS_MOST ? jobs : JOBS_MOST;
	g->blocks = g->jobs > 1 ? (size_t)g->jobs * ROUND : 1;
	g->block = mem_alloc(g->blocks * sizeof(*g->block));
	begin_block(&g->block[0], NULL);
	return &g->base;
}
