/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a request to its packages: options → source, profile → universe → closure. */
#ifndef PLAN_H
#define PLAN_H

#include <signal.h>
#include <sys/types.h>

#include "base/err.h"
#include "model/profile.h"
#include "model/rules.h"
#include "model/source.h"
#include "model/universe.h"
#include "plan/options.h"
#include "stage/solve/solve.h"

/* What the surroundings give. */
struct setting {
	char *data_dir;  /* profiles/ and rules/ */
	struct profile_places profiles;
	char *cache_dir; /* made */
	mode_t umask;
	const volatile sig_atomic_t *interrupted;
};

/* A package that nothing depends on, but a file of the image uses. */
struct added {
	const char *package; /* of the rules */
	char *by;  /* the package that the file is of, or NULL */
	char *use; /* "/usr/bin/x: #!/bin/sh" */
};

/* A request, resolved. */
struct plan {
	const struct options *options;
	const struct setting *setting;
	struct rules rules;
	struct profile profile; /* "scratch" where none was asked for */
	char *debs_index;       /* index made for --debs, or NULL; removed by plan_clear() */
	struct package_source *source;
	struct universe universe;
	struct solution solution;
	VEC(struct added) added; /* asked for after what the profile and the user ask for */
	struct names refused; /* of options: what --exclude and --avoid kept from being added */
	VEC(struct uncut) uncut; /* put back: files that were read use them */
};

/* Opens the source and loads rules and profile, without resolving anything. */
int plan_open(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err);
/* How much of what every Debian system has belongs into the image. */
enum base plan_base(const struct plan *plan);
struct solve_options plan_solve_options(const struct plan *plan);
/* What is asked for, by the profile and on the command line; the caller frees
 * *out. Returns how much. */
size_t plan_request(const struct plan *plan, struct request_item **out);

/* What was added with this relation of the request; NULL where none was. */
const struct added *plan_added(const struct plan *plan, const struct relation *root);
/* Whether an --include asks for a package of the solution: by its name, in whatever
 * form of a relation, or by a name that it provides and nothing else in the solution
 * bears. The user wants such a package whole. */
bool plan_includes(const struct plan *plan, package_id id);

/* Whether a relation of the request, by the profile or on the command line, chose
 * a package: nothing else is counted on by who asks. */
bool plan_asks_for(const struct plan *plan, package_id id);

/* Brings what plan_make() leaves out for speed: hashes and addresses of the
 * chosen packages. */
int plan_describe(struct plan *plan, struct err *err);

/* Loads the universe and resolves the request, once more after something was added or
 * put back. */
int plan_load(struct plan *plan, struct err *err);
/* From now on this cut of the solution is none. */
void plan_put_back(struct plan *plan, const struct cut *cut);
/* The id of the package of the solution that has this name; PACKAGE_NONE where none. */
package_id plan_find_chosen(const struct plan *plan, const char *package);
/* The ids of the solution, in its order; the caller frees. */
package_id *plan_chosen(const struct plan *plan);

int plan_make(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err);
void plan_clear(struct plan *plan);

#endif
