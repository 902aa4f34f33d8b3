/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside out/: how each kind of output is opened, and what they share. */
#ifndef OUT_OUT_KINDS_H
#define OUT_OUT_KINDS_H

#include "io/stream.h"
#include "out/out.h"

struct out *out_open_dir(const struct out_target *target, const struct out_options *options,
			 struct err *err);
struct out *out_open_tar(const struct out_target *target, const struct out_options *options,
			 struct err *err);
struct out *out_open_oci(const struct out_target *target, const struct out_options *options,
			 struct err *err);

/* STATUS_FATAL "interrupted" once a signal has come. */
int out_interrupted(const struct out_options *options, struct err *err);
/* Passes on to `output`, which it takes over (NULL: NULL), in pieces between which it
 * looks whether a signal has come: compressing a single file can take minutes. */
struct sink *out_watch(struct sink *output, const struct out_options *options);

/* The target without trailing slashes, split: *parent is an open folder, *name
 * what is made in it (the caller frees). -1 where the folder is not there. */
int out_locate(const char *text, int *parent, char **name, struct err *err);
/* How temporary names begin; sixteen digits follow. A name may be 255 bytes long: the
 * target's gives way. */
#define OUT_STEM ".%.200s.debslim-"
/* A free name beside `name`, for work in progress; the caller frees. */
char *out_temporary(const char *name, unsigned attempt);
enum { OUT_ATTEMPTS = 100 };
/* Makes a directory of such a name, for nobody else to enter, opens and locks it: *temporary
 * is its name (the caller frees). `text` is for errors; -1 on error. What earlier runs left
 * beside it goes first. */
int out_staging(int parent, const char *name, const char *text, char **temporary, struct err *err);


/* --- what an earlier run left, because it was killed or could not remove it --------- */

/* Locks what was just made under a temporary name, so that out_sweep() of another run leaves
 * it alone while `fd` is open; false if such a run removed it already. */
bool out_claim(int parent, const char *temporary, int fd);
/* Removes what has a temporary name of `name`, belongs to us and is in use by no run. What
 * stays is gathered in one place: 0 if nothing does, else -1 with the first reason. */
int out_sweep(int parent, const char *name, struct err *err);

#endif
