/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of sysusers.d(5): type, name, id, gecos, home, shell. */
#ifndef FMT_SYSUSERS_H
#define FMT_SYSUSERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

struct sysusers_line {
	char type;        /* u, g, m, r */
	bool locked;      /* u! */
	const char *name; /* r: NULL */
	const char *id;   /* as it stands there; m: the group; NULL for "-" */
	const char *gecos, *home, *shell; /* NULL for "-" */
	const char *file; /* the caller's */
	unsigned line;
};

struct sysusers {
	struct arena arena;
	VEC(struct sysusers_line) line;
};

/* Adds the lines of one file and returns how many are wrong: those are left out
 * with a warning. systemd-sysusers does so when it reads all files; of a file
 * that was named it then makes nothing. */
size_t sysusers_parse(const char *file, struct str text, struct sysusers *out);
/* "123", "123:45", "123:name", "-:name", NULL → ids and the group's name, each
 * UINT32_MAX or NULL where not given; `path`: the file whose owner is meant. */
bool sysusers_ids(const struct sysusers_line *line, uint32_t *uid, uint32_t *gid,
		  const char **group, const char **path);
void sysusers_release(struct sysusers *sysusers);

#endif
