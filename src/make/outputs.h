/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The targets of a run: those of the options, or the default of a build. All are written
 * completely before the first is put in place. If putting one in place fails, the earlier
 * ones stay.
 *
 * Order: outputs_begin(), outputs_add() for each build, outputs_commit(), outputs_end().
 * The builds must stay until outputs_end(). */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "make/pipeline.h"
#include "make/sbom_files.h"
#include "out/out.h"

/* It must stay where it is from outputs_begin() to outputs_end(). */
struct outputs {
	const struct options *options;
	struct out_options how;
	VEC(struct out_target) target;
	char *default_target;      /* "cc-bookworm-amd64.tar", or NULL */
	struct out **out;          /* [target.n], once the first build was added */
	struct out_result *result; /* [target.n]; filled by outputs_commit(), freed by
	                            * outputs_end() */
	struct sbom_files sboms;   /* the files of --sbom */
};

/* Checks the targets before anything is downloaded. `out` need not be initialised; `options` and
 * setting->interrupted must outlive it. */
int outputs_begin(const struct options *options, const struct setting *setting, struct outputs *out,
		  struct err *err);
/* Determines the targets, whose names may depend on the plan; returns the name of the first,
 * valid until outputs_end(). outputs_add() calls it, too. */
const char *outputs_name(struct outputs *outputs, const struct plan *plan);
/* Adds a build: once or, for container images, once for each architecture. */
int outputs_add(struct outputs *outputs, const struct build *build, struct err *err);
/* Ends the outputs: all are written completely before the first replaces its target. The
 * builds that were added must still exist. After an error `result` may be incomplete. */
int outputs_commit(struct outputs *outputs, struct err *err);
/* Removes what was not committed; call it after any failure, too, also of outputs_begin().
 * Afterwards outputs_add() may follow for the next build. */
void outputs_end(struct outputs *outputs);

#endif
