/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where an image goes. An output is written beside its target under another
 * name, made durable, and put in place at the end; until then, and after any
 * failure, the target is as it was. */
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
	const char *reference; /* of a container image: "cc", "registry/team/cc:v1"; NULL: the default */
	enum out_format format;
	enum compression compression; /* of the tar, or of the layers */
	int level; /* or COMPRESS_LEVEL_DEFAULT */
};

/* What stands on the command line after --output. An unknown suffix or a
 * reference that is no name is STATUS_FATAL. `text` must outlive `out`; what else is needed comes
 * from the arena. */
int out_target_parse(const char *text, struct arena *arena, struct out_target *out, struct err *err);
/* Whether it is a container image: layers, a configuration, several architectures. */
bool out_is_image(const struct out_target *target);
/* "-", and "docker-archive:-" and its like. */
bool out_is_stdout(const struct out_target *target);
/* Refuses targets that are the same, or of which one lies in another: all could
 * not be put in place together. */
int out_check_apart(const struct out_target *targets, size_t n, struct err *err);
const char *out_suffix(enum compression compression); /* ".tar.gz" … */
const char *out_format_name(const struct out_target *target); /* "directory", "tar+gzip", "oci" … */

/* A document about an image, kept beside it. */
struct out_attachment {
	const char *type; /* its media type */
	struct str text;
};

/* The image of one architecture. */
struct out_image {
	const char *architecture; /* Debian's name */
	const char *name, *tag;   /* of the profile: "cc", "nonroot" */
	struct member *const *member; /* in order */
	size_t members;
	int64_t epoch; /* no time is later */
	/* For container images: */
	const struct layers *layers;
	const struct image_config *config;
	struct names annotation; /* "NAME=VALUE", each name once */
	const struct out_attachment *attachment;
	size_t attachments;
};

struct out_result {
	uint64_t size;          /* bytes of the file, of all regular files of a directory, of all blobs */
	struct hash_hex sha256; /* of the file; "" for a directory */
	struct hash_hex digest; /* container images: what the reference names; else "" */
};

/* An output being written; the functions are called in this order, close at any
 * time. */
struct out {
	/* Once; for a container image, once for each architecture. */
	int (*add)(struct out *out, const struct out_image *image, struct err *err);
	/* All is in: everything is on the disk, nothing visible yet. */
	int (*finish)(struct out *out, struct out_result *result, struct err *err);
	/* Puts it in place of the target. */
	int (*commit)(struct out *out, struct err *err);
	/* Removes what was not committed, frees it. */
	void (*close)(struct out *out);
};

struct out_options {
	bool force; /* replace a directory that debslim did not make */
	mode_t umask;
	unsigned jobs; /* that compress, at least 1 */
	const volatile sig_atomic_t *interrupted;
};

/* NULL on error, with nothing left behind. */
struct out *out_open(const struct out_target *target, const struct out_options *options,
		     struct err *err);

#endif
