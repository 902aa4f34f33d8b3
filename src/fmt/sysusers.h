/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads sysusers.d(5): lines of type, name, id, gecos, home, shell. */
#ifndef FMT_SYSUSERS_H
#define FMT_SYSUSERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "fmt/dropin.h"

struct sysusers_line {
	char type;        /* u, g, m, r */
	bool locked;      /* u! */
	const char *name; /* r: NULL */
	const char *id;   /* as written; m: the group; NULL for "-" */
	const char *gecos, *home, *shell; /* NULL for "-" */
	const char *file; /* owned by the caller, who keeps it as long as the line */
	unsigned line;    /* from 1 */
};

/* What sysusers_reader answers, without a question: `file` is not set. */
struct sysusers_record {
	VEC(struct sysusers_line) line;
	struct dropin_faults fault;
};
extern const struct reader sysusers_reader;

struct sysusers {
	struct arena arena; /* the text of the lines */
	VEC(struct sysusers_line) line;
};

/* Adds the lines of one file and returns the number of wrong lines, each of which causes
 * a warning and is left out. systemd-sysusers does the same when it reads all files; of
 * a file that was named on its command line it applies nothing if a line is wrong.
 * A file larger than DROPIN_LARGEST counts as one wrong line. Initialise `out` with zeros;
 * `file` must outlive it, `text` need not. */
size_t sysusers_parse(const char *file, struct str text, struct sysusers *out);
/* Parses the id of a line of type u or g: "123", "123:45", "123:name", "-:name", a path
 * whose owner is meant, or NULL. *uid and *gid are UINT32_MAX, *group and *path NULL
 * where not given; these two are views of line->id. False if the text is none of these. */
bool sysusers_ids(const struct sysusers_line *line, uint32_t *uid, uint32_t *gid,
		  const char **group, const char **path);
void sysusers_release(struct sysusers *sysusers);

#endif
