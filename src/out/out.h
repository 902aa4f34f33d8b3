/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where an image goes. An output is written beside its target under another
 * name, made durable, and renamed over it at the end; until then, and after any
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

enum out_format { OUT_DIR, OUT_TAR };

struct out_target {
	const char *text; /* as given: "rootfs/", "cc.tar.zst", "-" */
	enum out_format format;
	enum compression compression;
	int level; /* or COMPRESS_LEVEL_DEFAULT */
};

/* What stands on the command line after --output. An unknown suffix is
 * STATUS_FATAL. `text` must outlive `out`. */
int out_target_parse(const char *text, struct out_target *out, struct err *err);
/* Refuses targets that are the same, or of which one lies in another: all could
 * not be put in place together. */
int out_check_apart(const struct out_target *targets, size_t n, struct err *err);
const char *out_suffix(enum compression compression); /* ".tar.gz" … */
const char *out_format_name(const struct out_target *target); /* "directory", "tar+gzip" … */

struct out_result {
	uint64_t size;          /* bytes of the file, or of all regular files of a directory */
	struct hash_hex sha256; /* of the file; "" for a directory */
};

/* An output being written; the functions are called in this order, close at any
 * time. */
struct out {
	int (*add)(struct out *out, const struct member *member, struct err *err);
	/* All members are in: everything is on the disk, nothing visible yet. */
	int (*finish)(struct out *out, struct out_result *result, struct err *err);
	/* Puts it in place of the target. */
	int (*commit)(struct out *out, struct err *err);
	/* Removes what was not committed, frees it. */
	void (*close)(struct out *out);
};

struct out_options {
	bool force; /* replace a directory that debslim did not make */
	mode_t umask;
	unsigned jobs; /* threads that compress, at least 1 */
	const volatile sig_atomic_t *interrupted;
};

/* NULL on error, with nothing left behind. */
struct out *out_open(const struct out_target *target, const struct out_options *options,
		     struct err *err);

/* The members in order, then finish. */
int out_write(struct out *out, struct member *const *members, size_t n,
	      const struct out_options *options, struct out_result *result, struct err *err);

#endif
