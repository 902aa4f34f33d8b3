/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile: which packages an image has, which of their files, and what is made in
 * addition. It is a file in deb822 form; debslim-profile(5) describes the format and how
 * profiles inherit. Every setting records where it was given: `from` is
 * "FILE:LINE:COLUMN", or an option.
 *
 * Usage: profile_load(), changes by options (src/plan/profile_options.h),
 * profile_release(), which frees all text. */
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
	ACCOUNT_GROUP_SAME,  /* a group with the user's name and number */
	ACCOUNT_GROUP_OWN,   /* a group with the user's name and the number `gid` */
	ACCOUNT_GROUP_OTHER, /* an existing group of another account, with the number `gid` */
};

/* A user, or a group without a user (`group_only`). */
struct account {
	const char *name;
	bool group_only;
	uint32_t id;
	enum account_group group;
	uint32_t gid;                     /* not for ACCOUNT_GROUP_SAME: see account_gid() */
	const char *gecos, *home, *shell; /* NULL for a group */
	uint32_t home_mode;               /* mode of the home directory; 0 if it is not made */
	/* Where the account was given, and where a later stanza or an option set one
	 * field; else NULL. */
	const char *from;
	const char *id_from, *gid_from, *gecos_from, *home_from, *home_mode_from, *shell_from;
};

enum path_kind { PATH_DIRECTORY, PATH_FILE, PATH_SYMLINK };

/* A directory, file or symlink that no package ships. */
struct path_item {
	const char *path; /* normal form */
	enum path_kind kind;
	uint32_t mode, uid, gid;
	const char *target; /* symlink */
	struct str content; /* file */
	const char *needs;  /* made only if this path is in the image; or NULL */
	const char *unless; /* made only if this path is not in the image; or NULL */
	bool before_scripts; /* made before maintainer scripts are evaluated, which may change it */
	const char *from;
};

/* A file or directory of the host that is copied into the image. */
struct copy_item {
	const char *source;
	const char *beneath; /* directory that `source` is relative to and must not leave through
	                      * any link; NULL: any path is allowed */
	const char *target;  /* normal form */
	bool into;           /* a file keeps its name below `target`; a directory's content goes
	                      * into `target` */
	bool has_mode;       /* `mode` is given, for files; directories also get x where it has
	                      * r. Else 0755 for directories and for files that their owner may
	                      * execute, 0644 for others */
	uint32_t mode, uid, gid;
	const char *from;
};

/* A package of which only these paths are taken (and its copyright file). */
struct part {
	const char *package;
	struct names keep; /* globs, which start with "/" */
	const char *from;
};

/* Which accounts of base-passwd an image has. */
enum base_accounts {
	BASE_ACCOUNTS_ALL,  /* all of them */
	BASE_ACCOUNTS_USED, /* those that something in the image uses */
};

/* How much of what every Debian system has belongs into an image (--base). */
enum base {
	BASE_EXACT, /* only what the profile lists */
	BASE_USED,  /* the skeleton, and accounts that something uses, including configuration
	             * files */
	BASE_ALL,   /* the skeleton and all accounts */
};

/* A stanza with conditions, whether or not it applied. */
struct profile_match {
	const char *text; /* "Match-Suites: trixie" */
	const char *from;
	bool applied;
	bool tags; /* one of its conditions is Match-Tags */
};

struct profile_claim {
	struct names word; /* empty: any */
	const char *from;
};

struct profile {
	struct arena arena;
	const char *name, *tag;
	struct sourced_list file; /* name, and place in its file, of each inherited profile, then
	                           * of this one */
	struct sourced description;
	struct profile_claim suites, architectures;
	VEC(struct request_item) packages;
	VEC(struct path_line) rule;
	VEC(struct request_item) size_rule; /* "gconv=all", for size_rules_set() */
	VEC(struct part) part;
	VEC(struct account) account;
	VEC(struct path_item) path;
	VEC(struct copy_item) copy;
	VEC(struct profile_match) match;
	struct sourced_list generate; /* requested generators: "busybox", "shadow" */
	struct sourced drop_scripts_text;
	bool drop_scripts; /* drop scripts whose interpreter is missing */
	struct sourced cuts_text;
	bool no_cut; /* follow every dependency; nothing is cut */
	struct sourced base_accounts_text;
	enum base_accounts base_accounts;
	/* This profile itself, not one that it inherits, says BASE_ACCOUNTS_USED: the
	 * image has only what it lists. */
	bool exact;
	struct image_config config;
};

/* Whether the package is one of the alternatives of a relation ("a (>= 1) | b:any"),
 * with or without a version. False also if the text is not a relation. */
typedef bool relation_names_fn(const char *relation, const char *package);

struct profile_request {
	const struct profile_places *places;
	relation_names_fn *relation_names; /* required */
	const char *name; /* name of a profile in `places`, or path of a .profile file */
	const char *tag;  /* "latest" …, not NULL */
	const char *suite, *architecture; /* what Match- stanzas are compared with; either may be
	                                   * NULL */
};

/* Loads a profile and all that it inherits. STATUS_FATAL with file, line and column for
 * an unknown profile, tag, field or stanza; for a suite or architecture that the profile
 * does not claim; and for a tag other than latest that no stanza of the profile
 * mentions. With suite or architecture NULL, these are not checked and no stanza with Match-Suites
 * or Match-Architectures applies. `out` need not be initialised and does not refer to `request`;
 * on error it is already released. */
int profile_load(const struct profile_request *request, struct profile *out, struct err *err);
void profile_release(struct profile *profile);

/* The number of an account's primary group. */
uint32_t account_gid(const struct account *account);
/* Find a user by name or number; NULL if there is none. Like profile_group_by_id(), they return
 * entries of profile->account, valid until one is added. */
struct account *profile_user(struct profile *profile, const char *name);
struct account *profile_user_by_id(struct profile *profile, uint32_t uid);
/* The account other than `but` that has a group of its own with this number; or NULL. */
const struct account *profile_group_by_id(const struct profile *profile, uint32_t gid,
					  const struct account *but);
/* Makes `gid` the primary group of a user of the profile: an existing group of another account with
 * that number, or else the user's own group, which gets the number. */
void account_set_gid(struct profile *profile, struct account *account, uint32_t gid);

extern const char *const profile_tags[]; /* the tags that there are; ends in NULL */

#endif
