/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a tar of any dialect and compression by the interface of fmt/reader.h: a root file system,
 * a layer of one, or an archive of images. The record lists the members in their order; what they
 * mean together (hard links, whiteouts, replaced files) is for the caller. */
#ifndef IN_TAR_MEMBERS_H
#define IN_TAR_MEMBERS_H

#include <signal.h>

#include "base/mem.h"
#include "fmt/reader.h"
#include "fmt/tar_import.h"
#include "io/decompress.h"

/* The content that the record is to hold. */
enum tar_bodies {
	TAR_BODIES_NONE,
	TAR_BODIES_RUN, /* what in.h says */
	TAR_BODIES_ALL,
};

/* The question; not NULL. */
struct tar_question {
	enum tar_bodies bodies;
	/* Names of the top level, ended by NULL: reading ends after the first member that has or
	 * lies in one of them. NULL: reading goes on to the end. */
	const char *const *stop_at;
	int spool; /* a file, open for writing at its start, for content that is too large for the
	            * record; not needed for TAR_BODIES_NONE */
	struct decompress_limits decoder;
	uint64_t members; /* the most that the tar may have */
	const volatile sig_atomic_t *interrupted; /* non-zero once a signal has come; may be NULL */
};

struct tar_member {
	const char *path; /* in normal form */
	const char *link; /* the target of a link, as written; else "" */
	enum tar_import_type type;
	uint32_t mode, uid, gid; /* mode: only the bits 07777 */
	int64_t mtime;
	/* The content that was asked for: in the record; or in the spool, `size` bytes from `at`. Of
	 * a file that starts with "#!" only the start. */
	struct str body;
	bool spooled;
	uint64_t at, size; /* 0 if the content is not in the spool */
};

/* The record of tar_members_reader. */
struct tar_members {
	VEC(struct tar_member) member;
	uint64_t spooled; /* bytes in the spool; not checked against the file */
};

/* Errors other than STATUS_UNTRUSTED: STATUS_FATAL if the spool cannot be written, or after an
 * interruption. */
extern const struct reader tar_members_reader;

#endif
