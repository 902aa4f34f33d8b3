/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile: which packages, which of their files, and what is made besides.
 * One file in deb822 form; format and inheritance: debslim-profile(5). Whatever
 * it says knows where: `from` and `where` are "FILE:LINE:COLUMN", or an option. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/image_config.h"
#include "model/profile_find.h"
#include "model/rules.h"
#include "model/source.h"

/* The primary group of a user. */
enum account_group {
	ACCOUNT_GROUP_SAME,  /* one of the user's name and number */
	ACCOUNT_GROUP_OWN,   /* one of the user's name, with the number `gid` */
	ACCOUNT_GROUP_OTHER, /* that with the number `gid`, which another has */
};

/* A user, or a group alone. */
struct account {
	const char *name;
	bool group_only;
	uint32_t id;
	enum account_group group;
	uint32_t gid;                     /* but for ACCOUNT_GROUP_SAME: see account_gid() */
	const char *gecos, *home, *shell; /* NULL for a group */
	uint32_t home_mode;               /* 0: the home is not made */
	/* Where it stands, and where a field does that a later stanza or an option set; else NULL. */
	const char *from;
	const char *id_from, *gid_from, *gecos_from, *home_from, *home_mode_from, *shell_from;
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
	const char *unless; /* only if this one is not; or NULL */
	bool before_scripts; /* made before maintainer scripts run, which may change it */
	const char *from;
};

/* A file or folder of the host that becomes part of the image. */
struct copy_item {
	const char *source;
	const char *beneath; /* the folder that `source` is relative to and does not leave by any
				link; NULL: any path */
	const char *target;  /* normal form */
	bool into;           /* a file gets its own name below `target`, a folder the place of it */
	bool has_mode;       /* of files; folders get x where it has r. Else 0755 for what its
				owner may execute and for folders, 0644 */
	uint32_t mode, uid, gid;
	const char *from;
};

/* Of this package only these paths (and what the law wants: copyright). */
struct part {
	const char *package;
	struct names keep; /* globs */
	const char *from;
};

/* Which of base-passwd's accounts an image has. */
enum base_accounts {
	BASE_ACCOUNTS_ALL,  /* all of them */
	BASE_ACCOUNTS_USED, /* those that something in the image uses */
};

/* How much of what every Debian system has belongs into an image. */
enum base {
	BASE_EXACT, /* what its profile lists, no more */
	BASE_USED,  /* the skeleton; of the accounts those that something uses, configuration files, too */
	BASE_ALL,   /* the skeleton and all accounts */
};

/* A stanza with conditions, whether it applies or not. */
struct profile_match {
	const char *text; /* "Match-Suites: trixie" */
	const char *from;
	bool applied;
	bool tags; /* one of the conditions is about them */
};

struct profile_claim {
	struct names word; /* none: any */
	const char *from;
};

struct profile {
	struct arena arena;
	const char *name, *tag;
	struct sourced_list file; /* name and file, from the first that was read to this one */
	struct sourced description;
	struct profile_claim suites, architectures;
	VEC(struct request_item) packages;
	VEC(struct path_line) rule;
	VEC(struct request_item) size_rule; /* "gconv=all", for size_rules_set(), with its place */
	VEC(struct part) part;
	VEC(struct account) account;
	VEC(struct path_item) path;
	VEC(struct copy_item) copy;
	VEC(struct profile_match) match;
	struct sourced_list generate; /* generators asked for by name: "busybox" */
	struct sourced drop_scripts_text;
	bool drop_scripts; /* those whose interpreter is missing */
	struct sourced cuts_text;
	bool no_cut; /* every dependency is taken literally */
	struct sourced base_accounts_text;
	enum base_accounts base_accounts;
	/* The profile says BASE_ACCOUNTS_USED itself, and does not only inherit it: what it lists is all
	   that it has. */
	bool exact;
	struct image_config config;
};

/* Whether the package is one of the alternatives of a relation ("a (>= 1) | b:any"), with or
 * without a version. Also false if the text is not a relation. */
typedef bool relation_names_fn(const char *relation, const char *package);

struct profile_request {
	const struct profile_places *places;
	relation_names_fn *relation_names; /* required */
	const char *name; /* of a profile there, or a path to a .profile file */
	const char *tag;  /* "latest" … */
	const char *suite, *architecture; /* what Match- stanzas are held against */
};

/* Loads a profile with all it inherits. Unknown profile, tag, field or stanza:
 * STATUS_FATAL with file, line and column. A suite or an architecture that the
 * profile does not claim is STATUS_FATAL, too, and a tag (but latest) that no stanza
 * of it is about; with suite NULL this is not
 * checked and no Match stanza with suites applies. */
int profile_load(const struct profile_request *request, struct profile *out, struct err *err);
void profile_release(struct profile *profile);

/* The number of an account's primary group. */
uint32_t account_gid(const struct account *account);
/* By name or number; NULL where there is none. */
struct account *profile_user(struct profile *profile, const char *name);
struct account *profile_user_by_id(struct profile *profile, uint32_t uid);
/* Who has a group with this number, other than `but`; or NULL. */
const struct account *profile_group_by_id(const struct profile *profile, uint32_t gid,
					  const struct account *but);
/* Makes `gid` the primary group of a user: of another's if there is one with that
 * number, else the user's own gets it. */
void account_set_gid(struct profile *profile, struct account *account, uint32_t gid);

extern const char *const profile_tags[]; /* NULL-terminated */

#endif
