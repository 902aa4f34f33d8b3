/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside out/sbom/: the two formats, and what they share. */
#ifndef OUT_SBOM_PARTS_H
#define OUT_SBOM_PARTS_H

#include <jansson.h>

#include "out/sbom/sbom.h"

/* The document as JSON, with members in the order in which they are written; its identity
 * is "" yet, so that it can be made of the rest. */
json_t *sbom_spdx(struct sbom *sbom);
json_t *sbom_cyclonedx(struct sbom *sbom);
/* Gives it the identity that is made of `text`, all that it says. */
void sbom_spdx_identify(struct sbom *sbom, json_t *document, struct str text);
void sbom_cyclonedx_identify(struct sbom *sbom, json_t *document, struct str text);

/* Adds what a URI may hold as it is; other bytes as %XX. Keeps the unreserved characters of
 * RFC 3986 and the colon, as the package-url specification says. */
void sbom_add_encoded(struct buf *out, const char *text);

/* "Debian QA Group <packages@qa.debian.org>", taken apart; email is empty where none. */
void sbom_split_person(const char *person, struct str *name, struct str *email);
/* deb-version(7): [epoch:]upstream[-revision]; what is not there is empty. */
void sbom_split_version(const char *version, struct str *epoch, struct str *upstream, struct str *revision);

#endif
