/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes that flow: sources are read from, sinks are written to. Both are small
 * tables of functions that nest: a decoder is a source over a source, a
 * compressor a sink over a sink. */
#ifndef IO_STREAM_H
#define IO_STREAM_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct source {
	/* Reads up to n (> 0) bytes into buf; returns how many, 0 at the end,
	 * -1 on error. After the end or an error it may not be called again. */
	ssize_t (*read)(struct source *source, void *buf, size_t n, struct err *err);
	void (*close)(struct source *source); /* frees it and what it wraps */
};

struct sink {
	/* Writes all n bytes, or fails. */
	int (*write)(struct sink *sink, const void *data, size_t n, struct err *err);
	/* Flushes to the end; once, before close, when all went well. Finishes
	 * what it wraps, too. */
	int (*finish)(struct sink *sink, struct err *err);
	void (*close)(struct sink *sink); /* frees it and what it wraps; also after an error */
};

/* The bytes [offset, offset + size) of a descriptor, read with pread(2); the
 * descriptor stays the caller's. A file that is shorter is an error of
 * STATUS_UNTRUSTED ("truncated"). Never NULL. */
struct source *source_range(int fd, uint64_t offset, uint64_t size);
/* A view of memory that must outlive the source. Never NULL. */
struct source *source_memory(struct str bytes);
void source_close(struct source *source); /* NULL is fine */
void source_closep(struct source **source);

/* Fills buf with exactly n bytes; a shorter source is an error of
 * STATUS_UNTRUSTED. */
int source_read_full(struct source *source, void *buf, size_t n, struct err *err);

/* A descriptor, buffered; it stays the caller's. `name` is for errors and is
 * copied. Short writes and EINTR are handled; EPIPE, ENOSPC are errors of
 * STATUS_FATAL. Never NULL. */
struct sink *sink_fd(int fd, const char *name);
/* Appends to a buffer that must outlive the sink. Never NULL. */
struct sink *sink_buf(struct buf *buf);
int sink_write(struct sink *sink, const void *data, size_t n, struct err *err);
int sink_finish(struct sink *sink, struct err *err);
void sink_close(struct sink *sink); /* NULL is fine */
void sink_closep(struct sink **sink);

#endif
