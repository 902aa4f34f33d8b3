/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program from end to end: options → packages → files → outputs. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <signal.h>

#include "base/err.h"
#include "model/profile.h"
#include "model/rules.h"
#include "model/source.h"
#include "model/universe.h"
#include "options.h"
#include "out/out.h"
#include "stage/ingest.h"
#include "stage/solve.h"

/* What the surroundings give. */
struct setting {
	char *data_dir;  /* profiles/ and rules/ */
	char *cache_dir; /* made */
	mode_t umask;
	const volatile sig_atomic_t *interrupted;
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
	VEC(const struct relation *) uncut; /* put back: files that were read use them */
};

enum phase { PHASE_RESOLVE, PHASE_FETCH, PHASE_EXTRACT, PHASE_WRITE, PHASES };

/* An image, made. */
struct build {
	struct plan plan;
	struct filter filter;
	VEC(struct ingest_input) input; /* one for each chosen package, by name */
	struct ingested *package;       /* [input.n] */
	struct ingest_dropped *dropped; /* [filter.names.n]: what each rule left out */
	struct fileset files;
	struct member **member; /* in order */
	size_t members;
	uint64_t bytes; /* of all regular files */
	VEC(struct out_target) target; /* those of the options, or the default one */
	char *default_target;          /* "cc-bookworm-amd64.tar", or NULL */
	struct out_result *result;     /* [target.n] */
	double seconds[PHASES];
};

/* Opens the source and loads rules and profile, without resolving anything. */
int plan_open(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err);
struct solve_options plan_solve_options(const struct plan *plan);
/* What is asked for, by the profile and on the command line; the caller frees
 * *out. Returns how much. */
size_t plan_request(const struct plan *plan, struct request_item **out);

/* Brings what plan_make() leaves out for speed: hashes and addresses of the
 * chosen packages. */
int plan_describe(struct plan *plan, struct err *err);

int plan_make(const struct options *options, const struct setting *setting, struct plan *out,
	      struct err *err);
void plan_clear(struct plan *plan);

/* Makes the image and writes every output of the options: all or none. */
int build_make(const struct options *options, const struct setting *setting, struct build *out,
	       struct err *err);
void build_release(struct build *build);

#endif
