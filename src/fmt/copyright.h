/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads Debian's machine-readable copyright files (copyright-format 1.0, once called
 * DEP-5).
 *
 * This reader is not that of deb822, because many files of the archive violate the
 * format: a line that is not a field belongs to the field before it, each field counts
 * if one is repeated, and bytes may have any encoding. It fails only for its size, and its work
 * is bounded by the length of the text. A file that is not machine-readable leaves both
 * lists empty. */
#ifndef FMT_COPYRIGHT_H
#define FMT_COPYRIGHT_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

/* One License field. */
struct copyright_licence {
	struct str name; /* the first line, trimmed: "GPL-2+ or Expat"; may be empty */
	struct str text; /* the raw lines below it, for copyright_unfold(); may be empty */
};

struct copyright {
	bool machine_readable; /* starts with the field Format of this kind */
	VEC(struct copyright_licence) used; /* from the header and from paragraphs with Files */
	VEC(struct copyright_licence) full; /* from stand-alone paragraphs, which hold the texts */
};

enum { COPYRIGHT_LARGEST = 16 * 1024 * 1024 }; /* bytes of a file */

extern const struct reader copyright_reader; /* record: struct copyright; it takes no question */
/* Reads a file; all that `out` points to is in the arena. STATUS_UNTRUSTED if it is too large;
 * then `out` is all zero. */
int copyright_parse(struct str text, struct arena *arena, struct copyright *out, struct err *err);
/* The raw text of the licence with this name, in any case; empty if the file has none. It looks
 * at `full` first, then at `used`. */
struct str copyright_find_text(const struct copyright *copyright, struct str name);
/* Appends a raw text without its first column of blanks; a line with a single "." becomes an empty
 * line. Each line ends with a newline. An empty text adds nothing. */
void copyright_unfold(struct str folded, struct buf *out);

/* The structure of a License name, such as "A or B and C, or D with X exception": `and`
 * binds tighter than `or`, and a comma looser than both; a comma without a conjunction
 * means `and`. */
enum copyright_kind { COPYRIGHT_NAME, COPYRIGHT_AND, COPYRIGHT_OR };

struct copyright_term {
	enum copyright_kind kind;
	struct str whole;     /* NAME: "GPL-2+ with OpenSSL exception" */
	struct str name;      /* NAME: "GPL-2+" */
	struct str exception; /* NAME: "OpenSSL"; empty if there is none */
	struct copyright_term *first, *next; /* AND, OR: the first operand; the next operand of
	                                      * the parent */
};

/* Parses a name into terms in the arena, with views of `name`. NULL if there is no name
 * in it. A name with more than COPYRIGHT_TERMS_MOST parts becomes one COPYRIGHT_NAME. */
enum { COPYRIGHT_TERMS_MOST = 100 };
const struct copyright_term *copyright_terms(struct str name, struct arena *arena);

#endif
