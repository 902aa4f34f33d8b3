/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The suites of Debian and the pockets that they have: the facts of data/rules/suites.rules.
 * A pocket is what its suite's name is followed by in the archive: "-updates". */
#ifndef MODEL_SUITES_H
#define MODEL_SUITES_H

#include "base/err.h"
#include "base/mem.h"
#include "fmt/deb822.h"

struct suite_rule {
	const char *name;
	unsigned version;     /* of the release whose facts the other rules have; 0: of none */
	bool settled;         /* `pockets` is what it has; false: what is configured counts */
	struct names pockets; /* "-updates" ... */
	const char *alias_of; /* a codename; "any" for a name that moves on; NULL: a codename itself */
	const char *adds_to;  /* the codename that it is used together with, or NULL */
};

struct suite_rules {
	VEC(struct suite_rule) list;
};

/* A stanza that begins with Suite. */
int suite_rules_read(struct suite_rules *rules, struct arena *arena, const struct deb822 *file,
		     const struct deb822_stanza *stanza, struct err *err);
/* The codename of the release whose facts apply to `name`, a suite or a pocket of one: itself if
 * it has a version, else the newest that has one. NULL where there is none. */
const char *suite_rules_facts(const struct suite_rules *rules, const char *name);
/* NULL for a suite that is not in the rules. */
const struct suite_rule *suite_rules_find(const struct suite_rules *rules, const char *name);
/* Whether the suite is known to have this pocket; whether it is known not to have it. */
bool suite_has(const struct suite_rules *rules, const char *name, const char *pocket);
bool suite_lacks(const struct suite_rules *rules, const char *name, const char *pocket);
/* Whether `other`, a suite or a pocket of one ("bookworm-backports"), is of another release
 * than `name`. False where one of them is not in the rules, or moves from release to release. */
bool suites_contradict(const struct suite_rules *rules, const char *name, const char *other);
void suite_rules_release(struct suite_rules *rules);

#endif
