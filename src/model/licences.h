/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian's short names of licences as identifiers of the SPDX licence list: the facts of
 * data/rules/licences.rules. A name that stands for more than one text, or for none of the
 * list, is not in it. */
#ifndef MODEL_LICENCES_H
#define MODEL_LICENCES_H

#include "base/err.h"
#include "base/mem.h"
#include "fmt/deb822.h"

struct licence_rule {
	const char *id; /* "GPL-2.0-or-later"; of an exception "Bison-exception-2.2" */
	struct names names; /* "GPL-2+" …, without regard to case; the id is one, too */
	bool exception;
};

struct licence_rules {
	VEC(struct licence_rule) list;
};

/* A stanza that begins with Licence or Exception. */
int licence_rules_read(struct licence_rules *rules, struct arena *arena, const struct deb822 *file,
		       const struct deb822_stanza *stanza, struct err *err);
/* The identifier for a name, of a licence or (what stands between "with" and "exception")
 * an exception; NULL where there is none. */
const char *licence_id(const struct licence_rules *rules, struct str name, bool exception);
void licence_rules_release(struct licence_rules *rules);

#endif
