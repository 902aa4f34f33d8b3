/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The effects of maintainer scripts as data. stage/maintscript finds them by reading the
 * scripts, or data/rules/ states them where a person had to read the script;
 * stage/effect carries them out on the file set of the image. */
#ifndef MODEL_EFFECTS_H
#define MODEL_EFFECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/universe.h"

enum effect_kind {
	EFFECT_ALTERNATIVE,  /* path: the link (/usr/bin/awk), name: awk, target: /usr/bin/mawk,
	                      * priority, slave[] */
	EFFECT_DIVERSION,    /* path is renamed to target for all packages but `for_package`
	                      * (NULL: for all); with `keep` an existing file is not renamed */
	EFFECT_STATOVERRIDE, /* path gets mode, user, group, also after upgrades */
	EFFECT_USER,         /* name, id or ID_ANY, group, gecos, home, shell, make_home, tool */
	EFFECT_GROUP,        /* name, id or ID_ANY, tool */
	EFFECT_MEMBER,       /* the user `name` joins `group` */
	EFFECT_DIRECTORY,    /* directory path with mode (MODE_KEEP: 0755 if new), and its
	                      * parents */
	EFFECT_FILE,         /* path gets `content`; with `keep` only if nothing exists there */
	EFFECT_APPEND,       /* `content` is appended to path */
	EFFECT_UNKNOWN,      /* path gets unknown bytes, so the file is not made (target: with
	                      * the bytes of this file, which the image lacks). With `keep` it is
	                      * unknown whether it gets them at all, and with `deep` the file
	                      * existed before */
	EFFECT_LINK,         /* path is a symlink to target; with `keep` only if nothing exists
	                      * there */
	EFFECT_COPY,         /* the file `target` is copied to path with mode and owner; with
	                      * `deep` as by cp -a: directories with all that is below, links as
	                      * links */
	EFFECT_MOVE,         /* `target` is renamed to path */
	EFFECT_REMOVE,       /* path is removed, with `deep` also all below it */
	EFFECT_MODE,         /* path gets mode; with `deep` also all below it */
	EFFECT_OWNER,        /* path gets user and/or group (`login`: the user's own); with
	                      * `deep` also all below it; with `keep` the script only tries,
	                      * because the account does not exist yet */
	EFFECT_CAPABILITY,   /* path gets `content` as its attribute security.capability, or
	                      * loses it; name: as text */
	EFFECT_SHELL,        /* path is added to /etc/shells */
	EFFECT_GENERATE,     /* name: what stage/generate makes: "ld.so.cache", "ca-bundle",
	                      * "pam"; or "sysusers" and "tmpfiles", which are done at once
	                      * (path: one file of that directory, or NULL for all) */
};

/* The tool whose rules make an account: which id is free, defaults, the fields of
 * shadow. All make system accounts. A NULL field has the tool's default:
 *
 *                 group                     home                shell      id
 *      ADDUSER    nogroup                   by adduser's version  nologin  100 and up
 *      USERADD    one of the user's name    /home/NAME          /bin/sh    999 and down
 *      SYSUSERS   one of the user's name    /                   nologin    999 and down
 * A missing group of the user's name is made (adduser --group, useradd -U). Existing
 * accounts stay unchanged, as with the tools. */
enum account_tool { ACCOUNT_ADDUSER, ACCOUNT_USERADD, ACCOUNT_SYSUSERS };

#define ID_ANY UINT32_MAX    /* the next free id of the system's range */
#define MODE_KEEP UINT32_MAX /* do not change the mode */

struct effect_slave {
	const char *path, *name, *target;
};

/* One effect. Fields that enum effect_kind does not list for the kind are NULL, 0 or
 * false. Paths are absolute, as in the script. Text, `slave` and `content` are in the arena of
 * struct effects. */
struct effect {
	enum effect_kind kind;
	package_id owner;   /* package that the script belongs to */
	const char *script; /* "postinst"; "sysusers.d/dbus.conf" */
	unsigned line;      /* of the script, from 1 */
	const char *marker; /* "dh_installdeb" if debhelper generated the lines, or NULL */
	const char *path, *target, *name;
	int priority;
	VEC(struct effect_slave) slave; /* not to be pushed to */
	const char *user, *group; /* names or decimal ids; NULL: unchanged */
	bool login; /* "USER:" of chown(1): the group is the user's primary group */
	const char *for_package;
	uint32_t id, mode;
	const char *gecos, *home, *shell;
	bool make_home; /* adduser without --no-create-home, useradd -m */
	bool locked;    /* adduser --disabled-login: "!" instead of "*" on bullseye; sysusers
	                 * "u!" */
	enum account_tool tool;
	bool keep, deep;
	bool tolerated; /* the script continues if it fails: "... || true" */
	struct str content;
};

/* Initialise it with zeros. It has no function to free it: release `list` and `arena`. */
struct effects {
	struct arena arena;
	VEC(struct effect) list; /* in the order in which scripts run */
};

/* Whether an effect of this kind sets the content of the file at its path. */
bool effect_writes(enum effect_kind kind);
/* Appends one line for people, without a newline: "alternative awk → /usr/bin/mawk (/usr/bin/awk,
 * priority 5)". */
void effect_describe(const struct effect *effect, struct buf *out);

#endif
