/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the root file system that `check` examines into a fileset: a directory, a tar
 * (plain, .gz, .xz, .zst), an OCI layout or an archive of one (image specification,
 * image-layout.md), or the output of `docker save`. The layers of an image are merged
 * and whiteouts applied (layer.md).
 *
 * Content is only read where the kernel or the loader would read it: all of ELF files
 * (member_may_run()), of /etc/ld.so.cache and, in images and tars, of /etc/passwd and
 * /etc/group; the first SHEBANG_LONGEST bytes of other executable files that start with
 * `#!`. The body of every other file is empty. Devices, FIFOs and sockets are files without
 * content and mode bits. A hard link is a file that shares content; in a directory it is a file of
 * its own.
 *
 * The longer files of a directory are mapped, not copied: if one of them is truncated
 * while debslim reads it, the process ends with SIGBUS. */
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
	uint64_t members;                 /* entries of one tar (more are STATUS_UNTRUSTED) or of a
	                                   * whole directory tree (more are STATUS_FATAL) */
	unsigned jobs;                    /* threads for a directory; 0 counts as 1, more than 8 as
	                                   * 8 */
	const volatile sig_atomic_t *interrupted; /* non-zero once a signal has come; may be NULL */
};

/* A root file system of a target. Content and the text of `config` belong to the struct in. */
struct in_image {
	char *name; /* "linux/arm64" or a tag if the target has several; else NULL */
	struct fileset files;
	struct image_config config; /* of an image: env, user, workdir, entrypoint, cmd */
	struct names outside; /* directories that were not entered: other file systems, no
	                       * permission */
	size_t unreadable;    /* number of files that could not be opened for lack of permission */
};

struct in {
	VEC(struct in_image) image; /* at least one */
	VEC(struct str) map;        /* mapped content */
	struct arena arena;         /* small content, names */
};

/* Opens `target`: a path whose kind is detected, or `oci:DIR[:TAG]`,
 * `oci-archive:FILE[:TAG]`, `docker-archive:FILE[:NAME:TAG]`, `dir:DIR`. STATUS_FATAL if
 * it does not exist, has no image of that tag or lacks a blob in its directory, or on an
 * interruption; STATUS_UNTRUSTED if it is malformed (a wrong digest, a name that climbs out, a
 * hard link without its file). `options` is needed only during the call. `out` is overwritten;
 * the caller releases it also after an error. */
int in_open(const char *target, const struct in_options *options, struct in *out, struct err *err);
void in_release(struct in *in);

#endif
