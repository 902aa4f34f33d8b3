/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/plan.h"

#include "base/log.h"
#include "make/matched.h"
#include "make/no_shell.h"
#include "make/pipeline.h"
#include "command/plan_all.h"
#include "command/report.h"
#include "command/scripts_at_hand.h"

typedef int one_run(const struct options *options, const struct setting *setting, struct buf *out,
		    struct err *err);

/* Once for each architecture. What they have to say is printed when all went
 * well: one after the other, as JSON in an array where there are several. */
static int run_each(const struct options *options, const struct setting *setting, one_run *run,
		    struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	size_t n = options->architectures.n;
	bool array = options->json && n > 1;
	buf_puts(&out, array ? "[\n" : "");
	size_t warned;
	log_warnings(&warned);
	for (size_t i = 0; i == 0 || i < n; i++, log_forget_warnings(warned)) {
		struct options one = *options;
		one.architecture = n ? options->architectures.at[i] : NULL;
		out.n -= array && i; /* the newline before the comma */
		buf_puts(&out, i && out.n ? array ? ",\n" : "\n" : "");
		if (run(&one, setting, &out, err))
			return n > 1 ? err_wrap(err, "%s", one.architecture) : -1;
	}
	buf_puts(&out, array ? "]\n" : "");
	return out.n ? report_text(&out, err) : 0;
}

/* With --scripts everything is read, as build does. */
static int plan_scripts(const struct options *options, const struct setting *setting, struct buf *out,
			struct err *err)
{
	struct build build;
	if (build_read(options, setting, &build, err))
		return -1;
	struct unmatched unmatched CLEANUP(unmatched_release) = {0};
	matched_find(&build, &unmatched);
	int status = unmatched_end(&unmatched, options->strict, err) ||
				     report_plan(&build.plan, &build.scripts, &build.unmade, out, err)
			     ? -1
			     : 0;
	build_release(&build);
	return status;
}

static int plan_one(const struct options *options, const struct setting *setting, struct buf *out,
		    struct err *err)
{
	struct maintscript_report scripts = {0};
	struct plan plan;
	if (options->scripts)
		return plan_scripts(options, setting, out, err);
	if (plan_make(options, setting, &plan, err))
		return -1;
	struct unmatched unmatched CLEANUP(unmatched_release) = {0};
	unmatched_packages(&plan, false, &unmatched);
	int status = unmatched_end(&unmatched, options->strict, err) || no_shell_check_packages(&plan, err) ? -1 : 0;
	if (!status && options->json)
		status = plan_describe(&plan, err);
	if (!status)
		status = scripts_at_hand(&plan, &scripts, err) || report_plan(&plan, &scripts, NULL, out, err) ? -1 : 0;
	maintscript_release(&scripts);
	plan_clear(&plan);
	return status;
}

int plan_packages(const struct options *options, const struct setting *setting, struct err *err)
{
	return options->all ? plan_all(options, setting, err)
			    : run_each(options, setting, plan_one, err);
}
