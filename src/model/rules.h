/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The facts of data/rules/: which paths are left out, and which dependencies
 * only maintainer scripts need. Format: debslim-profile(5), RULES. */
#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/universe.h"

struct path_line {
	bool include;
	const char *glob;
};

/* One named size rule: "docs". */
struct size_rule {
	const char *name, *reason;
	bool hold; /* its files may be needed by a link that is kept */
	VEC(struct path_line) line;
};

/* A dependency on any of `names` is cut, if `of` is NULL or names the package
 * that has it. `companions` are cut only beside one of the names. */
struct cut_rule {
	const char *name, *reason;
	const char *of;
	struct names names, companions;
};

struct rules {
	struct arena arena;
	VEC(struct size_rule) size;
	VEC(struct cut_rule) cut;
};

/* Reads every *.rules of `dir`, by name. */
int rules_load(const char *dir, struct rules *out, struct err *err);
/* The rule that cuts `relation` of package `of`, or NULL: every alternative
 * must be covered. */
const struct cut_rule *rules_cut(const struct rules *rules, const char *of,
				 const struct relation *relation);
void rules_release(struct rules *rules);

/* "exclude GLOB" or "include GLOB" → *out (glob copied to the arena). False
 * where it is neither or the glob does not start with "/". */
bool path_line_parse(struct arena *arena, const char *line, size_t n, struct path_line *out);

#endif
