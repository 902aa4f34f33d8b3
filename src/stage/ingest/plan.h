/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The members of one data.tar while it streams by: which names there are, what
 * the filter said, and which of several names of one file carries its body.
 * Internal to stage/ingest. */
#ifndef STAGE_INGEST_PLAN_H
#define STAGE_INGEST_PLAN_H

#include "base/map.h"
#include "fmt/tar_read.h"
#include "model/fileset.h"
#include "stage/filter.h"

#define PLAN_NONE ((size_t)-1)

/* Bytes in all names and targets of one package: many long names pack well. */
enum { PLAN_NAMES_LARGEST = 128 * 1024 * 1024 };

struct planned {
	const char *path;
	const char *target; /* of a symlink */
	enum member_type type;
	uint32_t mode, uid, gid;
	int64_t mtime;
	uint64_t number; /* of the member in the tar, from 1 */
	enum verdict verdict;
	size_t rule; /* unless it is VERDICT_KEEP */
	size_t file; /* the regular file it is a name of: itself, or where a hard link leads */
	/* Of a regular file: */
	size_t carrier;      /* the kept or held name that gets the body, or PLAN_NONE */
	uint64_t size, body; /* bytes; where they are in the result */
	bool stored;         /* the bytes are in the result */
	bool loaded;         /* with VERDICT_LOOK: a program loads it */
};

struct ingest_plan {
	struct arena arena;
	struct map by_path; /* path → struct planned, as index + 1 */
	size_t names;       /* bytes in names and targets so far */
	VEC(struct planned) member; /* in order of the archive */
};

/* Takes in what stands in the header of a member. *index is its place in
 * plan->member; a folder that came before keeps its place. Refuses unsafe
 * names, types that are not taken, a path that comes twice, and hard links to
 * anything but a regular file seen before: STATUS_UNTRUSTED. */
int ingest_plan_add(struct ingest_plan *plan, const struct tar_entry *entry, uint64_t number,
	     const struct filter *filter, const char *package, size_t *index, struct err *err);

/* Says KEEP or DROP where the filter said LOOK, when all members are in: a module's
 * NAME.la stays beside its NAME.so outside the loader's path, and what is `loaded`. */
void ingest_plan_look(struct ingest_plan *plan);
/* Asks another filter about the members. */
void ingest_plan_judge(struct ingest_plan *plan, const struct filter *filter, const char *package);
/* Sets the carriers, when all members are in: of all names of a file the first
 * one that is kept, else the first one held. */
void ingest_plan_settle(struct ingest_plan *plan);
/* Whether the file has a name that stays, but no bytes in the result yet. */
bool ingest_plan_lacks_body(const struct planned *file);

void ingest_plan_release(struct ingest_plan *plan);

#endif
