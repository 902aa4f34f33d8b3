/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to out/sbom/: the two formats, and helpers. */
#ifndef OUT_SBOM_PARTS_H
#define OUT_SBOM_PARTS_H

#include <jansson.h>

#include "out/sbom/sbom.h"

/* The document as JSON, members in the order in which they are written. Its identity is
 * "" at first, because it is derived from the rest of the document. NULL if JSON cannot
 * hold the text. They allocate in sbom->arena. */
json_t *sbom_spdx(struct sbom *sbom);
json_t *sbom_cyclonedx(struct sbom *sbom);
/* Sets the identity, which is derived from `text`, i.e. the digest of all other content. */
void sbom_spdx_identify(struct sbom *sbom, json_t *document, struct str text);
void sbom_cyclonedx_identify(struct sbom *sbom, json_t *document, struct str text);

/* Appends text with %XX for all bytes but the unreserved characters of RFC 3986 and the
 * colon, as the package-url specification says. */
void sbom_add_encoded(struct buf *out, const char *text);

/* Splits "Debian QA Group <packages@qa.debian.org>" into views; `email` is empty if there is
 * none. */
void sbom_split_person(const char *person, struct str *name, struct str *email);
/* Splits a version (deb-version(7): [epoch:]upstream[-revision]) into views; missing parts are
 * empty. */
void sbom_split_version(const char *version, struct str *epoch, struct str *upstream, struct str *revision);

#endif
