/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses packages of a universe so that every relation of the request and of
 * each chosen package is met and no two conflict. The choice is the same on
 * every machine: relations are looked at in the order in which packages bring
 * them in, alternatives in the order in which they are written, stand-ins
 * (Provides) after the real package, by name. */
#ifndef STAGE_SOLVE_H
#define STAGE_SOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/rules.h"
#include "model/universe.h"

struct solve_options {
	const struct rules *rules;   /* NULL: no relation is cut */
	struct names exclude;        /* left out though something depends on them */
	struct names avoid;          /* never chosen */
	struct names prefer;         /* chosen first among alternatives */
	const struct relation *const *uncut; /* [uncuts]: not cut whatever the rules say */
	size_t uncuts;
};

/* A relation that counts as met though nothing in the solution meets it. */
struct cut {
	package_id package; /* who has the relation; PACKAGE_NONE: the request */
	const struct relation *relation;
	const char *rule, *reason; /* "debconf", "asks questions …" */
	const struct cut_rule *by; /* the rule itself; NULL for --exclude */
};

struct chosen {
	package_id id;
	package_id by;                   /* who needs it, by the shortest chain from the request; or PACKAGE_NONE */
	const struct relation *relation; /* through which relation */
};

struct solution {
	VEC(struct chosen) chosen; /* by name */
	VEC(struct cut) cut;       /* by name of the package, then as in the index */
	uint64_t cost;        /* sum of installed sizes, bytes */
	uint64_t lower_bound; /* of what every solution has; no solution is cheaper */
	bool optimal;         /* cost equals lower_bound */
};

/* STATUS_UNSOLVABLE where there is none: the text says which relation fails. */
int solve(const struct universe *universe, const struct solve_options *options,
	  struct solution *out, struct err *err);
bool solution_has(const struct solution *solution, package_id id);
void solution_release(struct solution *solution);

#endif
