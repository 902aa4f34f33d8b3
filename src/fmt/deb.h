/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the outer layer of a .deb: an ar archive with the members of deb(5), FORMAT, in
 * this order: debian-binary, control.tar, data.tar. Members whose names start with `_`
 * may precede control.tar and data.tar, and any others may follow data.tar; they are
 * skipped.
 *
 * The reader is stricter than dpkg-deb where readers could disagree: sizes are digits
 * alone, the byte that pads a member of odd size is a newline, names are plain (no long
 * names of BSD or GNU ar), and none of the three members may be repeated. */
#ifndef FMT_DEB_H
#define FMT_DEB_H

#include <stdint.h>

#include "base/err.h"
#include "io/decompress.h"

enum {
	DEB_NAME_LONGEST = 16,
	DEB_MEMBERS_MOST = 100,                /* members of the ar archive */
	DEB_CONTROL_LARGEST = 64 * 1024 * 1024, /* bytes of control.tar: deb_read_layout() refuses a
	                                        * larger compressed part; the caller of
	                                        * deb_open_part() passes it as limits->output */
};

/* A tar archive inside the .deb. */
struct deb_part {
	char name[DEB_NAME_LONGEST + 1]; /* "data.tar.xz" */
	uint64_t offset, size;           /* in bytes; the range is inside the file */
	enum compression compression;
};

struct deb_layout {
	struct deb_part control, data;
};

/* Reads the layout of a regular file of `size` bytes with pread(2). A malformed file is
 * STATUS_UNTRUSTED. The content of the parts is not read. After an
 * error `*out` may be filled in part; it never owns anything. The descriptor stays the
 * caller's. */
int deb_read_layout(int fd, uint64_t size, struct deb_layout *out, struct err *err);

/* Returns a source of the decoded bytes of a part, or NULL on error. The descriptor
 * stays the caller's and must outlive the source; `part` and `limits` are copied. */
struct source *deb_open_part(int fd, const struct deb_part *part,
			     const struct decompress_limits *limits, struct err *err);

#endif
