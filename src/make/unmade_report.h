/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of what was not made (model/unmade.h), for people and for programs. */
#ifndef UNMADE_REPORT_H
#define UNMADE_REPORT_H

#include <jansson.h>

#include "base/err.h"
#include "base/str.h"
#include "model/unmade.h"

/* The array "not_made": objects of kind, package, path, count, consequence, mend. */
json_t *unmade_json(const struct unmade_list *list);
/* "PATH (N files): CONSEQUENCE; MEND", on one line. */
void unmade_add_line(const struct unmade *entry, struct buf *out);
/* A warning for each of the first entries, then how many more there are. */
void unmade_say(const struct unmade_list *list);
/* With `strict` an entry is STATUS_CHECK. Returns 0 or -1. */
int unmade_check(const struct unmade_list *list, bool strict, struct err *err);

#endif
