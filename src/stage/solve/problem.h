/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/solve/solve: a universe as clauses. Packages are variables; a relation
 * of package p is the clause "p is out, or one of these is in"; two packages in
 * conflict may not both be in. Flat arrays, made once, used for many requests. */
#ifndef STAGE_SOLVE_PROBLEM_H
#define STAGE_SOLVE_PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "model/universe.h"
#include "stage/solve/solve.h"

typedef uint32_t var;    /* a package: its index in the universe */
typedef uint32_t clause; /* an index into the arrays below */
#define VAR_NONE UINT32_MAX
#define CLAUSE_NONE UINT32_MAX

/* Lists of numbers, one after the other: list i is at[start[i]] to at[start[i + 1]]. */
struct lists {
	uint32_t *start;
	uint32_t *at;
};

struct problem {
	const struct universe *universe;
	uint32_t vars, clauses;
	uint64_t *cost; /* of a package: COST_OF() */
	uint32_t *rank; /* of a package's name in byte order */
	struct lists candidates; /* of a clause: packages that meet it, by preference */
	struct lists member_of;  /* of a package: clauses that it meets */
	struct lists enemies;    /* of a package: those it may not stand beside */
	uint32_t *declared;      /* beside enemies.at: by which conflict, a number */
	uint32_t conflicts;
	var *declarer;                    /* of a conflict */
	const struct conflict **conflict; /* [conflicts] */
	uint32_t *first;         /* [vars + 2]: clauses of package p are first[p] to first[p + 1];
	                            those of the request come last */
	var *owner;              /* of a clause; VAR_NONE for the request */
	const struct relation **relation; /* of a clause */
};

/* Size in bytes, then number: both in one integer, exact up to 2^44 bytes and
 * 2^20 packages. */
enum { COST_COUNT_BITS = 20 };
static inline uint64_t cost_size(uint64_t cost)
{
	return cost >> COST_COUNT_BITS;
}

/* `any_provider`: a stand-in meets a relation even where the real package does.
 * Relations that are cut are left out. */
void problem_make(const struct universe *universe, const struct solve_options *options,
		  bool any_provider, struct problem *out);
void problem_release(struct problem *problem);

static inline uint32_t lists_size(const struct lists *lists, uint32_t i)
{
	return lists->start[i + 1] - lists->start[i];
}

static inline const uint32_t *lists_of(const struct lists *lists, uint32_t i)
{
	return lists->at + lists->start[i];
}

#endif
