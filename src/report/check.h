/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What check says of one image. */
#ifndef REPORT_CHECK_H
#define REPORT_CHECK_H

#include <jansson.h>

#include "base/err.h"
#include "base/str.h"
#include "in/in.h"
#include "stage/gate/gate.h"

json_t *check_facts(const char *target, const struct in_image *image, const struct gate *gate);
/* Why the run fails, which is then told in the document of the image concerned. It replaces an
 * earlier error. */
void check_add_error(json_t *facts, const struct err *err);
/* Accepted findings only when `all`. */
void check_text(const json_t *facts, bool all, struct buf *out);
/* The note with the sums. */
void check_say(const json_t *facts);

#endif
