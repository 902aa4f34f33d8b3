/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/effect: what is collected while effects are carried out, one
 * function for each kind of them, and what they share. */
#ifndef STAGE_EFFECT_PARTS_H
#define STAGE_EFFECT_PARTS_H

#include "base/map.h"
#include "fmt/sysusers.h"
#include "stage/effect/effect.h"

/* Text lives in the arena of the state or in what outlives it. */
struct user {
	const char *name, *gecos, *home, *shell;
	uint32_t uid, gid;
	const char *secret; /* second field of shadow(5): "*", "!", "!*" */
	bool aged;          /* with the limits of login.defs: "0:99999:7" */
	bool locked;        /* expired since 1970: sysusers' u! */
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
	VEC(struct alternative_slave) slave;   /* by name */
	VEC(struct alternative_choice) choice; /* by target */
};

struct diversion {
	const char *path, *target, *package; /* package: NULL where it is local */
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
	bool masters;            /* base-passwd is in the image: its accounts are all there */
	bool all;                /* they are all there, with it or without */
	VEC(struct alternative_group) alternative;
	VEC(struct diversion) diversion;
	VEC(struct override) override;
	struct names shell; /* asked for /etc/shells, in order */
	struct names asked; /* generators */
	const char *lost;   /* the first account of Debian that is needed and whose number another has */
	size_t work;        /* done so far: effect_spend() */
};

/* ---- effect.c */
/* Counts members that are looked at, bytes that are written: STATUS_UNTRUSTED
 * when scripts ask for more than any image needs. */
int effect_spend(struct effect_state *state, size_t work, struct err *err);
enum { EFFECT_COST_MEMBER = 256 }; /* of making one */
const struct package_files *effect_package(const struct effect_state *state, const char *name);
/* The release of Debian whose tools are followed: 11, 12, 13 (and all later). */
int effect_debian_version(const struct effect_state *state);
/* A path as a script has it to where it lies in the image (its last link
 * followed when `last`). STATUS_UNTRUSTED for what climbs out. */
int effect_place(const struct fileset *files, const char *path, bool last, struct buf *out,
		 struct err *err);
/* Whether a link at this place is left out, as packages' files there are. */
bool effect_drops(const struct effect_state *state, const char *place);
/* What is there and stays there: NULL for held members, too. */
struct member *effect_there(const struct fileset *files, const char *place);
/* The last link is followed; a held member does not count. */
bool effect_exists(const struct fileset *files, const char *path);

/* ---- paths.c */
int effect_folder(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_file(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_link(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_put_link(struct fileset *files, const char *path, const char *target, struct err *err);

/* ---- move.c */
int effect_copy(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_move(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* What scripts made of the file before is not what it holds: it goes. A package's stays. */
int effect_unknown(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_remove(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* A member with all below it gets another name; both are places. */
void effect_rename(struct fileset *files, const char *from, const char *to);
/* Takes a member away with all below it. */
void effect_clear(struct fileset *files, const char *place);

/* ---- modes.c: also of what lies below, when `deep` */
int effect_mode(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_owner(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_capability(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
/* Names or digits to ids; NULL leaves *id as it is. */
int effect_ids(struct effect_state *state, const char *user, const char *group, uint32_t *uid,
	       uint32_t *gid, struct err *err);

/* ---- alternatives.c */
int effect_alternative(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_write_alternatives(struct effect_state *state, struct fileset *files, struct err *err);

/* ---- dpkg.c */
int effect_diversion(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_statoverride(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_write_dpkg(struct effect_state *state, struct fileset *files, struct err *err);

/* ---- accounts.c: the tables */
struct user *effect_find_user(const struct effect_state *state, const char *name);
struct group *effect_find_group(const struct effect_state *state, const char *name);
/* The same, taking Debian's fixed one in where it is not there yet. */
struct user *effect_need_user(struct effect_state *state, const char *name);
struct group *effect_need_group(struct effect_state *state, const char *name);
/* Adds one; a clash of name or id is STATUS_FATAL. */
int effect_add_user(struct effect_state *state, const struct user *user, struct err *err);
int effect_add_group(struct effect_state *state, const struct group *group, struct err *err);
void effect_join(struct effect_state *state, struct group *group, const char *user);
bool effect_uid_taken(const struct effect_state *state, uint32_t uid);
bool effect_gid_taken(const struct effect_state *state, uint32_t gid);
/* The name of Debian's fixed user with this number; NULL where there is none. */
const char *effect_fixed_user(const struct effect_state *state, uint32_t uid);
/* Takes Debian's fixed user and group of this name in, if there are any and their numbers are free. */
void effect_mention(struct effect_state *state, const char *name);
/* Takes all of Debian's fixed ones in but those whose name or number the profile gives to another. */
void effect_take_fixed(struct effect_state *state);
/* Names for the owners of what is in the image. */
void effect_name_owners(struct effect_state *state, const struct fileset *files);

/* ---- mentions.c: those that configuration files name */
int effect_take_mentioned(struct effect_state *state, const struct fileset *files, struct err *err);

/* ---- adduser.c: as adduser(8), useradd(8) and groupadd(8) do */
int effect_user(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_group(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);
int effect_member(struct effect_state *state, const struct effect *e, struct fileset *files, struct err *err);

/* ---- passwd.c: from and to files */
/* Whether --user means one of Debian's fixed accounts with the number that it has. */
bool effect_takes_fixed(const struct effect_state *state, const struct account *account);
int effect_read_accounts(struct effect_state *state, struct fileset *files, struct err *err);
int effect_write_accounts(struct effect_state *state, struct fileset *files, struct err *err);

/* ---- the files of sysusers.d(5) and tmpfiles.d(5); `path`: one of them, or NULL */
int effect_sysusers(struct effect_state *state, const char *path, struct fileset *files, struct err *err);
/* What one run of systemd-sysusers makes of these lines. */
int effect_sysusers_run(struct effect_state *state, const struct sysusers *lines,
			const struct fileset *files, struct err *err);
int effect_tmpfiles(struct effect_state *state, const char *path, struct fileset *files, struct err *err);
/* The files NAME.conf of these folders as systemd reads them: by name, one in an
 * earlier folder hides those of that name in later ones. The caller frees *out. */
size_t effect_dropins(const struct fileset *files, const char *const *folders, const char *only,
		      const struct member ***out);
/* The bytes of the file that it is or leads to; nothing for a link to /dev/null. */
struct str effect_body(const struct fileset *files, const struct member *m);

/* ---- shells.c */
int effect_write_shells(struct effect_state *state, struct fileset *files, struct err *err);

#endif
