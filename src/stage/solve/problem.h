/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/solve: a universe as clauses. Packages are variables. A relation of
 * package p is the clause "p is out, or one of these is in"; of two packages in conflict
 * at most one may be in. The arrays are flat, made once, and used for many requests. */
#ifndef STAGE_SOLVE_PROBLEM_H
#define STAGE_SOLVE_PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "model/universe.h"
#include "stage/solve/solve.h"

typedef uint32_t var;    /* a package: its index in the universe */
typedef uint32_t clause; /* a clause: an index into the arrays below */
#define VAR_NONE UINT32_MAX
#define CLAUSE_NONE UINT32_MAX

/* Lists of numbers in one array: list i is at[start[i]] to at[start[i + 1] - 1]; start[n] is the
 * end of the last. */
struct lists {
	uint32_t *start;
	uint32_t *at;
};

struct problem {
	const struct universe *universe;
	uint32_t vars, clauses;
	uint64_t *cost; /* of a package: bytes and number, see cost_size(); 0 for preferred
	                 * packages */
	uint32_t *rank; /* of a package: position of its name in byte order */
	struct lists candidates; /* of a clause: packages that meet it, by preference */
	struct lists member_of;  /* of a package: clauses that it meets */
	struct lists enemies;    /* of a package: packages that it conflicts with */
	uint32_t *declared;      /* parallel to enemies.at: number of the conflict */
	uint32_t conflicts;
	var *declarer;                    /* of a conflict: the package that declares it */
	const struct conflict **conflict; /* [conflicts] */
	uint32_t *first;         /* [vars + 2]: clauses of package p are first[p] to first[p + 1]
	                          * - 1; those of the request come last */
	var *owner;              /* of a clause: the package; VAR_NONE for the request */
	const struct relation **relation; /* of a clause: its relation */
};

/* A cost has size in bytes and number of packages in one integer, exact up to 2^44 bytes
 * and 2^20 packages. */
enum { COST_COUNT_BITS = 20 };
/* The bytes of a cost. */
static inline uint64_t cost_size(uint64_t cost)
{
	return cost >> COST_COUNT_BITS;
}

/* Overwrites `out` with the problem of a universe, which must outlive it, without relations that
 * are cut. The caller releases it; it keeps nothing of the options. With `any_provider`, a
 * provider meets a relation even if the real package exists. */
void problem_make(const struct universe *universe, const struct solve_options *options,
		  bool any_provider, struct problem *out);
void problem_release(struct problem *problem);

/* The length of list i, and its first element. */
static inline uint32_t lists_size(const struct lists *lists, uint32_t i)
{
	return lists->start[i + 1] - lists->start[i];
}

static inline const uint32_t *lists_of(const struct lists *lists, uint32_t i)
{
	return lists->at + lists->start[i];
}

#endif
