/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside src/in: the kinds of targets, and where bodies are kept. */
#ifndef IN_IN_PARTS_H
#define IN_IN_PARTS_H

#include "in/in.h"
#include "io/stream.h"

/* A directory, as one image: no other file system is entered, no link followed. */
int in_read_dir(const char *path, const struct in_options *options, struct in *out, struct err *err);

/* Folders yet to be read, and who reads them: in_read_dir(). */
struct in_crew;
/* Leaves a folder to whoever is free; the path is copied. */
void in_crew_add(struct in_crew *crew, const char *path);
/* The next folder, the caller's to free; NULL when all are read or one has failed. */
char *in_crew_next(struct in_crew *crew);
void in_crew_fail(struct in_crew *crew);
/* Runs `work` with each of n arguments of `size` bytes, in as many threads, until nothing is left. */
void in_crew_run(struct in_crew *crew, void (*work)(void *argument), void *arguments, size_t size,
		 unsigned n);
struct in_crew *in_crew_new(void);
void in_crew_free(struct in_crew *crew);

/* An OCI layout in a directory; `tag` (or NULL: all) as org.opencontainers.image.ref.name has it. */
int in_read_layout(const char *path, const char *tag, const struct in_options *options,
		   struct in *out, struct err *err);

/* A tar file of any compression: an archive of an OCI layout, of docker images, or
 * a root file system; `tag` as above, or "NAME:TAG". */
int in_read_file(const char *path, const char *tag, const struct in_options *options,
		 struct in *out, struct err *err);

/* Bytes given by their names: the blobs of a layout, the members of an archive. */
struct in_store {
	/* *out is a view that lasts as long as `in`; absent: STATUS_UNTRUSTED. */
	int (*get)(struct in_store *store, const char *name, struct str *out, struct err *err);
	bool (*has)(struct in_store *store, const char *name);
};

/* The images that index.json or manifest.json of a store name. */
int in_read_images(struct in_store *store, const char *tag, const struct in_options *options,
		   struct in *out, struct err *err);

/* Adds a layer (or a whole tar: `whiteouts` false) to an image. Takes the source over. */
int in_add_tar(struct source *source, bool whiteouts, const struct in_options *options,
	       struct in *in, struct in_image *image, struct err *err);
/* Decodes by the first bytes, whatever the name says. Takes `input` over. */
struct source *in_decode(struct source *input, struct str start, const struct in_options *options,
			 struct err *err);
/* Folders that only their content speaks of. */
int in_add_parents(struct in_image *image, struct err *err);

/* A file without a name in TMPDIR into which a body is copied piece by piece;
 * `done` maps it, and `in` owns the map. */
struct in_spool {
	int fd; /* -1: nothing written yet */
	uint64_t size;
};
int in_spool_write(struct in_spool *spool, struct str piece, struct err *err);
int in_spool_done(struct in_spool *spool, struct in *in, struct str *body, struct err *err);
void in_spool_release(struct in_spool *spool);

/* A regular file mapped, to be released with `in`. An empty one is no error. */
int in_map(struct in *in, int fd, uint64_t offset, uint64_t size, struct str *out, struct err *err);
int in_map_file(struct in *in, const char *path, struct str *out, struct err *err);

#endif
