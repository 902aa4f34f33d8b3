/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The packages of a request, and why each of them. */
#ifndef REPORT_PLAN_H
#define REPORT_PLAN_H

#include <jansson.h>

#include "model/unmade.h"
#include "plan/plan.h"
#include "stage/maintscript/maintscript.h"

/* The members that the documents of a plan and of a build begin with, for facts_document(). */
json_t *plan_chosen_facts(const struct plan *plan, const struct maintscript_report *scripts);
/* An array with the text of each warning so far. */
json_t *warnings_facts(void);

/* `unmade`: NULL where no file was read; `comparison`: NULL, or what compare_with_apt() found,
 * which it takes over. "sha256" and "uri" are null before plan_describe(). */
json_t *plan_facts(const struct plan *plan, const struct maintscript_report *scripts,
		   const struct unmade_list *unmade, json_t *comparison);
void plan_text(const json_t *facts, struct buf *out);

#endif
