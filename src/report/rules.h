/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which size rules there are: an array, one document for each value of each rule. */
#ifndef REPORT_RULES_H
#define REPORT_RULES_H

#include <jansson.h>

#include "base/str.h"
#include "model/rules.h"

/* The array of all. */
json_t *size_rules_facts(const struct size_rules *rules);
void size_rules_text(const json_t *facts, struct buf *out);

#endif
