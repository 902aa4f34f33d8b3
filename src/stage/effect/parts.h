/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/effect: the state that is collected while effects are carried out, a
 * function for each kind of effect, and their helpers. Errors are as those of effect_apply() unless
 * a function says otherwise; the fileset may then hold part of the work.
 *
 * A place is a path in normal form with the links above it followed; a path is absolute, as in a
 * script. A function that takes a struct effect `e` carries out one effect of its name (enum
 * effect_kind) and copies what it keeps. */
#ifndef STAGE_EFFECT_PARTS_H
#define STAGE_EFFECT_PARTS_H

#include "base/map.h"
#include "fmt/sysusers.h"
#include "fmt/tmpfiles.h"
#include "stage/effect/effect.h"

/* A line of passwd(5) and shadow(5). Text is in the arena of the state, or outlives it. A pointer
 * to a user or group is valid until the next account is added. */
struct user {
	const char *name, *gecos, *home, *shell;
	uint32_t uid, gid;
	const char *secret; /* second field of shadow(5): "*", "!", "!*" */
	bool aged;          /* has the limits of login.defs: "0:99999:7" */
	bool locked;        /* expired in 1970: u! of sysusers.d */
};

struct group {
	const char *name;
	uint32_t gid;
	struct names member; /* in the order in which they joined */
	const char *secret;  /* second field of gshadow(5) */
};

struct alternative_slave {
	const char *name, *link;
};

struct alternative_choice {
	const char *target;
	int priority;
	const struct effect_slave *slave;
	size_t slaves;
};

/* A group of update-alternatives(1). */
struct alternative_group {
	const char *name, *link;
	const char *current; /* target of /etc/alternatives/NAME, or NULL */
	VEC(struct alternative_slave) slave;   /* sorted by name */
	VEC(struct alternative_choice) choice; /* sorted by target; at least one */
};

struct diversion {
	const char *path, *target, *package; /* package: NULL for a local diversion */
};

struct override {
	const char *path, *user, *group;
	uint32_t mode;
};

struct effect_state {
	struct arena arena;
	const struct effect_input *input;
	VEC(struct user) user;   /* in the order of passwd(5) */
	VEC(struct group) group; /* in the order of group(5) */
	bool masters;            /* base-passwd is in the image, so the image has all its
	                          * accounts */
	bool all;                /* the image has all fixed accounts, with or without base-passwd */
	VEC(struct alternative_group) alternative;
	VEC(struct diversion) diversion;
	VEC(struct override) override;
	struct names shell; /* requested for /etc/shells, in order */
	struct names asked; /* requested generators */
	struct tmpfiles later; /* lines of tmpfiles.d whose account did not exist yet */
	const char *lost;   /* error text about the first fixed account that is needed but whose
	                     * number another has; or NULL */
	size_t work;        /* work done so far: effect_spend() */
};

/* ---- effect.c */
/* Counts work: members that are visited and bytes that are written. STATUS_UNTRUSTED if
 * scripts ask for more than any image needs. */
int effect_spend(struct effect_state *state, size_t work, struct err *err);
enum { EFFECT_COST_MEMBER = 256 }; /* cost of making a member */
/* The package of that name, or NULL if it is not in the image. */
const struct package_files *effect_package(const struct effect_state *state, const char *name);
/* The release of Debian whose tools are imitated: 11, 12 or 13 (and later). */
int effect_debian_version(const struct effect_state *state);
/* Replaces `out` by the place in the image of an absolute path of a script, with the
 * last link followed if `last`; nothing need exist there. STATUS_UNTRUSTED if the path is NULL or
 * not absolute, climbs out of the root, or leads round in circles. The caller releases `out` in
 * either case. */
int effect_place(const struct fileset *files, const char *path, bool last, struct buf *out,
		 struct err *err);
/* Whether the size rules leave out files at this place, so that no link is made there. */
bool effect_drops(const struct effect_state *state, const char *place);
/* The member at a place, if it is not held; else NULL. */
struct member *effect_there(const struct fileset *files, const char *place);
/* Whether something exists at a path. The last link is followed, and held members do not count. */
bool effect_exists(const struct fileset *files, const char *path);

/* ---- paths.c; effect_file() also carries out EFFECT_APPEND */
int effect_directory(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_file(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_link(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Puts a symlink with a copy of `target` at a path in place of whatever is there; what is below a
 * directory stays. STATUS_FATAL for the root. */
int effect_put_link(struct fileset *files, const char *path, const char *target, struct err *err);

/* ---- move.c */
int effect_copy(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_move(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Removes the file if scripts made it, because its content is not known any more. A
 * package's file stays. */
int effect_unknown(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_remove(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Renames a member with all below it, in place of what is at and below `to`; both arguments are
 * places, and neither is below the other. What was held is kept then. */
void effect_rename(struct fileset *files, const char *from, const char *to);
/* Removes a member with all below it; does nothing if there is none. */
void effect_clear(struct fileset *files, const char *place);

/* ---- modes.c: with `deep`, also for all below */
int effect_mode(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_owner(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_capability(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Converts names or digits to ids, and adds Debian's fixed accounts of these names; for NULL the id
 * is unchanged. STATUS_FATAL if the account does not exist. */
int effect_ids(struct effect_state *state, const char *user, const char *group, uint32_t *uid,
	       uint32_t *gid, struct err *err);

/* ---- alternatives.c */
int effect_alternative(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Writes dpkg's records of them, if dpkg is in the image; the links are made already. */
int effect_write_alternatives(struct effect_state *state, struct fileset *files, struct err *err);

/* ---- dpkg.c */
int effect_diversion(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_statoverride(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Writes dpkg's records of both, if dpkg is in the image. */
int effect_write_dpkg(struct effect_state *state, struct fileset *files, struct err *err);

/* ---- accounts.c: the tables of accounts. A function that looks one up returns NULL if it does not
 * exist. */
struct user *effect_find_user(const struct effect_state *state, const char *name);
struct group *effect_find_group(const struct effect_state *state, const char *name);
/* The same, but adds Debian's fixed account of that name if it is not there yet. If another
 * account has its number, they return that one, and state->lost says so. */
struct user *effect_need_user(struct effect_state *state, const char *name);
struct group *effect_need_group(struct effect_state *state, const char *name);
/* Adds an account; STATUS_FATAL if its name or id is taken, or a field has a bad character. No text
 * may be NULL; all is copied but `secret`, which must outlive the state. The members of the group
 * become the state's. */
int effect_add_user(struct effect_state *state, const struct user *user, struct err *err);
int effect_add_group(struct effect_state *state, const struct group *group, struct err *err);
/* Adds the user, whose name is copied, to a group of the state, once. */
void effect_join(struct effect_state *state, struct group *group, const char *user);
/* Whether an account has the number, or one of Debian's fixed accounts that may still be added. */
bool effect_uid_taken(const struct effect_state *state, uint32_t uid);
bool effect_gid_taken(const struct effect_state *state, uint32_t gid);
/* The name of Debian's fixed user with this number, or NULL. */
const char *effect_fixed_user(const struct effect_state *state, uint32_t uid);
/* Adds Debian's fixed user and group of this name, if they exist and their numbers are free. */
void effect_mention(struct effect_state *state, const char *name);
/* Adds all of Debian's fixed accounts to empty tables, except those whose name or number the
 * profile gives to another. */
void effect_take_fixed(struct effect_state *state);
/* Adds the fixed accounts that own members of the image. */
void effect_name_owners(struct effect_state *state, const struct fileset *files);

/* ---- mentions.c: adds Debian's fixed accounts that configuration files name */
int effect_take_mentioned(struct effect_state *state, const struct fileset *files, struct err *err);

/* ---- adduser.c: as adduser(8), useradd(8) and groupadd(8) do */
int effect_user(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_group(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_member(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);

/* ---- passwd.c: reading and writing the files */
/* Whether --user means one of Debian's fixed accounts, by its number. */
bool effect_takes_fixed(const struct effect_state *state, const struct account *account);
/* What effect_begin() does. */
int effect_read_accounts(struct effect_state *state, struct fileset *files, struct err *err);
/* Writes /etc/passwd and /etc/group and, where Debian would have them, shadow and gshadow. */
int effect_write_accounts(struct effect_state *state, struct fileset *files, struct err *err);

/* ---- sysusers.c, tmpfiles.c, dropins.c: `path` is one file, of which the name counts, or NULL
 * for all */
/* Carries out the lines of one drop-in or of all. A line that systemd-sysusers refuses is
 * STATUS_UNTRUSTED if `path` is given, else left out. */
int effect_sysusers(struct effect_state *state, const char *path, struct fileset *files, struct err *err);
/* Does what one run of systemd-sysusers does with these lines; they are not kept. */
int effect_sysusers_run(struct effect_state *state, const struct sysusers *lines,
			const struct fileset *files, struct err *err);
/* Carries out the lines of one drop-in, or of all if `path` is NULL. A line whose user or group
 * does not exist waits for effect_tmpfiles_later(). */
int effect_tmpfiles(struct effect_state *state, const char *path, struct fileset *files, struct err *err);
/* Carries out the lines that waited, once all accounts are known, as the next start of a system
 * would; warns about those whose account still does not exist, and leaves them out. */
int effect_tmpfiles_later(struct effect_state *state, struct fileset *files, struct err *err);
/* The files NAME.conf of these directories in the order in which systemd reads them: by
 * name, where a file in an earlier directory hides those of the same name in later ones.
 * `directories`, in normal form, ends in NULL; with `only`, just the file of that name. Returns
 * their number; the caller frees *out, not the members. */
size_t effect_dropins(const struct fileset *files, const char *const *directories, const char *only,
		      const struct member ***out);
/* The content of the file that `m` is or points to, a view of the fileset; empty for a link to
 * /dev/null. */
struct str effect_body(const struct fileset *files, const struct member *m);

/* ---- shells.c: writes /etc/shells, if debianutils is in the image or a script adds a shell */
int effect_write_shells(struct effect_state *state, struct fileset *files, struct err *err);

#endif
