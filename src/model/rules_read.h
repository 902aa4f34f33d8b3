/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to model/rules: helpers of the readers of stanzas, and readers in files of
 * their own. Text is copied to the arena of the rules; errors are STATUS_FATAL with
 * file, line and column. After an error the rules may hold part of the stanza; rules_load()
 * releases them. */
#ifndef MODEL_RULES_READ_H
#define MODEL_RULES_READ_H

#include "fmt/deb822.h"
#include "model/rules.h"

/* Appends what a stanza says to the list of its kind. */
typedef int rules_reader(struct rules *rules, const struct deb822 *file, const struct deb822_stanza *stanza,
			 struct err *err);

/* A copy of the value of a field; NULL if `field` is NULL. */
const char *rules_text(struct rules *rules, const struct deb822_field *field);
/* Checks that every field of a stanza is in `known`, which ends in NULL. */
int rules_check_fields(const struct deb822 *file, const struct deb822_stanza *stanza,
		       const char *const *known, struct err *err);
/* Appends the names of "a, b"; nothing if `field` is NULL. */
void rules_read_names(struct rules *rules, const struct deb822_field *field, struct names *out);
/* Appends each line that is not empty; nothing if `field` is NULL. */
void rules_read_lines(struct rules *rules, const struct deb822_field *field, struct names *out);
/* Reads a field that must be "yes" or absent; sets *out to whether it is there. */
int rules_read_yes(const struct deb822 *file, const struct deb822_stanza *stanza, const char *name,
		   bool *out, struct err *err);

/* The rules_release_*() are for rules_release(), and free the lists that the readers beside them
 * have filled. */
/* ---- rules_system.c: what every Debian system has */
rules_reader rules_read_skeleton, rules_read_data, rules_read_mention;
void rules_release_system(struct rules *rules);

/* ---- rules_unneeded.c: what is of no use in an image */
rules_reader rules_read_unneeded;
void rules_release_unneeded(struct rules *rules);

/* ---- rules_starts.c: what can come to run in an image */
rules_reader rules_read_aside, rules_read_language;
void rules_release_starts(struct rules *rules);

/* ---- rules_triggers.c: what becomes of triggers */
rules_reader rules_read_trigger;
void rules_release_triggers(struct rules *rules);

#endif
