/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes images to outputs: directories, tars, container images. An output is written
 * beside its target under a temporary name, made durable, and put in place at the end.
 * Until then, and after any failure, the target is unchanged, except that a failure to sync
 * its directory comes after the new one is in place. Standard output is the other
 * exception: bytes are written there as they are made.
 *
 * Usage: out_target_parse(), out_open(), then the functions of struct out in their
 * order. */
#ifndef OUT_OUT_H
#define OUT_OUT_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "io/decompress.h"
#include "io/hash.h"
#include "model/fileset.h"
#include "model/image_config.h"
#include "model/layer.h"

enum out_format { OUT_DIR, OUT_TAR, OUT_OCI, OUT_OCI_ARCHIVE, OUT_DOCKER_ARCHIVE };

struct out_target {
	const char *text; /* as given: "rootfs/", "cc.tar.zst", "-", "oci:images:cc" */
	const char *path; /* "rootfs/", "cc.tar.zst", "-", "images" */
	const char *reference; /* of a container image: "cc", "registry/team/cc:v1"; NULL: the
	                        * default */
	enum out_format format;
	enum compression compression; /* of the tar, or of the layers */
	int level; /* or COMPRESS_LEVEL_DEFAULT */
};

/* Parses the argument of --output. STATUS_FATAL for a missing path, and with a hint for an
 * unknown suffix or an invalid reference. `text` must outlive `out`; other text is in the arena. */
int out_target_parse(const char *text, struct arena *arena, struct out_target *out, struct err *err);
/* Whether the target is a container image, i.e. has layers, a configuration and possibly
 * several architectures. */
bool out_is_image(const struct out_target *target);
/* Whether the target is standard output: "-", "docker-archive:-" and so on. */
bool out_is_stdout(const struct out_target *target);
/* Refuses targets that are equal, or of which one is inside another, because not all of
 * them could be put in place: STATUS_FATAL. Standard output is not compared. */
int out_check_apart(const struct out_target *targets, size_t n, struct err *err);
const char *out_suffix(enum compression compression); /* ".tar.gz" …; static text */
const char *out_format_name(const struct out_target *target); /* "directory", "tar+gzip", "oci" …;
                                                               * static text */

/* A document about an image, attached to it. */
struct out_attachment {
	const char *type; /* its media type */
	struct str text;
};

/* The image of one architecture. */
struct out_image {
	const char *architecture; /* Debian's name */
	const char *name, *tag;   /* of the profile: "cc", "nonroot" */
	struct member *const *member; /* sorted by path */
	size_t members;
	int64_t epoch; /* no time is later, seconds since 1970 */
	/* For container images: */
	const struct layers *layers;
	const struct image_config *config;
	struct names annotation; /* "NAME=VALUE", each name once */
	const struct out_attachment *attachment; /* [attachments] */
	size_t attachments;
};

struct out_result {
	uint64_t size;          /* bytes of the file, of all regular files of a directory, or of
	                         * all blobs */
	struct hash_hex sha256; /* of the file; "" for a directory */
	struct hash_hex digest; /* container images: digest that the reference names; else "" */
};

/* An output that is being written. Call the functions in this order; close() may be
 * called at any time, once. After an error only close() may be called. */
struct out {
	/* Adds an image: once or, for a container image, once for each architecture.
	 * Content is written here, but a directory still needs the members, not the array, in
	 * finish(), and the image's name and tag must stay valid until close(). */
	int (*add)(struct out *out, const struct out_image *image, struct err *err);
	/* Ends the output: afterwards all is on the disk, and nothing is visible yet.
	 * Fills *result, which is unchanged or complete after an error. */
	int (*finish)(struct out *out, struct out_result *result, struct err *err);
	/* Puts it in place of the target. */
	int (*commit)(struct out *out, struct err *err);
	/* Removes what was not committed, and frees the output. */
	void (*close)(struct out *out);
};

struct out_options {
	bool force; /* replace a directory that debslim did not make */
	mode_t umask; /* for files that are targets, and for the files of a layout */
	unsigned jobs; /* threads and processes that compress, at least 1 */
	const volatile sig_atomic_t *interrupted; /* non-zero once a signal has come; may be NULL */
};

/* Opens an output. Both arguments must outlive it. NULL on error, and then nothing is
 * left behind. */
struct out *out_open(const struct out_target *target, const struct out_options *options,
		     struct err *err);

#endif
