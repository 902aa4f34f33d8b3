/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program from end to end: resolve a plan, read its files until nothing is missing,
 * write the outputs. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "base/err.h"
#include "make/ca_files.h"
#include "plan/copy_files.h"
#include "model/unmade.h"
#include "plan/plan.h"
#include "stage/gate/gate.h"
#include "model/package_files.h"
#include "stage/maintscript/maintscript.h"
#include "stage/uses/uses.h"

struct outputs;

/* The steps whose time is measured. */
enum phase {
	PHASE_RESOLVE,  /* options to packages */
	PHASE_FETCH,    /* packages to .debs */
	PHASE_EXTRACT,  /* .debs to members */
	PHASE_ASSEMBLE, /* members to the files of the image */
	PHASE_CHECK,    /* the gate */
	PHASE_WRITE,    /* files to outputs */
	PHASES
};

/* A script that is left out because its interpreter is missing and nothing in the image starts
 * it. */
struct unstarted {
	char *path;    /* absolute */
	char *package; /* that ships it; or NULL */
	char *interpreter;
	const char *mend; /* the Essential package that has the interpreter, text of the rules; NULL
	                   * if none does */
};

/* An image and all that it was made from. */
struct build {
	struct plan plan;
	struct ca_files ca;
	struct copy_files copies;
	struct filter filter;
	struct package_files *package;  /* [packages]: of the chosen packages, sorted by name */
	size_t packages;
	struct left_out_list left_out;  /* sorted once the image is assembled */
	struct fileset files;
	struct uses uses; /* uses of the files while needs are found; empty in a finished image */
	VEC(struct unstarted) unstarted; /* by path */
	struct maintscript_report scripts;
	struct unmade_list unmade; /* sorted once the image is assembled */
	struct gate gate;
	struct member **member; /* [members]: those of `files`, sorted by path */
	size_t members;
	uint64_t bytes; /* bytes of all regular files */
	int64_t epoch;  /* no time in it is later, seconds since 1970 */
	struct outputs *outputs; /* not owned; NULL for build_read() */
	double seconds[PHASES]; /* a phase may run more than once */
};

/* Makes the image and adds it to the outputs, which must outlive it, as must `options`
 * and `setting`. `out` need not be initialised. On error it is already released, and the status may
 * be any: STATUS_CHECK if the gate refuses the image. */
int build_make(const struct options *options, const struct setting *setting,
	       struct outputs *outputs, struct build *out, struct err *err);
/* The same without outputs and without the gate: what would be in the image. build->gate is
 * empty. */
int build_read(const struct options *options, const struct setting *setting, struct build *out,
	       struct err *err);
/* Call it once, and not after an error of the above. */
void build_release(struct build *build);

#endif
