/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The planned content of an image: one entry for each path, sorted, with owner.
 * Bodies are views of bytes that live elsewhere (mapped results of workers, the
 * arena). Links are resolved here, inside the image, never on the host. */
#ifndef MODEL_FILESET_H
#define MODEL_FILESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/universe.h"

enum member_type { MEMBER_FILE, MEMBER_DIR, MEMBER_SYMLINK, MEMBER_HARDLINK };

/* Owners that are no package. */
#define OWNER_GENERATED PACKAGE_NONE

/* What holds the bytes of a package's files (model/package_files.h). */
struct origin;

struct member {
	const char *path; /* normal form of base/path.h; "" is the root */
	enum member_type type;
	uint32_t mode; /* permission, setuid, setgid and sticky bits: 07777 */
	uint32_t uid, gid;
	int64_t mtime;      /* seconds since 1970 */
	const char *target; /* symlink: its text; hardlink: path of the file in the image; else NULL */
	struct str body;    /* regular file: its bytes */
	const struct origin *origin; /* regular file: where they lie; NULL: they were made, or are the user's */
	struct str capability; /* regular file: its attribute security.capability; nothing: none */
	package_id owner;
	bool held; /* kept only if something kept needs it (stage/closure) */
	uint32_t rule; /* which rule would drop a held one: index into the filter's names */
};

/* Whether the kernel or the loader might be given this file: it is executable,
 * or has a name that shared objects have (".so", ".so.1", ".node"). */
bool member_may_run(const char *path, uint32_t mode);

/* What a package has at a path where the member of another one is: a diversion can
 * part them (stage/maintscript/unpack.h). */
struct contested {
	struct member member; /* path and target: of the arena */
	package_id other;     /* whose member is there */
	bool settled;         /* Replaces says who goes first, or both are the same */
};

struct fileset {
	struct arena arena;
	struct map by_path; /* path → struct member * */
	size_t hardlinks;   /* that were ever put: with none, nobody needs to look for them */
	VEC(struct contested) contested; /* as they were found */
};

enum { LINK_HOPS_MOST = 40 };

/* The member at a path as it is spelled, no link followed; NULL where none. */
struct member *fileset_get(const struct fileset *files, const char *path);
/* Adds a copy of `member` (the path is copied too) and returns it. The path
 * must be free. */
struct member *fileset_put(struct fileset *files, const struct member *member);
/* Before a file is removed or replaced: the first of its hard links, by path,
 * becomes the file, the others lead to that one. */
void fileset_bequeath(struct fileset *files, const char *path);
void fileset_remove(struct fileset *files, const char *path);

/* Follows symlinks in all parts of `path` but the last (and in the last, too,
 * when `last`), within the image: absolute targets start at its root, `..`
 * stops there. Writes the result, which need not exist. Returns false after LINK_HOPS_MOST hops or when the
 * name grows too long. */
bool fileset_resolve(const struct fileset *files, const char *path, bool last, struct buf *out);

/* The regular file at a path, all links followed, hard ones too; NULL where none. */
const struct member *fileset_file(const struct fileset *files, const char *path);
/* The regular file that a member is a name of: itself or, of a hard link, its target. NULL for
 * NULL and for anything else; no symlink is followed. */
const struct member *fileset_file_of(const struct fileset *files, const struct member *member);
/* Whether something lies where a path leads, all links followed, and is not held. */
bool fileset_keeps(const struct fileset *files, const char *path);

/* Adds what `member` is to what is contested; strings are copied. */
void fileset_contest(struct fileset *files, const struct member *member, package_id other, bool settled);

/* All members by path in byte order: folders precede what is in them. The
 * caller frees *out. */
size_t fileset_sorted(const struct fileset *files, struct member ***out);

/* Of sorted members: the index of the first one below a directory. What is below it stands
 * together, as long as path_within() holds. */
size_t fileset_first_below(struct member *const *all, size_t n, const char *dir);

void fileset_release(struct fileset *files);

#endif
