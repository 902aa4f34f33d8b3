/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts: what a command has to say, as one JSON document. `X_facts()` makes the document of a
 * subject, and `X_text()` appends that document in words to a buffer; --json prints the document
 * itself (debslim(1), JSON; data/schemas/). `X_add_facts()` sets members of a document, and
 * `X_say()` logs what it says as notes and warnings. X_facts() returns a new reference, which the
 * caller releases; facts_document(), facts_text(), facts_str() and facts_words() return a new
 * reference, too. None of these fails, and documents do not refer to what they were made of. What a
 * fact_*() function returns lives as long as the document. This header has what all subjects share.
 *
 * Text in a document is UTF-8. Names of files and text of packages may be any bytes: each byte
 * that is not part of well-formed UTF-8 becomes U+FFFD, in the text for people as well. */
#ifndef REPORT_FACTS_H
#define REPORT_FACTS_H

#include <jansson.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"

/* The number of the format: "schema" of every document. */
enum { FACTS_SCHEMA = 1 };

/* An object whose first member is "schema", followed by those of the object `members`, which it
 * takes over. */
json_t *facts_document(json_t *members);

/* A string; null for NULL. */
json_t *facts_text(const char *text);
json_t *facts_str(struct str text);
/* An array of strings. */
json_t *facts_words(const struct names *words);
/* Adds text as facts_str() would have it: for names of members. */
void facts_add_clean(struct buf *out, struct str text);

/* What a renderer reads. A member that is missing, null or of another type is NULL, 0 or false;
 * `object` may be NULL. */
const json_t *fact_of(const json_t *object, const char *name);
const char *fact_text(const json_t *object, const char *name);
uint64_t fact_number(const json_t *object, const char *name);
bool fact_is(const json_t *object, const char *name);
size_t facts_count(const json_t *object, const char *name); /* of an array */

#endif
