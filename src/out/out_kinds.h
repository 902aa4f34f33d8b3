/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to out/: how each kind of output is opened, and helpers. */
#ifndef OUT_OUT_KINDS_H
#define OUT_OUT_KINDS_H

#include "io/stream.h"
#include "out/out.h"

/* out_open() for each kind of target. */
struct out *out_open_dir(const struct out_target *target, const struct out_options *options,
			 struct err *err);
struct out *out_open_tar(const struct out_target *target, const struct out_options *options,
			 struct err *err);
struct out *out_open_oci(const struct out_target *target, const struct out_options *options,
			 struct err *err);

/* Returns -1 with STATUS_FATAL "interrupted" once a signal has come, else 0. */
int out_interrupted(const struct out_options *options, struct err *err);
/* A sink that passes all bytes to `output`, which it takes over, in pieces between which
 * it checks for a signal, because compressing one file can take minutes. `options` must
 * outlive the sink. Returns NULL for NULL. */
struct sink *out_watch(struct sink *output, const struct out_options *options);

/* Splits a target, without trailing slashes: *parent is a descriptor of its directory
 * and *name the name in it; the caller closes and frees them. STATUS_FATAL if the directory
 * cannot be opened, or the name is empty, "." or ".."; then *name is NULL, and *parent -1 or
 * unchanged: set it to -1 before. */
int out_locate(const char *text, int *parent, char **name, struct err *err);
/* The start of temporary names, which sixteen hexadecimal digits follow. A name has at
 * most 255 bytes, so that of the target is cut. */
#define OUT_STEM ".%.200s.debslim-"
/* A temporary name for work in progress on `name`; random, so it may exist: retry with
 * the next `attempt`. The caller frees it. */
char *out_temporary(const char *name, unsigned attempt);
enum { OUT_ATTEMPTS = 100 };
/* Makes a directory of such a name with mode 0700, opens and locks it; returns the
 * descriptor. *temporary is its name, which the caller frees. Leftovers of earlier runs
 * are removed first. `text` is for errors. *temporary is NULL before, or is freed. Returns -1 on
 * error; then *temporary is NULL. */
int out_staging(int parent, const char *name, const char *text, char **temporary, struct err *err);


/* --- what an earlier run left, because it was killed or could not remove it --------- */

/* Locks a file or directory that was just made under a temporary name, so that
 * out_sweep() of another run leaves it alone while `fd`, which stays the caller's, is open. False
 * if such a run has removed it already. */
bool out_claim(int parent, const char *temporary, int fd);
/* Removes files and directories that have a temporary name of `name`, belong to us and
 * are not in use by any run. What cannot be removed is moved into one directory. Returns
 * 0 if nothing is left, else -1 with the first reason, STATUS_FATAL. */
int out_sweep(int parent, const char *name, struct err *err);

#endif
