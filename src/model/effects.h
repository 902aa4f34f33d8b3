/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What maintainer scripts do to a system, as data: found by reading them
 * (stage/maintscript/maintscript), or written down in data/rules/ where a person had to read
 * them; carried out on the image's file set by stage/effect. */
#ifndef MODEL_EFFECTS_H
#define MODEL_EFFECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/universe.h"

enum effect_kind {
	EFFECT_ALTERNATIVE,  /* path: the link (/usr/bin/awk), name: awk, target: /usr/bin/mawk, priority, slave[] */
	EFFECT_DIVERSION,    /* path is renamed to target for all packages but `for_package` */
	EFFECT_STATOVERRIDE, /* path gets mode, user, group, and keeps them over upgrades */
	EFFECT_USER,         /* name, id or ID_ANY, group, gecos, home, shell, make_home, tool */
	EFFECT_GROUP,        /* name, id or ID_ANY, tool */
	EFFECT_MEMBER,       /* the user `name` joins `group` */
	EFFECT_FOLDER,       /* path with mode (MODE_KEEP: 0755 when new), its parents too */
	EFFECT_FILE,         /* path with the bytes of `content`, unless `keep` and something is there */
	EFFECT_APPEND,       /* `content` is added at the end of the file */
	EFFECT_UNKNOWN,      /* path gets bytes that are not known, so that it is not made (target: those of a file
				that the image lacks); with `keep` it is not known either whether it gets them,
				and with `deep` the file was there before */
	EFFECT_LINK,         /* path is a symlink to target, unless `keep` and something is there */
	EFFECT_COPY,         /* the file `target` is copied to path, with its mode and owner; with `deep` as
				cp -a does: a folder with all below it, a link as a link */
	EFFECT_MOVE,         /* the member `target` becomes path */
	EFFECT_REMOVE,       /* path and, with `deep`, all below it */
	EFFECT_MODE,         /* path gets mode; with `deep` all below it, too */
	EFFECT_OWNER,        /* path gets user and/or group (`login`: the user's own); with `deep` all below it, too;
				with `keep` the script only tries, because the account does not exist yet */
	EFFECT_CAPABILITY,   /* path gets the attribute security.capability: `content`, or none; name: as text */
	EFFECT_SHELL,        /* path is listed in /etc/shells */
	EFFECT_GENERATE,     /* name: what is to be made natively: "ld.so.cache", "ca-bundle", "pam"; "sysusers" and
				"tmpfiles" (path: the one file of that folder, or NULL for all) at once */
};

/* Whose rules make an account: which id is free, the defaults, the fields of
 * shadow. All make system accounts; what is NULL is what the tool takes by
 * default:
 *             group                     home                shell      id
 *  ADDUSER    nogroup                   by adduser's version  nologin  100 and up
 *  USERADD    one of the user's name    /home/NAME          /bin/sh    999 and down
 *  SYSUSERS   one of the user's name    /                   nologin    999 and down
 * A group of the user's name is made where it is missing (adduser --group,
 * useradd -U). Who is there already stays as is, as the tools leave it. */
enum account_tool { ACCOUNT_ADDUSER, ACCOUNT_USERADD, ACCOUNT_SYSUSERS };

#define ID_ANY UINT32_MAX    /* the next free one of the system range */
#define MODE_KEEP UINT32_MAX /* as it is */

struct effect_slave {
	const char *path, *name, *target;
};

/* Fields that the kind does not name are NULL, 0 or false. All paths are
 * absolute, as a script has them. Text lives in the arena of struct effects. */
struct effect {
	enum effect_kind kind;
	package_id owner;   /* whose script */
	const char *script; /* "postinst"; "sysusers.d/dbus.conf" */
	unsigned line;      /* of the script, from 1 */
	const char *marker; /* "dh_installdeb" where debhelper wrote the lines, or NULL */
	const char *path, *target, *name;
	int priority;
	const struct effect_slave *slave;
	size_t slaves;
	const char *user, *group; /* names, or decimal ids; NULL: as it is */
	bool login; /* "USER:" of chown(1): the group is the user's in passwd(5) */
	const char *for_package;
	uint32_t id, mode;
	const char *gecos, *home, *shell;
	bool make_home; /* adduser without --no-create-home, useradd -m */
	bool locked;    /* adduser --disabled-login: "!" instead of "*" on bullseye; sysusers "u!" */
	enum account_tool tool;
	bool keep, deep;
	bool tolerated; /* the script goes on where it fails: "... || true" */
	struct str content;
};

struct effects {
	struct arena arena;
	VEC(struct effect) list; /* in the order of the scripts */
};

/* "alternative awk → /usr/bin/mawk (/usr/bin/awk, priority 5)", on one line. */
void effect_describe(const struct effect *effect, struct buf *out);

#endif
