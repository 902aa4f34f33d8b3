/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams of bytes: sources are read from, sinks are written to. Both are small tables
 * of functions, and they nest: a decoder is a source over a source, a compressor a sink
 * over a sink. Closing the outer one closes all that it wraps.
 *
 * To use a source: read until 0 or -1, then source_close(). To use a sink: sink_write()
 * as often as needed, sink_finish() once, and sink_close() in any case. After an error only
 * sink_close() may be called. A sink that is closed without a successful finish has lost data.
 * A source or sink that wraps another passes its errors on. source_closep() and sink_closep()
 * are for CLEANUP(); they set the pointer to NULL. */
#ifndef IO_STREAM_H
#define IO_STREAM_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct source {
	/* Reads up to n (> 0) bytes into buf, perhaps fewer before the end, too. Returns how
	 * many, 0 at the end, or -1 on error. Do not call it again after the end or an error. */
	ssize_t (*read)(struct source *source, void *buf, size_t n, struct err *err);
	void (*close)(struct source *source); /* Frees the source and what it wraps. */
};

struct sink {
	/* Writes all n bytes (0 is allowed), or returns -1. */
	int (*write)(struct sink *sink, const void *data, size_t n, struct err *err);
	/* Writes what is buffered and ends the stream, then finishes what it wraps. Call
	 * it once, after the last write, if no write failed. */
	int (*finish)(struct sink *sink, struct err *err);
	void (*close)(struct sink *sink); /* Frees the sink and what it wraps; flushes nothing. */
};

/* The bytes [offset, offset + size) of a file, read with pread(2). The descriptor stays
 * the caller's and must outlive the source. A shorter file is an error of
 * STATUS_UNTRUSTED ("truncated"); one that cannot be read, STATUS_FATAL. Never returns
 * NULL. */
struct source *source_range(int fd, uint64_t offset, uint64_t size);
/* Reads from memory, which must outlive the source. Never returns NULL. */
struct source *source_memory(struct str bytes);
void source_close(struct source *source); /* accepts NULL */
void source_closep(struct source **source);

/* Fills buf with exactly n bytes. If the source ends earlier, the error is STATUS_UNTRUSTED. The
 * source need not be at its end. After an error `buf` is filled in part. */
int source_read_full(struct source *source, void *buf, size_t n, struct err *err);

/* Writes to a descriptor, with a buffer. The descriptor stays the caller's and must
 * outlive the sink. `name` is for errors and is copied. Short writes and EINTR are
 * handled; EPIPE, ENOSPC and all other problems are errors of STATUS_FATAL. Never
 * returns NULL. */
struct sink *sink_fd(int fd, const char *name);
/* Appends to a buffer, which must outlive the sink. Never returns NULL. */
struct sink *sink_buf(struct buf *buf);
int sink_write(struct sink *sink, const void *data, size_t n, struct err *err);
int sink_finish(struct sink *sink, struct err *err);
void sink_close(struct sink *sink); /* accepts NULL */
void sink_closep(struct sink **sink);

#endif
