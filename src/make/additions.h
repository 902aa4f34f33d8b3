/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Adds Essential packages that files of the image use without depending on them (Debian
 * Policy 3.8). What is added here is requested when the plan is loaded again. */
#ifndef ADDITIONS_H
#define ADDITIONS_H

#include "make/pipeline.h"

/* The name of the package that a member belongs to, or NULL. It is valid until plan_load(). */
const char *addition_owner(const struct build *build, const struct member *member);
/* Whether the solution has a package of this name. */
bool addition_is_chosen(const struct plan *plan, const char *package);
/* Requests a package that `member` uses, unless the user left it out or the source does
 * not have it. `use` says what the member does, for the note ("asks for /bin/sh");
 * `reason` appears in the report. `package` is not copied and must outlive the plan, the other
 * texts are. It loads a universe of its own to see whether the source has the package; an error
 * counts as no. Returns whether the package is requested now, or was before. */
bool addition_ask(struct build *build, const char *package, const struct member *member, const char *use,
		  const char *reason);

#endif
