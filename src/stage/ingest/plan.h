/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/ingest: the members of one data.tar while it is read. Records which
 * names exist, what the filter decided, and which of several names of a file carries its
 * content.
 *
 * Order: ingest_plan_add() for each member, ingest_plan_look(), optionally
 * ingest_plan_judge() with another filter and ingest_plan_look() again,
 * ingest_plan_settle(). */
#ifndef STAGE_INGEST_PLAN_H
#define STAGE_INGEST_PLAN_H

#include "base/map.h"
#include "fmt/tar_read.h"
#include "model/fileset.h"
#include "model/filter.h"

#define PLAN_NONE ((size_t)-1)

/* Bytes of all names and targets of a package; a limit, because many long names compress well. */
enum { PLAN_NAMES_LARGEST = 128 * 1024 * 1024 };

struct planned {
	const char *path;
	const char *target; /* text of a symlink */
	enum member_type type;
	uint32_t mode, uid, gid; /* of a hard link, those of its file count */
	int64_t mtime;
	uint64_t number; /* number of the member in the tar, from 1 */
	enum verdict verdict;
	size_t rule; /* rule that decided, unless VERDICT_KEEP; an index into filter.names */
	size_t file; /* index of the regular file that it is a name of: itself or, for a hard
	              * link, its target; else PLAN_NONE */
	/* Only for a regular file; body, stored and loaded are the caller's to set: */
	size_t carrier;      /* the kept or held name that gets the content, or PLAN_NONE */
	uint64_t size, body; /* number of bytes; their offset in the result */
	bool stored;         /* the content is in the result */
	bool loaded;         /* with VERDICT_LOOK: a program loads it */
};

/* Initialise it with zeros. */
struct ingest_plan {
	struct arena arena;
	struct map by_path; /* path → index into `member` + 1 */
	size_t names;       /* bytes of names and targets so far */
	VEC(struct planned) member; /* in archive order */
};

/* Adds a copy of a member from its header; *index is its position in plan->member. `package` is the
 * name for the filter, "" if it is not known. A repeated directory keeps its first position, with
 * mode, owner and time of the last. STATUS_UNTRUSTED for unsafe names, types that are
 * not allowed, a repeated path, or a hard link to anything but an earlier regular file. */
int ingest_plan_add(struct ingest_plan *plan, const struct tar_entry *entry, uint64_t number,
	     const struct filter *filter, const char *package, size_t *index, struct err *err);

/* Resolves VERDICT_LOOK to KEEP or DROP once all members are added. Kept are NAME.la
 * beside a kept NAME.so outside the loader's path, and files that are `loaded`. */
void ingest_plan_look(struct ingest_plan *plan);
/* Judges all members again with another filter; verdicts that the caller changed are lost. */
void ingest_plan_judge(struct ingest_plan *plan, const struct filter *filter, const char *package);
/* Sets the carriers once all members are added: of all names of a file the first one
 * that is kept, else the first one that is held. VERDICT_LOOK must be resolved. May be called
 * again. */
void ingest_plan_settle(struct ingest_plan *plan);
/* Whether a file has a name that stays but its content is not in the result yet. */
bool ingest_plan_lacks_body(const struct planned *file);

void ingest_plan_release(struct ingest_plan *plan);

#endif
