/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/plan.h"

#include "base/log.h"
#include "make/matched.h"
#include "make/no_shell.h"
#include "make/pipeline.h"
#include "command/compare.h"
#include "command/plan_all.h"
#include "command/scripts_at_hand.h"
#include "report/plan.h"
#include "report/print.h"

/* One after the other; as JSON in an array where there are several. Takes over `documents`. */
static int print_plans(const struct options *options, json_t *documents, struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	size_t i;
	json_t *facts;
	if (options->json)
		return report_documents(documents, options->architectures.n > 1, err);
	json_array_foreach(documents, i, facts) {
		buf_puts(&out, i ? "\n" : "");
		plan_text(facts, &out);
	}
	json_decref(documents);
	return report_text(&out, err);
}

/* The document of a plan; NULL on error. */
static json_t *describe_plan(const struct plan *plan, const struct maintscript_report *scripts,
			     const struct unmade_list *unmade, struct err *err)
{
	json_t *comparison = NULL;
	if (plan->options->compare && !(comparison = compare_with_apt(plan, err)))
		return NULL;
	return plan_facts(plan, scripts, unmade, comparison);
}

/* With --scripts everything is read, as build does. */
static json_t *plan_scripts(const struct options *options, const struct setting *setting, struct err *err)
{
	struct build build;
	json_t *facts = NULL;
	if (build_read(options, setting, &build, err))
		return NULL;
	struct unmatched unmatched CLEANUP(unmatched_release) = {0};
	matched_find(&build, &unmatched);
	if (unmatched_end(&unmatched, options->strict, err) == 0)
		facts = describe_plan(&build.plan, &build.scripts, &build.unmade, err);
	build_release(&build);
	return facts;
}

static json_t *plan_one(const struct options *options, const struct setting *setting, struct err *err)
{
	struct maintscript_report scripts = {0};
	struct plan plan;
	json_t *facts = NULL;
	if (options->scripts)
		return plan_scripts(options, setting, err);
	if (plan_make(options, setting, &plan, err))
		return NULL;
	struct unmatched unmatched CLEANUP(unmatched_release) = {0};
	unmatched_packages(&plan, false, &unmatched);
	int status = unmatched_end(&unmatched, options->strict, err) || no_shell_check_packages(&plan, err) ? -1 : 0;
	if (!status && options->json)
		status = plan_describe(&plan, err);
	if (!status && scripts_at_hand(&plan, &scripts, err) == 0)
		facts = describe_plan(&plan, &scripts, NULL, err);
	maintscript_release(&scripts);
	plan_clear(&plan);
	return facts;
}

/* Once for each architecture. What they have to say is printed when all went well. */
static int plan_each(const struct options *options, const struct setting *setting, struct err *err)
{
	json_t *documents = json_array();
	size_t n = options->architectures.n, warned;
	log_warnings(&warned);
	for (size_t i = 0; i == 0 || i < n; i++, log_forget_warnings(warned)) {
		struct options one = *options;
		one.architecture = n ? options->architectures.at[i] : NULL;
		json_t *facts = plan_one(&one, setting, err);
		if (!facts) {
			json_decref(documents);
			return n > 1 ? err_wrap(err, "%s", one.architecture) : -1;
		}
		json_array_append_new(documents, facts);
	}
	return print_plans(options, documents, err);
}

int plan_packages(const struct options *options, const struct setting *setting, struct err *err)
{
	return options->all ? plan_all(options, setting, err) : plan_each(options, setting, err);
}
