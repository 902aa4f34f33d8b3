/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

/* Large enough that the cost of system calls is negligible, small enough for the cache
 * of one core. */
enum { SINK_BUFFER = 128 * 1024 };

/* --- sources ------------------------------------------------------------ */

struct range_source {
	struct source base;
	int fd;
	uint64_t offset, left;
};

static ssize_t range_read(struct source *source, void *buf, size_t n, struct err *err)
{
	struct range_source *range = (struct range_source *)source;
	ssize_t got;
	if (n > range->left)
		n = range->left;
	if (n == 0)
		return 0;
	do
		got = pread(range->fd, buf, n, (off_t)range->offset);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_sys(err, "cannot read");
	if (got == 0)
		return err_set(err, STATUS_UNTRUSTED, "truncated: %llu bytes are missing",
			       (unsigned long long)range->left);
	range->offset += (uint64_t)got;
	range->left -= (uint64_t)got;
	return got;
}

static void free_source(struct source *source)
{
	free(source);
}

struct source *source_range(int fd, uint64_t offset, uint64_t size)
{
	struct range_source *range = mem_alloc(sizeof(*range));
	*range = (struct range_source){{range_read, free_source}, fd, offset, size};
	return &range->base;
}

struct memory_source {
	struct source base;
	struct str left;
};

static ssize_t memory_read(struct source *source, void *buf, size_t n, struct err *err)
{
	struct memory_source *memory = (struct memory_source *)source;
	(void)err;
	if (n > memory->left.n)
		n = memory->left.n;
	if (n)
		memcpy(buf, memory->left.p, n);
	memory->left = (struct str){n ? memory->left.p + n : NULL, memory->left.n - n};
	return (ssize_t)n;
}

struct source *source_memory(struct str bytes)
{
	struct memory_source *memory = mem_alloc(sizeof(*memory));
	*memory = (struct memory_source){{memory_read, free_source}, bytes};
	return &memory->base;
}

void source_close(struct source *source)
{
	if (source)
		source->close(source);
}

void source_closep(struct source **source)
{
	source_close(*source);
	*source = NULL;
}

int source_read_full(struct source *source, void *buf, size_t n, struct err *err)
{
	char *at = buf;
	while (n) {
		ssize_t got = source->read(source, at, n, err);
		if (got < 0)
			return -1;
		if (got == 0)
			return err_set(err, STATUS_UNTRUSTED, "truncated: %zu bytes are missing",
				       n);
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

/* --- sinks -------------------------------------------------------------- */

struct fd_sink {
	struct sink base;
	int fd;
	char *name;
	size_t used;
	char buffer[SINK_BUFFER];
};

static int write_to_end(struct fd_sink *sink, const char *data, size_t n, struct err *err)
{
	while (n) {
		ssize_t put = write(sink->fd, data, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(err, "cannot write %s", sink->name);
		data += put;
		n -= (size_t)put;
	}
	return 0;
}

static int fd_flush(struct fd_sink *sink, struct err *err)
{
	size_t n = sink->used;
	sink->used = 0;
	return write_to_end(sink, sink->buffer, n, err);
}

/* Writes at least as large as the buffer bypass it. */
static int fd_write(struct sink *base, const void *data, size_t n, struct err *err)
{
	struct fd_sink *sink = (struct fd_sink *)base;
	if (n > SINK_BUFFER - sink->used) {
		if (fd_flush(sink, err) != 0)
			return -1;
		if (n >= SINK_BUFFER)
			return write_to_end(sink, data, n, err);
	}
	if (n)
		memcpy(sink->buffer + sink->used, data, n);
	sink->used += n;
	return 0;
}

static int fd_finish(struct sink *base, struct err *err)
{
	return fd_flush((struct fd_sink *)base, err);
}

static void fd_close(struct sink *base)
{
	struct fd_sink *sink = (struct fd_sink *)base;
	free(sink->name);
	free(sink);
}

struct sink *sink_fd(int fd, const char *name)
{
	struct fd_sink *sink = mem_resize(NULL, 1, sizeof(*sink));
	sink->base = (struct sink){fd_write, fd_finish, fd_close};
	sink->fd = fd;
	sink->name = mem_strdup(name);
	sink->used = 0;
	return &sink->base;
}

struct buf_sink {
	struct sink base;
	struct buf *buf;
};

static int buf_write(struct sink *base, const void *data, size_t n, struct err *err)
{
	(void)err;
	buf_add(((struct buf_sink *)base)->buf, data, n);
	return 0;
}

static int buf_finish(struct sink *base, struct err *err)
{
	(void)base;
	(void)err;
	return 0;
}

static void buf_close(struct sink *base)
{
	free(base);
}

struct sink *sink_buf(struct buf *buf)
{
	struct buf_sink *sink = mem_alloc(sizeof(*sink));
	*sink = (struct buf_sink){{buf_write, buf_finish, buf_close}, buf};
	return &sink->base;
}

int sink_write(struct sink *sink, const void *data, size_t n, struct err *err)
{
	return sink->write(sink, data, n, err);
}

int sink_finish(struct sink *sink, struct err *err)
{
	return sink->finish(sink, err);
}

void sink_close(struct sink *sink)
{
	if (sink)
		sink->close(sink);
}

void sink_closep(struct sink **sink)
{
	sink_close(*sink);
	*sink = NULL;
}
