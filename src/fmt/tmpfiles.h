/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads tmpfiles.d(5): lines of type, path, mode, user, group, age, argument. */
#ifndef FMT_TMPFILES_H
#define FMT_TMPFILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "fmt/dropin.h"

struct tmpfiles_line {
	char type;                /* first letter: d D e f L C z Z ...; v, q and Q are read as d,
	                           * F as f with plus */
	bool plus, boot, only_if; /* modifiers: f+, d!, L? */
	bool credential;          /* f^: the argument names a credential of the service manager */
	const char *path;         /* absolute; a glob for e, z, Z */
	uint32_t mode;            /* UINT32_MAX if not given */
	bool mode_new;            /* `:`, the mode applies only to files that are created */
	const char *user, *group; /* NULL if not given */
	struct str argument;      /* escapes not resolved; n is 0 if not given */
	const char *file;         /* owned by the caller, who keeps it as long as the line */
	unsigned line;            /* from 1 */
};

/* What tmpfiles_reader answers, without a question: `file` is not set. */
struct tmpfiles_record {
	VEC(struct tmpfiles_line) line;
	struct dropin_faults fault;
};
extern const struct reader tmpfiles_reader;

struct tmpfiles {
	struct arena arena; /* the text of the lines */
	VEC(struct tmpfiles_line) line;
};

/* Adds the lines of one file. A wrong line causes a warning and is left out, and so does a file
 * larger than DROPIN_LARGEST. Initialise `out` with zeros; `file` must outlive it, `text` need
 * not. */
void tmpfiles_parse(const char *file, struct str text, struct tmpfiles *out);
void tmpfiles_release(struct tmpfiles *tmpfiles);

#endif
