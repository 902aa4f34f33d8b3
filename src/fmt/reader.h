/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interface of all readers of bytes that a stranger has written: ELF files, scripts, drop-ins,
 * copyright files, certificates. A reader takes a body and a question, and makes a record: a
 * struct whose shape is data. The record is written as bytes, and these bytes are checked and read
 * back as if a stranger had written them, too. Nothing else passes from a reader to the rest of
 * debslim, so a reader can run in a confined process without a change to it or to its callers.
 *
 * A reader opens no file, keeps no state and logs nothing: what is worth a message is in the
 * record. Content that is too large for a record goes to a file that the caller has opened and whose
 * descriptor is in the question; the record says what lies where in it. */
#ifndef FMT_READER_H
#define FMT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum field_kind {
	FIELD_NUMBER, /* an integer or enum of 1, 2, 4 or 8 bytes */
	FIELD_BOOL,
	FIELD_TEXT,   /* struct str: any bytes, with a NUL after them; p may be NULL */
	FIELD_NAME,   /* const char *: no NUL within; may be NULL */
	FIELD_LIST,   /* a VEC() of structs of another shape */
};

struct shape;
struct field {
	enum field_kind kind;
	size_t at, size;           /* place in the struct and size there, in bytes */
	const struct shape *items; /* FIELD_LIST */
};

struct shape {
	size_t size; /* of the struct, in bytes */
	const struct field *field;
	size_t fields; /* at least 1 */
};

/* SHAPE(struct x, FIELD(struct x, NUMBER, n), FIELD_ITEMS(struct x, list, &shape), …) */
#define FIELD(type, kind, member) {FIELD_##kind, offsetof(type, member), sizeof(((type *)0)->member), NULL}
#define FIELD_ITEMS(type, member, items) {FIELD_LIST, offsetof(type, member), sizeof(((type *)0)->member), items}
#define SHAPE(type, ...)                                                                           \
	{                                                                                          \
		sizeof(type), (const struct field[]){__VA_ARGS__},                                 \
			sizeof((const struct field[]){__VA_ARGS__}) / sizeof(struct field)         \
	}

extern const struct shape shape_text; /* of a struct str, for lists of texts */

/* A list of texts that has a name, for functions that return one. */
struct texts {
	struct str *at;
	size_t n, cap; /* for vec_push() */
};

struct reader {
	const char *name; /* of the format, for errors: "ELF file" */
	uint64_t largest; /* bytes of a body; a larger one is an error */
	const struct shape *shape; /* of the record */
	/* Fills a zeroed record. What it points to may lie in the body or in the arena. Lists are
	 * malloc()ed as vec_push() does; reader_run() frees them. STATUS_UNTRUSTED with the reason
	 * if the body is not of the format; another status only for what is not the body's fault,
	 * and then the reader's own header names it. `question` is the reader's own, or NULL. */
	int (*read)(struct str body, const void *question, struct arena *arena, void *record,
		    struct err *err);
	/* Whether a record that has the shape could be an answer: enums are in range, and so on.
	 * NULL: every record of the shape could. */
	bool (*holds)(const void *record);
};

/* Reads a body. What the record points to, lists included, is in the arena, and nothing of it lies
 * in the body or the question; the caller must not push to these lists or release them. The record
 * need not be initialised. On error the record is all zero, and the status
 * is STATUS_UNTRUSTED, or one that the reader's own header names. */
int reader_run(const struct reader *reader, struct str body, const void *question, struct arena *arena,
	       void *record, struct err *err);

/* The two halves of what passes between a reader and its caller: appends a record as bytes; and
 * checks and reads it back, with lists in the arena and texts that are views of the bytes,
 * which must outlive the record. reader_accept() zeroes the record first, and again on error:
 * STATUS_UNTRUSTED if the bytes are not of that shape. It does not check `largest`. */
void shape_encode(const struct shape *shape, const void *record, struct buf *out);
int reader_accept(const struct reader *reader, struct str bytes, struct arena *arena, void *record,
		  struct err *err);
/* Frees the lists of a record that read() filled; not those of a record that was read back. */
void shape_release(const struct shape *shape, void *record);

#endif
