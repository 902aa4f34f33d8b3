/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The suites of Debian and their pockets, by the facts of data/rules/suites.rules. A
 * pocket is the suffix of a suite's name in the archive: "-updates". */
#ifndef MODEL_SUITES_H
#define MODEL_SUITES_H

#include "base/err.h"
#include "base/mem.h"
#include "fmt/deb822.h"

struct suite_rule {
	const char *name;
	unsigned version;     /* version of the release, if other rules have facts about it; else
	                       * 0 */
	bool settled;         /* `pockets` is the complete list; false: the configured sources
	                       * decide */
	struct names pockets; /* "-updates" ... */
	const char *alias_of; /* for an alias: its codename, or "any" if it changes; NULL for a
	                       * codename */
	const char *adds_to;  /* codename of the suite that it is used together with, or NULL */
};

/* Initialise it with zeros. Its text is in the arena that suite_rules_read() got. */
struct suite_rules {
	VEC(struct suite_rule) list;
};

/* Adds a stanza that starts with Suite; text is copied to the arena. STATUS_FATAL with
 * file, line and column. */
int suite_rules_read(struct suite_rules *rules, struct arena *arena, const struct deb822 *file,
		     const struct deb822_stanza *stanza, struct err *err);
/* The codename of the release whose facts apply to `name`, a suite or pocket of one:
 * itself if it has a version, else the newest that has one; NULL if there is none. */
const char *suite_rules_facts(const struct suite_rules *rules, const char *name);
/* The rule of a suite; NULL if it is not known. */
const struct suite_rule *suite_rules_find(const struct suite_rules *rules, const char *name);
/* Whether the suite is known to have this pocket, or known not to have it. Both are
 * false if the rules do not say. */
bool suite_has(const struct suite_rules *rules, const char *name, const char *pocket);
bool suite_lacks(const struct suite_rules *rules, const char *name, const char *pocket);
/* Whether `other`, a suite or pocket of one ("bookworm-backports"), belongs to another
 * release than `name`. False if one of them is not known, or moves from release to
 * release. */
bool suites_contradict(const struct suite_rules *rules, const char *name, const char *other);
void suite_rules_release(struct suite_rules *rules);

#endif
