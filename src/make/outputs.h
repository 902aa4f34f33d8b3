/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The targets of a run, all or none: those of the options, or the one that a build
 * has by default. */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "make/pipeline.h"
#include "make/sbom_files.h"
#include "out/out.h"

struct outputs {
	const struct options *options;
	struct out_options how;
	VEC(struct out_target) target;
	char *default_target;      /* "cc-bookworm-amd64.tar", or NULL */
	struct out **out;          /* [target.n], once the first build was added */
	struct out_result *result; /* [target.n] */
	struct sbom_files sboms;   /* beside the targets of one build */
};

/* A target that cannot be is found out before anything is downloaded. */
int outputs_begin(const struct options *options, const struct setting *setting, struct outputs *out,
		  struct err *err);
/* Settles the targets, whose names may depend on the plan; that of the first. */
const char *outputs_name(struct outputs *outputs, const struct plan *plan);
/* Once; for container images, once for each architecture. */
int outputs_add(struct outputs *outputs, const struct build *build, struct err *err);
/* Nothing more is added: all are written before the first replaces its target.
 * What was added must still be there. */
int outputs_commit(struct outputs *outputs, struct err *err);
/* Removes what was not committed; the next build can be added to new targets. */
void outputs_end(struct outputs *outputs);

#endif
