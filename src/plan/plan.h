/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a request to its packages: options → source, profile → universe → solution.
 *
 * Usage: plan_make(), which is plan_open() and plan_load(); after plan_put_back(), or
 * after something was added to `added`, plan_load() again; plan_describe() before .debs
 * are fetched; plan_clear(). Questions need plan_load(), but plan_base(), plan_request() and
 * plan_solve_options() only plan_open(). */
#ifndef PLAN_H
#define PLAN_H

#include <signal.h>
#include <sys/types.h>

#include "base/err.h"
#include "model/files_source.h"
#include "model/profile.h"
#include "model/rules.h"
#include "model/source.h"
#include "model/universe.h"
#include "plan/options.h"
#include "stage/solve/solve.h"

/* What the environment of the program gives. The caller owns it, and it must outlive plans. */
struct setting {
	char *data_dir;  /* directory of profiles/ and rules/ */
	struct profile_places profiles;
	char *cache_dir; /* exists */
	mode_t umask;
	const volatile sig_atomic_t *interrupted; /* may be NULL */
};

/* A package that nothing depends on but that a file of the image uses. */
struct added {
	const char *package; /* text of the rules */
	char *by;  /* package of that file, or NULL */
	char *use; /* "/usr/bin/x: #!/bin/sh" */
	const struct names *keep; /* globs of the rules: only these files of it; NULL: all */
};

/* A resolved request. */
struct plan {
	const struct options *options;
	const struct setting *setting;
	struct rules rules;
	struct profile profile; /* "scratch" if none was requested */
	char *debs_index;       /* index made for --debs, or NULL; plan_clear() removes it */
	struct package_source *source;
	struct files_source *files; /* of its packages */
	struct universe universe;
	struct solution solution;
	VEC(struct added) added; /* requested after the items of the profile and of the user */
	size_t loaded_added; /* how many of `added` the universe was loaded with */
	struct names refused; /* packages that --exclude and --avoid kept from being added; text of
	                       * the options */
	VEC(struct uncut) uncut; /* relations put back, because files of the image use them; owns
	                          * their text */
};

/* Loads rules and profile and opens the source, without resolving anything. `options`
 * and `setting` must outlive the plan. STATUS_FATAL for options, rules and profile; else the status
 * that the source has. `out` need not be initialised; on error it is already cleared. */
int plan_open(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err);
/* How much of what every Debian system has belongs into the image. */
enum base plan_base(const struct plan *plan);
/* What the plan gives to solve(). It is a view, valid until plan_put_back() or plan_clear(). */
struct solve_options plan_solve_options(const struct plan *plan);
/* The request: items of the profile, of the command line, and `added`. Returns their
 * number; the caller frees *out, not its texts, which are valid until plan_clear(). */
size_t plan_request(const struct plan *plan, struct request_item **out);

/* The entry of `added` that a relation of the loaded request stands for, or NULL. */
const struct added *plan_added(const struct plan *plan, const struct relation *root);
/* Whether an --include requests a package of the solution: by its name, in any form of a
 * relation, or by a name that it provides and that no package of the solution has. The
 * user wants such a package whole. */
bool plan_includes(const struct plan *plan, package_id id);

/* Whether a relation of the request, by the profile or on the command line, chose the
 * package, so that it was not only added. */
bool plan_asks_for(const struct plan *plan, package_id id);

/* Fills in what plan_make() skips for speed: hashes and addresses of the chosen packages. Errors
 * are those of package_source.describe(). */
int plan_describe(struct plan *plan, struct err *err);

/* Loads the universe and resolves the request; call it again after something was added
 * or put back. Ids and pointers of the old universe become invalid, and another value of a size
 * rule may be in force. The plan must be cleared also after an error. STATUS_UNSOLVABLE if the
 * requirements conflict, STATUS_FATAL if options name an unknown package or contradict each other;
 * else the status of package_source.load(). */
int plan_load(struct plan *plan, struct err *err);
/* Records that a cut of the solution, of a package and not of the request, is to be followed from
 * the next plan_load() on. It copies the texts of the cut. */
void plan_put_back(struct plan *plan, const struct cut *cut);
/* The id of the package of the solution that has this name; PACKAGE_NONE where none. */
package_id plan_find_chosen(const struct plan *plan, const char *package);
/* The ids of the solution, in its order. The caller frees the result. */
package_id *plan_chosen(const struct plan *plan);

/* Calls plan_open() and plan_load(). STATUS_FATAL if neither a profile nor a package is requested;
 * then `out` is not touched. After any other error `out` is already cleared. */
int plan_make(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err);
/* Closes the source and frees all; the plan is all zero afterwards and may be cleared again. */
void plan_clear(struct plan *plan);

#endif
