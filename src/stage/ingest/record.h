/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/ingest: the file that a worker writes for its parent, and the check
 * of it. The worker has read a package that may be hostile, so the parent trusts nothing
 * in this file.
 *
 *         bodies      content of files, each at a multiple of 16
 *         strings     names and targets, each with a NUL; the last byte is a NUL
 *         members     struct record_member[]
 *         controls    struct record_control[]
 *         left out    struct record_left_out[]
 *         spared      uint64_t[], one for each name of the filter
 *         list        the names of all members as text
 *         tail        struct record_tail, the last bytes of the file
 *
 * Numbers are in the byte order of the machine, because the file never leaves it. */
#ifndef STAGE_INGEST_RECORD_H
#define STAGE_INGEST_RECORD_H

#include <stdint.h>

#include "io/stream.h"
#include "stage/ingest/ingest.h"

enum { RECORD_ALIGN = 16, RECORD_CONTROLS_MOST = 1000 };
#define RECORD_MAGIC UINT64_C(0x316d696c73626564) /* "debslim1" */
#define RECORD_NONE UINT64_MAX                    /* no string */

struct record_member {
	uint64_t path, target; /* offsets into strings; target may be RECORD_NONE */
	uint64_t body, size;   /* offset into the file and bytes; regular files only */
	int64_t mtime;
	uint32_t type, mode, uid, gid; /* type: enum member_type */
	uint32_t held, rule; /* 0 or 1; index into filter.names, 0 unless it is held */
};

struct record_control {
	uint64_t name, body, size; /* offset into strings, offset into the file, bytes */
};

struct record_left_out {
	uint64_t path, bytes; /* path: offset into strings; bytes: regular files only */
	uint32_t type, rule;  /* enum member_type; index into filter.names */
};

struct record_tail {
	/* Offsets into the file, each followed by a number of bytes or of entries. */
	uint64_t strings, strings_size;
	uint64_t members_at, members;
	uint64_t controls_at, controls;
	uint64_t left_out_at, left_out;
	uint64_t spared_at, spared;
	uint64_t list, list_size;
	uint64_t size, magic; /* size of the whole file; RECORD_MAGIC */
};

/* --- the worker writes -------------------------------------------------- */

struct record_writer {
	struct sink *sink;
	uint64_t at; /* bytes written so far */
	struct buf strings; /* filled by record_string() */
	VEC(struct record_control) control;   /* filled by the caller, as the two below */
	VEC(struct record_left_out) left_out;
	struct buf list;
};

/* Overwrites `writer`. The descriptor stays the caller's and must outlive it. */
void record_open(struct record_writer *writer, int fd);
/* Pads to the next position for a body and stores that offset; record_append() then writes the
 * body piece by piece. */
int record_begin_body(struct record_writer *writer, uint64_t *offset, struct err *err);
int record_append(struct record_writer *writer, struct str bytes, struct err *err);
/* Copies a string and returns its offset into strings. */
uint64_t record_string(struct record_writer *writer, const char *text);
/* Writes all that follows the bodies: member[members], what `writer` collected, spared[names].
 * Call it once, after the last body; then only record_release(), also after an error. */
int record_finish(struct record_writer *writer, const struct record_member *member,
		  size_t members, const uint64_t *spared, size_t names, struct err *err);
void record_release(struct record_writer *writer);

/* --- the parent reads --------------------------------------------------- */

struct record_expect {
	size_t names;     /* number of names of the filter */
	uint64_t members; /* maximum of members, and of what is left out */
	package_id owner; /* of all of them */
};

/* Checks all of `file` and fills member, control, left_out, spared and list of `out`, which must
 * be empty but for out->origin, the owner of `file` that members get. Names and bodies are views of
 * `file`. STATUS_UNTRUSTED if anything is wrong; then these fields are empty. */
int record_read(struct str file, const struct record_expect *expect, struct package_files *out,
		struct err *err);

#endif
