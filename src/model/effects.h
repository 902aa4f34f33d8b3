/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What maintainer scripts do to a system, as data: found by reading them
 * (stage/maintscript), or written down in data/rules/ where a person had to read
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
	EFFECT_USER,         /* name, id or ID_ANY, group, gecos, home, shell, from_top */
	EFFECT_GROUP,        /* name, id or ID_ANY, from_top */
	EFFECT_MEMBER,       /* the user `name` joins `group` */
	EFFECT_FOLDER,       /* path with mode (MODE_KEEP: 0755 when new), its parents too */
	EFFECT_FILE,         /* path with the bytes of `content`, unless `keep` and something is there */
	EFFECT_APPEND,       /* `content` is added at the end of the file */
	EFFECT_LINK,         /* path is a symlink to target, unless `keep` and something is there */
	EFFECT_COPY,         /* the file `target` is copied to path, with its mode and owner */
	EFFECT_MOVE,         /* the member `target` becomes path */
	EFFECT_REMOVE,       /* path and, with `deep`, all below it */
	EFFECT_MODE,         /* path gets mode; with `deep` all below it, too */
	EFFECT_OWNER,        /* path gets user and/or group; with `deep` all below it, too */
	EFFECT_SHELL,        /* path is listed in /etc/shells */
	EFFECT_GENERATE,     /* name: a generator of stage/generate: "ld.so.cache", "ca-bundle" ... */
};

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
	const char *path, *target, *name;
	int priority;
	const struct effect_slave *slave;
	size_t slaves;
	const char *user, *group; /* names, or decimal ids; NULL: as it is */
	const char *for_package;
	uint32_t id, mode;
	const char *gecos, *home, *shell;
	bool make_home;
	bool from_top; /* ids are taken from 999 down (sysusers.d), not from 100 up (adduser) */
	bool keep, deep;
	struct str content;
};

struct effects {
	struct arena arena;
	VEC(struct effect) list; /* in the order of the scripts */
};

#endif
