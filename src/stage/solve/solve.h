/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses packages of a universe so that every relation of the request and of
 * each chosen package is met, no two conflict, and nothing smaller would do: the
 * least installed size, then the fewest packages, then the sorted list of names
 * that comes first in byte order. That answer is unique, so it is the same on
 * every machine; that it is the best is proven, or said not to be. */
#ifndef STAGE_SOLVE_SOLVE_H
#define STAGE_SOLVE_SOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/rules.h"
#include "model/universe.h"

/* A relation, by what it is: the universe that holds it may be loaded anew. */
struct uncut {
	const char *package, *relation; /* who has it, and its text */
};

struct solve_options {
	const struct rules *rules;   /* NULL: no relation is cut */
	struct names exclude;        /* left out though something depends on them */
	struct names avoid;          /* never chosen */
	struct names prefer;         /* chosen where that does not make others worse: they cost nothing */
	const package_id *take;      /* [takes]: in the solution in any case */
	size_t takes;
	bool any_provider;           /* a Provides stands in even where the real package could be had */
	double timeout;              /* seconds of search; 0: as long as it takes */
	const struct uncut *uncut; /* [uncuts]: not cut whatever the rules say */
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

/* A relation that apt may meet otherwise: its first alternative that could be had
 * is not in the solution; or its real package is, while another one in the
 * solution could stand in for it, with which apt is content if it comes first. */
struct substitution {
	package_id package; /* who has the relation; PACKAGE_NONE: the request */
	const struct relation *relation;
	package_id first, chosen;
	bool stand_in; /* chosen by a Provides although a real package of that name is there */
};

struct solution {
	VEC(struct chosen) chosen; /* by name */
	VEC(struct cut) cut;       /* by name of the package, then as in the index */
	VEC(struct substitution) substitution; /* in the order of the cuts */
	uint64_t cost;        /* sum of installed sizes, bytes */
	uint64_t lower_bound; /* no solution is smaller; equals cost where that is proven */
	bool optimal;         /* proven: there is none better by any of the three measures;
	                         with preferred packages: none is smaller */
	bool stopped;         /* the timeout ended the search */
	uint64_t nodes;       /* states that the search looked at */
};

/* STATUS_UNSOLVABLE where there is none: the text holds a minimal set of reasons,
 * one a line; without any one of them there would be a solution. */
int solve(const struct universe *universe, const struct solve_options *options,
	  struct solution *out, struct err *err);
bool solution_has(const struct solution *solution, package_id id);
void solution_release(struct solution *solution);

#endif
