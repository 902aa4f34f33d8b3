/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses packages of a universe so that every relation of the request and of each
 * chosen package is met, no two conflict, and the result is the smallest: least
 * installed size, then fewest packages, then the sorted list of names that comes first
 * in byte order. That answer is unique, so it is the same on every machine. The solution
 * says whether it is proven to be the best. */
#ifndef STAGE_SOLVE_SOLVE_H
#define STAGE_SOLVE_SOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/rules.h"
#include "model/universe.h"

/* A relation that must not be cut. It is identified by text, because the universe may be
 * loaded again. */
struct uncut {
	const char *package, *relation; /* the package that has it, and its text */
};

struct solve_options {
	const struct rules *rules;   /* NULL: no relation is cut */
	struct names exclude;        /* never chosen, even if others depend on them (--exclude) */
	struct names avoid;          /* never chosen (--avoid) */
	struct names prefer;         /* cost nothing, so that they are preferred */
	const package_id *take;      /* [takes]: always in the solution */
	size_t takes;
	bool any_provider;           /* a provider may be chosen even if the real package is
	                              * available; if false, only where there is no solution
	                              * otherwise */
	double timeout;              /* seconds after which a search takes its best solution so far;
	                              * it goes on until it has one. With `prefer` there are two
	                              * searches. 0: no limit */
	const struct uncut *uncut; /* [uncuts]: not cut, whatever the rules say; but --exclude
	                            * still cuts them */
	size_t uncuts;
};

/* A relation that counts as met although nothing in the solution meets it. */
struct cut {
	package_id package; /* the package that has the relation; PACKAGE_NONE: the request */
	const struct relation *relation;
	const char *rule, *reason; /* "debconf", "asks questions …"; of --exclude: "exclude" */
	const struct cut_rule *by; /* the rule; NULL for --exclude */
};

struct chosen {
	package_id id;
	package_id by;                   /* the package that needs it, on a shortest chain from
	                                  * the request; PACKAGE_NONE: the request */
	const struct relation *relation; /* the relation that needs it; NULL if it was in
	                                  * options.take */
};

/* A relation that apt may meet differently: either its first candidate is not in the
 * solution, or its real package is, while another package of the solution provides it,
 * which suffices for apt if that comes first. */
struct substitution {
	package_id package; /* the package that has the relation; PACKAGE_NONE: the request */
	const struct relation *relation;
	package_id first, chosen; /* what apt would prefer, and what is in the solution */
	bool stand_in; /* chosen as a provider although there is a real package of that name */
};

struct solution {
	VEC(struct chosen) chosen; /* sorted by name */
	VEC(struct cut) cut;       /* by name of the package, then as in the index */
	VEC(struct substitution) substitution; /* in the same order as the cuts */
	uint64_t cost;        /* sum of installed sizes, in bytes */
	uint64_t lower_bound; /* no solution is smaller; equals `cost` if that is proven */
	bool optimal;         /* proven: none is better by any of the three measures; with
	                       * preferred packages: none is smaller */
	bool stopped;         /* the timeout ended the search */
	uint64_t nodes;       /* states that the search visited */
};

/* Overwrites `out`, which the caller releases and which refers to the universe and to
 * options->rules. STATUS_UNSOLVABLE, the only error, with `out` empty, if it is proven that there
 * is no solution: the text then holds a minimal set of reasons, one per line; without any one of
 * them there would be a solution. */
int solve(const struct universe *universe, const struct solve_options *options,
	  struct solution *out, struct err *err);
bool solution_has(const struct solution *solution, package_id id);
/* Leaves it all zero. */
void solution_release(struct solution *solution);

#endif
