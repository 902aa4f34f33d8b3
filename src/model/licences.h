/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maps Debian's short names of licences to identifiers of the SPDX licence list, by the
 * facts of data/rules/licences.rules. A name that stands for several texts, or for none
 * of the list, is not included. */
#ifndef MODEL_LICENCES_H
#define MODEL_LICENCES_H

#include "base/err.h"
#include "base/mem.h"
#include "fmt/deb822.h"

struct licence_rule {
	const char *id; /* "GPL-2.0-or-later"; an exception: "Bison-exception-2.2" */
	struct names names; /* "GPL-2+" …, in any case; includes the id */
	bool exception;
};

/* Initialise it with zeros. Its text is in the arena that licence_rules_read() got. */
struct licence_rules {
	VEC(struct licence_rule) list;
};

/* Adds a stanza that starts with Licence or Exception; text is copied to the arena. A
 * name that is already known is STATUS_FATAL with file, line and column. */
int licence_rules_read(struct licence_rules *rules, struct arena *arena, const struct deb822 *file,
		       const struct deb822_stanza *stanza, struct err *err);
/* The identifier for the name of a licence or, with `exception`, of an exception (the
 * text between "with" and "exception"). NULL if it is not known. */
const char *licence_id(const struct licence_rules *rules, struct str name, bool exception);
void licence_rules_release(struct licence_rules *rules);

#endif
