/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is checked: a root file system that somebody made, read into a fileset.
 * A directory, a tar (plain, .gz, .xz, .zst), an OCI layout or an archive of one
 * (the image specification, image-layout.md), or what `docker save` writes; the
 * layers of an image are merged, whiteouts applied (layer.md).
 *
 * Bodies are there only where the kernel or the loader would look at them: whole
 * for ELF files (member_may_run()), /etc/ld.so.cache, and of images and tars /etc/passwd and /etc/group, the first
 * SHEBANG_LONGEST bytes for other executable files, empty for the rest. Devices, FIFOs and sockets are
 * files without bytes and mode bits. A hard link is a file that shares its body.
 *
 * A file of a directory that is cut short while debslim reads it ends the
 * process with SIGBUS: the longer files of a directory are mapped, not copied. */
#ifndef IN_IN_H
#define IN_IN_H

#include <signal.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/decompress.h"
#include "model/fileset.h"
#include "model/image_config.h"

struct in_options {
	struct decompress_limits decoder; /* for each compressed stream */
	uint64_t members;                 /* entries in one tar or directory */
	unsigned jobs;                    /* threads for a directory; 0 is one */
	const volatile sig_atomic_t *interrupted;
};

/* One root file system of a target. */
struct in_image {
	char *name; /* "linux/arm64" or a tag where the target holds several; else NULL */
	struct fileset files;
	struct image_config config; /* of an image: env, user, workdir, entrypoint, cmd */
	struct names outside; /* folders that were not entered: other file systems, no permission */
	size_t unreadable;    /* files that could not be opened, for want of permission */
};

struct in {
	VEC(struct in_image) image; /* at least one */
	VEC(struct str) map;        /* mapped bodies */
	struct arena arena;         /* small bodies, names */
};

/* `target`: a path whose kind is found out, or with a prefix `oci:DIR[:TAG]`,
 * `oci-archive:FILE[:TAG]`, `docker-archive:FILE[:NAME:TAG]`, `dir:DIR`. What is
 * not there or of no known kind is STATUS_FATAL, a malformed one (a digest that does
 * not fit, a name that climbs out, a hard link without its file) STATUS_UNTRUSTED.
 * `out` is to be released in any case. */
int in_open(const char *target, const struct in_options *options, struct in *out, struct err *err);
void in_release(struct in *in);

#endif
