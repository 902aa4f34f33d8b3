/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "build/pipeline.h"

#include <stdlib.h>
#include <time.h>

#include "build/assemble.h"
#include "build/outputs.h"
#include "build/packages.h"
#include "build/verify.h"

/* A status file does not say what its packages consist of. */
static int check_source(const struct options *o, struct err *err)
{
	if (!o->status && !o->from)
		return 0;
	err_set(err, STATUS_FATAL, "%s: build has no packages to read there; it is for plan only for now",
		o->status ? "--status" : "--from");
	return err_hint(err, "'debslim plan' resolves with it");
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int resolve(struct build *b, struct err *err)
{
	const struct options *o = b->plan.options;
	return ca_files_read(&o->ca, &b->ca, err) || plan_make(o, b->plan.setting, &b->plan, err) ||
			       copy_files_read(&b->plan.profile, o->limit_output,
					       b->plan.setting->interrupted, &b->copies, err)
		       ? -1
		       : 0;
}

static int write_out(struct build *b, struct err *err)
{
	return assemble(b, err) || verify(b, err) || outputs_add(b->outputs, b, err) ? -1 : 0;
}

int build_read(const struct options *options, const struct setting *setting, struct build *out,
	       struct err *err)
{
	*out = (struct build){.plan = {.options = options, .setting = setting}};
	if (check_source(options, err) == 0 && resolve(out, err) == 0 && packages_fetch(out, err) == 0 &&
	    packages_extract(out, err) == 0 && assemble(out, err) == 0)
		return 0;
	build_release(out);
	return -1;
}

int build_make(const struct options *options, const struct setting *setting,
	       struct outputs *outputs, struct build *out, struct err *err)
{
	int (*const steps[PHASES])(struct build *, struct err *) = {[PHASE_RESOLVE] = resolve,
								    [PHASE_FETCH] = packages_fetch,
								    [PHASE_EXTRACT] = packages_extract,
								    [PHASE_WRITE] = write_out};
	double start = now(), end;
	*out = (struct build){.plan = {.options = options, .setting = setting}, .outputs = outputs};
	if (check_source(options, err))
		return -1;
	for (enum phase phase = PHASE_RESOLVE; phase < PHASES; phase++, start = end) {
		if (steps[phase](out, err)) {
			build_release(out);
			return -1;
		}
		end = now();
		out->seconds[phase] = end - start;
	}
	return 0;
}

void build_release(struct build *b)
{
	packages_forget(b);
	maintscript_release(&b->scripts);
	unmade_release(&b->unmade);
	left_out_release(&b->left_out);
	free(b->member);
	fileset_release(&b->files);
	ca_files_release(&b->ca);
	copy_files_release(&b->copies);
	gate_release(&b->gate);
	filter_release(&b->filter);
	vec_release(&b->input);
	plan_clear(&b->plan);
}
