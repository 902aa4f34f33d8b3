/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds profiles: files NAME.profile in up to three directories. */
#ifndef MODEL_PROFILE_FIND_H
#define MODEL_PROFILE_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/* Directories are searched in this order. */
enum profile_place { PROFILE_USER, PROFILE_SYSTEM, PROFILE_SHIPPED, PROFILE_PLACES };

struct profile_places {
	char *dir[PROFILE_PLACES]; /* owned; NULL if there is none */
};

/* "user", "system", "shipped" */
extern const char *const profile_place_names[PROFILE_PLACES];

struct profile_found {
	char *name, *file;
	enum profile_place place;
	bool hidden; /* a profile of the same name takes precedence */
};

struct profile_listing {
	VEC(struct profile_found) entry; /* by name, then by place */
};

/* Whether a name is the path of a file: it has a slash or the suffix .profile. */
bool profile_is_path(const char *name);
/* Finds the first profile with this name, searching from *place on (start with 0).
 * Returns its file, which the caller frees, and sets *place to the directory that has it; to
 * find the next one, call it again with *place + 1. If there is none, it returns NULL and sets
 * *place to PROFILE_PLACES. It does not check that the file is regular or readable. */
char *profile_find(const struct profile_places *places, const char *name, enum profile_place *place);
/* The directory that contains the file, after resolving links; PROFILE_PLACES if none does. */
enum profile_place profile_place_of(const struct profile_places *places, const char *file);

/* Lists all profiles. A directory of the user or the system that does not exist or is
 * not readable counts as empty. `out` need not be initialised; on error it is already released. */
int profile_list(const struct profile_places *places, struct profile_listing *out, struct err *err);
void profile_listing_release(struct profile_listing *listing);
/* The name most similar to `wrong`, which the caller frees; NULL if none is similar, or the
 * profiles cannot be listed. */
char *profile_nearest(const struct profile_places *places, const char *wrong);

void profile_places_release(struct profile_places *places);

#endif
