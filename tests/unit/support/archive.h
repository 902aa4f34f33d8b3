/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Builds ar and tar archives and whole .debs in memory, valid or deliberately broken:
 * a test specifies how its archive differs from a normal one. */
#ifndef TESTS_UNIT_SUPPORT_ARCHIVE_H
#define TESTS_UNIT_SUPPORT_ARCHIVE_H

#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "io/compress.h"
#include "tests/unit/support/test.h"

enum { TAR_BLOCK = 512 };

/* Offsets of tar(5) fields, for tests that corrupt one. */
enum {
	TAR_AT_NAME = 0,
	TAR_AT_MODE = 100,
	TAR_AT_UID = 108,
	TAR_AT_GID = 116,
	TAR_AT_SIZE = 124,
	TAR_AT_MTIME = 136,
	TAR_AT_CHECKSUM = 148,
	TAR_AT_TYPE = 156,
	TAR_AT_LINK = 157,
	TAR_AT_MAGIC = 257,
	TAR_AT_PREFIX = 345,
};

static inline void tar_octal(char *field, size_t digits, size_t value)
{
	while (digits--) {
		field[digits] = (char)('0' + value % 8);
		value /= 8;
	}
}

/* Writes the checksum of the header at `offset`. */
static inline void tar_sum(struct buf *tar, size_t offset)
{
	unsigned char *header = (unsigned char *)tar->p + offset;
	unsigned sum = 0;
	memset(header + TAR_AT_CHECKSUM, ' ', 8);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += header[i];
	tar_octal((char *)header + TAR_AT_CHECKSUM, 6, sum);
	header[TAR_AT_CHECKSUM + 6] = 0;
}

/* Writes bytes into the header at `offset` and updates its checksum. */
static inline void tar_patch(struct buf *tar, size_t offset, size_t field, const void *bytes,
			     size_t n)
{
	memcpy(tar->p + offset + field, bytes, n);
	tar_sum(tar, offset);
}

static inline void tar_pad(struct buf *tar)
{
	static const char zeros[TAR_BLOCK];
	buf_add(tar, zeros, -tar->n % TAR_BLOCK);
}

/* Adds a header in GNU's format; returns its offset. */
static inline size_t tar_header(struct buf *tar, char type, const char *name, const char *link,
				size_t size)
{
	char header[TAR_BLOCK] = {0};
	size_t offset = tar->n;
	memcpy(header + TAR_AT_NAME, name, strnlen(name, 100));
	memcpy(header + TAR_AT_LINK, link, strnlen(link, 100));
	tar_octal(header + TAR_AT_MODE, 7, type == '5' ? 0755 : 0644);
	tar_octal(header + TAR_AT_UID, 7, 0);
	tar_octal(header + TAR_AT_GID, 7, 0);
	tar_octal(header + TAR_AT_SIZE, 11, size);
	tar_octal(header + TAR_AT_MTIME, 11, 1000000000);
	header[TAR_AT_TYPE] = type;
	memcpy(header + TAR_AT_MAGIC, "ustar  ", 8);
	buf_add(tar, header, sizeof(header));
	tar_sum(tar, offset);
	return offset;
}

static inline size_t tar_add_bytes(struct buf *tar, char type, struct str name, const char *link,
				   struct str body)
{
	char *text = mem_strndup(name.p, name.n);
	size_t offset = tar_header(tar, type, text, link, body.n);
	buf_add(tar, body.p, body.n);
	tar_pad(tar);
	free(text);
	return offset;
}

static inline size_t tar_file(struct buf *tar, const char *name, const char *body)
{
	return tar_add_bytes(tar, '0', str_from(name), "", str_from(body));
}

static inline size_t tar_dir(struct buf *tar, const char *name)
{
	return tar_header(tar, '5', name, "", 0);
}

static inline size_t tar_symlink(struct buf *tar, const char *name, const char *target)
{
	return tar_header(tar, '2', name, target, 0);
}

static inline size_t tar_hardlink(struct buf *tar, const char *name, const char *target)
{
	return tar_header(tar, '1', name, target, 0);
}

/* Adds GNU's long name ('L') or link ('K') for the member that follows. */
static inline size_t tar_long(struct buf *tar, char type, const char *text)
{
	return tar_add_bytes(tar, type, STR("././@LongLink"), "",
			     (struct str){text, strlen(text) + 1});
}

static inline void tar_end(struct buf *tar)
{
	static const char zeros[2 * TAR_BLOCK];
	buf_add(tar, zeros, sizeof(zeros));
}

/* Compresses `plain` into `out`. */
static inline void pack(enum compression kind, struct str plain, struct buf *out)
{
	struct err err = {0};
	int level = kind == COMPRESSION_NONE ? COMPRESS_LEVEL_DEFAULT : 1;
	struct sink *sink = compress_open(kind, level, 1, sink_buf(out), &err);
	assert_non_null(sink);
	assert_int_equal(sink_write(sink, plain.p, plain.n, &err), 0);
	assert_int_equal(sink_finish(sink, &err), 0);
	sink_close(sink);
}

static inline void ar_begin(struct buf *ar)
{
	buf_puts(ar, "!<arch>\n");
}

/* Adds a header; `size` is text, so that it may be invalid. */
static inline void ar_header(struct buf *ar, const char *name, const char *size)
{
	buf_printf(ar, "%-16s%-12d%-6d%-6d%-8s%-10s`\n", name, 0, 0, 0, "100644", size);
}

static inline void ar_member(struct buf *ar, const char *name, struct str body)
{
	char size[24];
	snprintf(size, sizeof(size), "%zu", body.n);
	ar_header(ar, name, size);
	buf_add(ar, body.p, body.n);
	if (body.n % 2)
		buf_puts(ar, "\n");
}

#define CONTROL_PLAIN                                                                              \
	"Package: demo\nVersion: 1.0-1\nArchitecture: amd64\nMaintainer: N <n@example.org>\n"      \
	"Description: demo\n more\n"

/* Returns a control.tar with this stanza. */
static inline void control_tar(struct buf *tar, const char *stanza)
{
	tar_dir(tar, "./");
	tar_file(tar, "./control", stanza);
	tar_end(tar);
}

/* Makes a .deb of two tars, both compressed as `kind`. */
static inline void make_deb(struct buf *deb, const struct buf *control, const struct buf *data,
			    enum compression kind)
{
	static const char *const suffix[] = {"", ".gz", ".xz", ".zst"};
	struct buf packed = {0};
	char name[16];
	ar_begin(deb);
	ar_member(deb, "debian-binary", STR("2.0\n"));
	pack(kind, buf_str(control), &packed);
	snprintf(name, sizeof(name), "control.tar%s", suffix[kind]);
	ar_member(deb, name, buf_str(&packed));
	packed.n = 0;
	pack(kind, buf_str(data), &packed);
	snprintf(name, sizeof(name), "data.tar%s", suffix[kind]);
	ar_member(deb, name, buf_str(&packed));
	buf_release(&packed);
}

/* Returns a descriptor of an unnamed file with these bytes. */
static inline int file_of(struct str bytes)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	assert_true(fd >= 0);
	if (bytes.n)
		assert_int_equal(pwrite(fd, bytes.p, bytes.n, 0), bytes.n);
	return fd;
}

#endif
