/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The planned content of an image: one member for each path, with its owner.
 *
 * Paths are in the normal form of base/path.h. The fileset owns members, paths and link targets;
 * the content and the capabilities of files are views of bytes that live elsewhere (mapped results
 * of workers, an arena) and must outlive it. Links are resolved inside the image, never on the
 * host. Initialise a fileset with zeros and free it with fileset_release(). */
#ifndef MODEL_FILESET_H
#define MODEL_FILESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/digests.h"
#include "model/universe.h"

enum member_type { MEMBER_FILE, MEMBER_DIR, MEMBER_SYMLINK, MEMBER_HARDLINK };

/* The owner of members that no package ships. */
#define OWNER_GENERATED PACKAGE_NONE

/* Owns the bytes of a package's files (model/package_files.h). */
struct origin;

struct member {
	const char *path; /* in normal form; "" is the root */
	enum member_type type;
	uint32_t mode; /* permission, setuid, setgid and sticky bits: 07777 */
	uint32_t uid, gid;
	int64_t mtime;      /* seconds since 1970 */
	const char *target; /* symlink: its text; hard link: path of the file in the image; else
	                     * NULL */
	struct str body;    /* regular file: its content */
	const struct origin *origin; /* regular file: owner of the content; NULL if it was made
	                              * or is the user's */
	struct str capability; /* regular file, or hard link to it: the attribute
	                        * security.capability; empty if none */
	package_id owner;
	bool held; /* left out unless a kept file uses it; stage/reach decides */
	uint32_t rule; /* of a held member: the rule that would drop it, an index into
	                * filter.names */
};

/* Whether the kernel or the loader may be given this file: it is executable, or its name
 * is that of a shared object (".so", ".so.1", ".node"). */
bool member_may_run(const char *path, uint32_t mode);

/* A member of a package at a path where another package has one, too. A diversion can
 * separate them (stage/maintscript/unpack.h). */
struct contested {
	struct member member; /* path and target are in the fileset's arena */
	package_id other;     /* owner of the member in the fileset */
	bool settled;         /* Replaces decides, or both are the same */
};

struct fileset {
	struct arena arena;
	struct map by_path; /* path → struct member *, NULL for a removed one */
	size_t hardlinks;   /* number of hard links ever put; 0 saves a search */
	VEC(struct contested) contested; /* in the order in which they were found */
	struct digests *digests; /* of bodies that fileset_sha256() was asked for; NULL if empty */
};

enum { LINK_HOPS_MOST = 40 };

/* The member at exactly this path; no link is followed. NULL if there is none. */
struct member *fileset_get(const struct fileset *files, const char *path);
/* Adds a copy of `member`, including path and target, and returns it. It replaces a member
 * at the path; call fileset_bequeath() first if that may be a file with hard links. Pointers
 * to members are valid until fileset_release(); replacing or removing a member leaves its
 * struct as it was, outside of the set. */
struct member *fileset_put(struct fileset *files, const struct member *member);
/* Call this before a regular file is removed or replaced: the first of its hard links,
 * by path, becomes the file, and the other links then point to that one. Does nothing if
 * there are no links. */
void fileset_bequeath(struct fileset *files, const char *path);
/* Removes the member at exactly this path; what is below a directory stays. Does nothing if there
 * is none. */
void fileset_remove(struct fileset *files, const char *path);

/* Follows symlinks inside the image in all components of `path` but the last, and also
 * in the last if `last`. Absolute targets start at the root of the image, and `..` stops
 * there. Overwrites `out` with the result in normal form, which need not exist. False after
 * LINK_HOPS_MOST links, or if the path grows too long; then the content of `out` is undefined.
 * `path` may start with a slash. The caller releases `out` in any case. */
bool fileset_resolve(const struct fileset *files, const char *path, bool last, struct buf *out);

/* The regular file at a path as of fileset_resolve(), with symlinks and hard links followed; NULL
 * if there is none. It may be held. */
const struct member *fileset_file(const struct fileset *files, const char *path);
/* The regular file that a member is a name of: itself or, of a hard link, its target. NULL for
 * NULL and for anything else; no symlink is followed. */
const struct member *fileset_file_of(const struct fileset *files, const struct member *member);
/* The SHA-256 of a regular file of the set in hexadecimal, which belongs to the set. It is
 * computed once for each body: neither links nor a second call cost anything. */
const char *fileset_sha256(const struct fileset *files, const struct member *file);
/* Whether something lies where a path leads, all links followed, and is not held. */
bool fileset_keeps(const struct fileset *files, const char *path);

/* Adds a copy of `member` to `contested`, including path and target. */
void fileset_contest(struct fileset *files, const struct member *member, package_id other, bool settled);

/* Stores all members in *out, sorted by path in byte order, so that a directory precedes
 * its content, and returns their number. The caller frees *out, not the members. */
size_t fileset_sorted(const struct fileset *files, struct member ***out);

/* Of sorted members: the index of the first one below a directory. What is below it stands
 * together, as long as path_within() holds. If there is none, the index where it would be, at most
 * `n`; for "", it is 0. */
size_t fileset_first_below(struct member *const *all, size_t n, const char *dir);

void fileset_release(struct fileset *files); /* all zero afterwards */

#endif
