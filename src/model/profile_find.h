/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where profiles are: files NAME.profile in up to three folders. */
#ifndef MODEL_PROFILE_FIND_H
#define MODEL_PROFILE_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/* A name is looked for in this order. */
enum profile_place { PROFILE_USER, PROFILE_SYSTEM, PROFILE_SHIPPED, PROFILE_PLACES };

struct profile_places {
	char *dir[PROFILE_PLACES]; /* NULL: there is none */
};

/* "user" … */
extern const char *const profile_place_names[PROFILE_PLACES];

struct profile_found {
	char *name, *file;
	enum profile_place place;
	bool hidden; /* one of the same name goes before it */
};

struct profile_listing {
	VEC(struct profile_found) entry; /* by name, then by place */
};

/* A name with a slash or the suffix .profile is the path of a file. */
bool profile_is_path(const char *name);
/* The file of the first profile with this name, from *place on, where the caller
 * frees it and *place says where it was; NULL where there is none. */
char *profile_find(const struct profile_places *places, const char *name, enum profile_place *place);
/* Which of the folders a file lies in, as it is really named; PROFILE_PLACES: none. */
enum profile_place profile_place_of(const struct profile_places *places, const char *file);

/* All of them. A folder of the user's or the system's that is not there, or not to be
 * read, is empty. */
int profile_list(const struct profile_places *places, struct profile_listing *out, struct err *err);
void profile_listing_release(struct profile_listing *listing);
/* The nearest name, which the caller frees; or NULL. */
char *profile_nearest(const struct profile_places *places, const char *wrong);

void profile_places_release(struct profile_places *places);

#endif
