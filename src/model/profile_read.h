/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside model/profile: turns one stanza into changes of a profile. */
#ifndef MODEL_PROFILE_READ_H
#define MODEL_PROFILE_READ_H

#include "fmt/deb822.h"
#include "model/profile.h"

/* A stanza in hand. */
struct profile_reader {
	struct profile *profile;
	const struct deb822 *file;
	const struct deb822_stanza *stanza;
	bool dry; /* only to see that it is right: its conditions do not hold */
	relation_names_fn *relation_names;
	struct err *err;
};

/* The fields that are conditions; NULL-terminated. */
extern const char *const profile_conditions[];

/* Whether all conditions of the stanza fit the request; notes them in the profile.
 * A condition without a word is an error, a tag or an architecture that is not known,
 * and, if `claimed` has any, a suite that is not in it: what the files claim, this one
 * and those it inherits, whichever came last. */
int profile_match(struct profile_reader *r, const struct profile_request *request,
		  const struct names *claimed, bool *applies);
/* Adds the suites that the profile claims now, of which the stanza is the last to
 * say; the words stay in the profile's arena. A new name that looks like one of
 * `claimed` is an error; so is an architecture that is not known. */
int profile_note_claims(struct profile_reader *r, struct names *claimed);
int profile_check_tag(const char *tag, struct err *err);

/* Applies every field of a Profile or Match stanza; `skip` names fields that
 * the caller has dealt with, NULL-terminated. */
int profile_apply_fields(struct profile_reader *r, const char *const *skip);

/* Account, Group, Path, Copy and Part stanzas; a later one of the same name replaces
 * an earlier one in its place. *known says whether it was one of these. */
int profile_apply_object(struct profile_reader *r, bool *known);
/* Their names and those of conditions, for errors; NULL-terminated. */
extern const char *const profile_stanzas[];

/* For both: */
/* A copy in the profile's arena. */
char *profile_keep(struct profile_reader *r, struct str s);
/* The next word between blanks, line breaks or commas. */
bool profile_next_word(struct str *rest, struct str *word);
bool profile_is_one_of(struct str name, const char *const *names);
/* "FILE:LINE:COLUMN" of the field's value, or of `at` inside of it. */
const char *profile_from(struct profile_reader *r, const struct deb822_field *field, const char *at);
/* "unknown WHAT", with the nearest of `names` (NULL-terminated). Returns -1. */
int profile_unknown(struct profile_reader *r, const char *what, const struct deb822_field *field,
		    const char *const *names);

#endif
