/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to src/in: the kinds of targets, and where content is kept. */
#ifndef IN_IN_PARTS_H
#define IN_IN_PARTS_H

#include "in/in.h"
#include "in/tar_members.h"

/* The functions that take a `struct in` add to it; the caller releases it also after an error.
 * in_read_dir(), in_read_layout() and in_read_file() need one that is all zero. */

/* Reads a directory as one image. No other file system is entered, and no link is followed but
 * `path` itself. Its errors are STATUS_FATAL. */
int in_read_dir(const char *path, const struct in_options *options, struct in *out, struct err *err);

/* The threads of in_read_dir(), and the directories that they still have to read. */
struct in_crew;
/* Adds a directory for any thread to read; the path is copied. */
void in_crew_add(struct in_crew *crew, const char *path);
/* The next directory, which the caller frees; NULL when all are read or a thread has failed. */
char *in_crew_next(struct in_crew *crew);
/* Makes every thread stop: from here on in_crew_next() returns NULL. */
void in_crew_fail(struct in_crew *crew);
/* Runs `work` in up to n (at least 1) threads, each with one of n arguments of `size` bytes, until
 * no directory is left; add the first directory before. Not every argument need be used, but the
 * first always is. */
void in_crew_run(struct in_crew *crew, void (*work)(void *argument), void *arguments, size_t size,
		 unsigned n);
struct in_crew *in_crew_new(void);
void in_crew_free(struct in_crew *crew); /* after in_crew_run(); not NULL */

/* Reads an OCI layout in a directory; `tag` is an org.opencontainers.image.ref.name, or
 * NULL for all. */
int in_read_layout(const char *path, const char *tag, const struct in_options *options,
		   struct in *out, struct err *err);

/* Reads a tar file of any compression: an archive of an OCI layout or of docker images,
 * or a root file system. `tag` as above, or "NAME:TAG"; ignored for a root file system. */
int in_read_file(const char *path, const char *tag, const struct in_options *options,
		 struct in *out, struct err *err);

/* Named bytes: the blobs of a layout, or the members of an archive. */
struct in_store {
	/* *out is a view that lasts as long as `in`. If it does not exist, the error is
	 * STATUS_UNTRUSTED in an archive, but STATUS_FATAL in a directory. */
	int (*get)(struct in_store *store, const char *name, struct str *out, struct err *err);
	bool (*has)(struct in_store *store, const char *name); /* asked only for index.json */
};

/* Reads the images that index.json or, if there is none, manifest.json of a store names. If no
 * image has the tag, the error is STATUS_FATAL; if there is none at all, STATUS_UNTRUSTED. */
int in_read_images(struct in_store *store, const char *tag, const struct in_options *options,
		   struct in *out, struct err *err);

/* Adds a layer (or, without `whiteouts`, a whole tar) to an image, the lowest layer first. */
int in_add_tar(struct str file, bool whiteouts, const struct in_options *options, struct in *in,
	       struct in_image *image, struct err *err);
/* Reads a tar by tar_members_reader. On success every member has its content in `body`, also what
 * was spooled, and that lasts as long as `in`; all else lasts as long as the arena. */
int in_read_members(struct str file, enum tar_bodies bodies, const struct in_options *options, struct in *in,
		    struct arena *arena, struct tar_members *out, struct err *err);
/* Adds directories that are only implied by their content; call it after the last layer.
 * STATUS_UNTRUSTED if something that is not a directory has content. */
int in_add_parents(struct in_image *image, struct err *err);

/* Both map a regular file; in_release() unmaps it. For an empty file, and after an error of
 * in_map(), *out is empty. `fd` stays the caller's and may be closed then; `offset` is a multiple
 * of the page size. Errors are STATUS_FATAL. */
int in_map(struct in *in, int fd, uint64_t offset, uint64_t size, struct str *out, struct err *err);
int in_map_file(struct in *in, const char *path, struct str *out, struct err *err);

#endif
