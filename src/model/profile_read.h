/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to model/profile: applies one stanza to a profile. Functions that return int return 0,
 * or -1 with the error set, that of the reader if they get one: STATUS_FATAL with file, line and
 * column. After an error the profile may hold part of the stanza. */
#ifndef MODEL_PROFILE_READ_H
#define MODEL_PROFILE_READ_H

#include "fmt/deb822.h"
#include "model/profile.h"

/* The stanza that is being read. */
struct profile_reader {
	struct profile *profile;
	const struct deb822 *file;
	const struct deb822_stanza *stanza;
	bool dry; /* only check it, because its conditions do not hold */
	relation_names_fn *relation_names;
	struct err *err;
};

/* The names of the fields that are conditions; ends in NULL. */
extern const char *const profile_conditions[];

/* Sets *applies to whether all conditions of the stanza match the request, and records
 * them in the profile. It is an error if a condition has no word, or names an unknown
 * tag or architecture, or a suite that is not in `claimed`, unless that is empty.
 * `claimed` has the suites of all files read so far, i.e. of this profile and those that
 * it inherits. */
int profile_match(struct profile_reader *r, const struct profile_request *request,
		  const struct names *claimed, bool *applies);
/* Adds the suites that the profile claims after this stanza to `claimed`; the words are
 * in the profile's arena. It is an error if a new suite is similar to one in `claimed`
 * (a likely typo), or if an architecture is not known. */
int profile_note_claims(struct profile_reader *r, struct names *claimed);
/* Refuses a tag that is not in profile_tags, with a hint. */
int profile_check_tag(const char *tag, struct err *err);

/* Applies every field of a Profile or Match stanza but those in `skip`, which ends in NULL. A field
 * Entrypoint first empties an inherited Cmd. */
int profile_apply_fields(struct profile_reader *r, const char *const *skip);

/* Applies a stanza Account, Group, Path, Copy or Part. A later one of the same name
 * replaces an earlier one in its place. *known says whether the stanza is one of these. */
int profile_apply_object(struct profile_reader *r, bool *known);
/* Their names and those of the conditions, for errors; ends in NULL. */
extern const char *const profile_stanzas[];

/* Helpers: */
/* Copies text to the profile's arena. */
char *profile_keep(struct profile_reader *r, struct str s);
/* Moves the next word between blanks, newlines or commas to *word; false at the end. */
bool profile_next_word(struct str *rest, struct str *word);
/* `names` ends in NULL. */
bool profile_is_one_of(struct str name, const char *const *names);
/* "FILE:LINE:COLUMN" of the field's value, or of `at` in it unless NULL; in the profile's arena. */
const char *profile_from(struct profile_reader *r, const struct deb822_field *field, const char *at);
/* Sets the error "unknown WHAT 'FIELD'" with a hint at the most similar of `names`,
 * which ends in NULL. Returns -1. */
int profile_unknown(struct profile_reader *r, const char *what, const struct deb822_field *field,
		    const char *const *names);

#endif
