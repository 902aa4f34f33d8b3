/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian's machine-readable copyright files (copyright-format 1.0, once DEP-5).
 *
 * Many files of the archive break the format somewhere, so this reader is not
 * deb822's: a line that is no field belongs to the one before it, a field given
 * twice counts each time, and bytes may be of any encoding. It never fails: what is
 * not machine-readable says so. Bounded by the length of the text. */
#ifndef FMT_COPYRIGHT_H
#define FMT_COPYRIGHT_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

/* One License field. */
struct copyright_licence {
	struct str name; /* its first line, trimmed: "GPL-2+ or Expat"; may be empty */
	struct str text; /* the lines below it as they stand, folded; may be empty */
};

struct copyright {
	bool machine_readable; /* begins with a Format of this kind */
	VEC(struct copyright_licence) used; /* of the header and of paragraphs with Files */
	VEC(struct copyright_licence) full; /* of paragraphs of their own: the texts */
};

/* Views of `text`, which must outlive `out`. */
void copyright_parse(struct str text, struct copyright *out);
/* The folded text of the licence with this one name; empty where the file has none. */
struct str copyright_find_text(const struct copyright *copyright, struct str name);
/* Adds a folded text without its indentation; a line with a lone "." is empty. */
void copyright_unfold(struct str folded, struct buf *out);
void copyright_release(struct copyright *copyright);

/* What such a name says. "A or B and C, or D with X exception": `and` binds closer
 * than `or`, a comma less than both; one without a conjunction is an `and`. */
enum copyright_kind { COPYRIGHT_NAME, COPYRIGHT_AND, COPYRIGHT_OR };

struct copyright_term {
	enum copyright_kind kind;
	struct str whole;     /* NAME: "GPL-2+ with OpenSSL exception" */
	struct str name;      /* NAME: "GPL-2+" */
	struct str exception; /* NAME: "OpenSSL"; empty where none */
	struct copyright_term *first, *next; /* AND, OR: what is joined; its neighbour */
};

/* In the arena; views of `name`. NULL where there is no name in it. What has more than
 * COPYRIGHT_TERMS_MOST names counts as one name. */
enum { COPYRIGHT_TERMS_MOST = 100 };
const struct copyright_term *copyright_terms(struct str name, struct arena *arena);

#endif
