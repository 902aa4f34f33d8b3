/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of tmpfiles.d(5): type, path, mode, user, group, age, argument. */
#ifndef FMT_TMPFILES_H
#define FMT_TMPFILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct tmpfiles_line {
	char type;                /* d D e f L C z Z ...; v, q and Q are given as d, F as f with plus */
	bool plus, boot, only_if; /* f+, d!, L? */
	bool credential;          /* f^: the argument names a credential of the service manager */
	const char *path;         /* absolute; a glob for e, z, Z */
	uint32_t mode;            /* UINT32_MAX where not given */
	bool mode_new;            /* `:`, only for what is made */
	const char *user, *group; /* NULL where not given */
	struct str argument;      /* raw; n is 0 where not given */
	const char *file;         /* the caller's */
	unsigned line;
};

struct tmpfiles {
	struct arena arena;
	VEC(struct tmpfiles_line) line;
};

/* Adds the lines of one file. A line that is wrong is left out with a warning. */
void tmpfiles_parse(const char *file, struct str text, struct tmpfiles *out);
void tmpfiles_release(struct tmpfiles *tmpfiles);

#endif
