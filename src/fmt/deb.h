/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outer layer of a .deb: an ar archive with exactly the members of deb(5),
 * FORMAT: debian-binary, control.tar, data.tar, in this order. Members whose
 * name starts with `_` may stand before control.tar and data.tar, any others
 * after data.tar; they are stepped over.
 *
 * Stricter than dpkg-deb where readers could differ: sizes are digits alone,
 * the byte that pads an odd member is a newline, names are plain (no long
 * names of BSD or GNU ar), and none of the three members may come twice. */
#ifndef FMT_DEB_H
#define FMT_DEB_H

#include <stdint.h>

#include "base/err.h"
#include "io/decompress.h"

enum {
	DEB_NAME_LONGEST = 16,
	DEB_MEMBERS_MOST = 100,                /* of the ar archive */
	DEB_CONTROL_LARGEST = 64 * 1024 * 1024, /* bytes, packed and unpacked */
};

/* A tar archive inside the .deb. */
struct deb_part {
	char name[DEB_NAME_LONGEST + 1]; /* "data.tar.xz" */
	uint64_t offset, size;           /* bytes in the file; they lie within it */
	enum compression compression;
};

struct deb_layout {
	struct deb_part control, data;
};

/* Reads the layout of a regular file of `size` bytes with pread(2). Malformed
 * files are STATUS_UNTRUSTED. The bytes of the parts are not looked at. */
int deb_read_layout(int fd, uint64_t size, struct deb_layout *out, struct err *err);

/* The decoded bytes of a part. The descriptor must outlive the source. NULL on
 * error. */
struct source *deb_open_part(int fd, const struct deb_part *part,
			     const struct decompress_limits *limits, struct err *err);

#endif
