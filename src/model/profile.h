/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile: which packages, which of their files, and what is made besides.
 * One file in deb822 form; format and inheritance: debslim-profile(5). */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/rules.h"
#include "model/source.h"

/* A user with a group of the same name and id, or a group alone. */
struct account {
	const char *name;
	bool group_only;
	uint32_t id;
	const char *gecos, *home, *shell; /* NULL for a group */
	uint32_t home_mode;               /* 0: the home is not made */
};

enum path_kind { PATH_DIRECTORY, PATH_FILE, PATH_SYMLINK };

/* Something made that no package ships. */
struct path_item {
	const char *path; /* normal form */
	enum path_kind kind;
	uint32_t mode, uid, gid;
	const char *target; /* symlink */
	struct str content; /* file */
	const char *needs;  /* only if this path is in the image; or NULL */
};

/* Of this package only these paths (and what the law wants: copyright). */
struct part {
	const char *package;
	struct names keep; /* globs */
};

struct profile {
	struct arena arena;
	const char *name, *tag, *description;
	struct names suites, architectures; /* empty: any */
	VEC(struct request_item) packages;
	VEC(struct path_line) rule;
	VEC(struct request_item) size_rule; /* "gconv=all", for size_rules_set(), with its place */
	VEC(struct part) part;
	VEC(struct account) account;
	VEC(struct path_item) path;
	struct names generate; /* generators asked for by name: "busybox" */
	struct names env;      /* "NAME=value", by order of first mention */
	const char *user, *workdir;
	bool drop_scripts; /* those whose interpreter is missing */
	struct names entrypoint, cmd;
};

struct profile_request {
	const char *dir;  /* the folder of shipped profiles */
	const char *name; /* of a profile there, or a path to a .profile file */
	const char *tag;  /* "latest" … */
	const char *suite, *architecture; /* what Match- stanzas are held against */
};

/* Loads a profile with all it inherits. Unknown profile, tag, field or stanza:
 * STATUS_FATAL with file, line and column. A suite or an architecture that the
 * profile does not claim is STATUS_FATAL, too; with suite NULL this is not
 * checked and no Match stanza with suites applies. */
int profile_load(const struct profile_request *request, struct profile *out, struct err *err);
void profile_release(struct profile *profile);

/* Names of the shipped profiles, sorted; the caller frees each and *out. */
int profile_list(const char *dir, char ***out, size_t *n, struct err *err);

extern const char *const profile_tags[]; /* NULL-terminated */

#endif
