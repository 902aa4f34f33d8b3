/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/pipeline.h"

#include <stdlib.h>
#include <time.h>

#include "make/assemble.h"
#include "make/filter_plan.h"
#include "make/needs.h"
#include "make/no_shell.h"
#include "make/outputs.h"
#include "make/packages.h"
#include "make/verify.h"

/* A status file does not list the content of its packages. */
static int refuse_without_debs(const struct options *o, struct err *err)
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

typedef int step(struct build *b, struct err *err);

static int timed(struct build *b, enum phase phase, step *run, struct err *err)
{
	double start = now();
	int status = run(b, err);
	b->seconds[phase] += now() - start;
	return status;
}

static int resolve_first(struct build *b, struct err *err)
{
	const struct options *o = b->plan.options;
	if (ca_files_read(&o->ca, &b->ca, err) || plan_make(o, b->plan.setting, &b->plan, err) ||
	    copy_files_read(&b->plan.profile, o->limit_output, b->plan.setting->interrupted, &b->copies, err))
		return -1;
	filter_plan(&b->plan, &b->filter);
	return 0;
}

static int resolve_again(struct build *b, struct err *err)
{
	return filter_plan_again(&b->plan, &b->filter, err);
}

static int find_needs(struct build *b, bool *more, struct err *err)
{
	int status = needs_find(b, more, err) || no_shell_check_packages(&b->plan, err) ? -1 : 0;
	if (*more) {
		assemble_forget(b);
		needs_forget(b);
	}
	return status;
}

/* Repeats until the files of the image use nothing more that a package could bring. */
static int settle_needs(struct build *b, struct err *err)
{
	bool more = false;
	if (timed(b, PHASE_RESOLVE, resolve_first, err))
		return -1;
	do {
		if ((more && timed(b, PHASE_RESOLVE, resolve_again, err)) ||
		    timed(b, PHASE_FETCH, packages_fetch, err) ||
		    timed(b, PHASE_EXTRACT, packages_read, err) || timed(b, PHASE_ASSEMBLE, assemble, err) ||
		    find_needs(b, &more, err))
			return -1;
	} while (more);
	return no_shell_check_files(b, err) || timed(b, PHASE_ASSEMBLE, assemble_finish, err) ? -1 : 0;
}

static int write_out(struct build *b, struct err *err)
{
	return outputs_add(b->outputs, b, err);
}

static int run_phases(struct build *b, struct err *err)
{
	if (refuse_without_debs(b->plan.options, err))
		return -1;
	if (settle_needs(b, err) == 0 &&
	    (!b->outputs || (timed(b, PHASE_CHECK, verify, err) == 0 &&
			     timed(b, PHASE_WRITE, write_out, err) == 0)))
		return 0;
	build_release(b);
	return -1;
}

int build_read(const struct options *options, const struct setting *setting, struct build *out,
	       struct err *err)
{
	*out = (struct build){.plan = {.options = options, .setting = setting}};
	return run_phases(out, err);
}

int build_make(const struct options *options, const struct setting *setting,
	       struct outputs *outputs, struct build *out, struct err *err)
{
	*out = (struct build){.plan = {.options = options, .setting = setting}, .outputs = outputs};
	return run_phases(out, err);
}

void build_release(struct build *b)
{
	packages_forget(b);
	needs_forget(b);
	maintscript_release(&b->scripts);
	unmade_release(&b->unmade);
	left_out_release(&b->left_out);
	free(b->member);
	fileset_release(&b->files);
	uses_release(&b->uses);
	ca_files_release(&b->ca);
	copy_files_release(&b->copies);
	gate_release(&b->gate);
	filter_release(&b->filter);
	plan_clear(&b->plan);
}
