/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/build.h"

#include "base/log.h"
#include "make/outputs.h"
#include "make/pipeline.h"
#include "make/unmade_report.h"
#include "command/report.h"

/* What a run has made so far. */
struct making {
	const struct options *options;
	const struct setting *setting;
	struct outputs outputs;
	bool together;   /* several architectures in each target */
	json_t *reports; /* with --json: one of each build */
	size_t done;     /* builds that are in the outputs */
};

static void say_dropped(const struct build *b)
{
	for (size_t i = 0; i < b->filter.names.n; i++) {
		const char *name = b->filter.names.at[i];
		const char *value = size_rules_value(&b->plan.rules.size, name);
		struct buf size CLEANUP(buf_release) = {0};
		struct left_out_sum sum = left_out_sum(&b->left_out, (uint32_t)i);
		buf_add_size(&size, sum.bytes);
		if (sum.files)
			log_info("%s%s%s left out %llu files, %s", name, value ? "=" : "",
				 value ? value : "", (unsigned long long)sum.files, size.p);
	}
}

static void say_gave_way(const struct build *b)
{
	for (size_t p = 0; p < b->input.n; p++) {
		for (size_t i = 0; i < b->filter.names.n; i++) {
			const char *name = b->filter.names.at[i];
			struct buf size CLEANUP(buf_release) = {0};
			buf_add_size(&size, b->package[p].spared[i]);
			if (b->package[p].spared[i])
				log_note("%s: the rule %s=%s gives way: it would leave out %s of a package that was asked for",
					 b->input.at[p].package->name, name,
					 size_rules_value(&b->plan.rules.size, name), size.p);
		}
	}
}

static void say_outputs(const struct outputs *outputs, const char *what)
{
	for (size_t i = 0; i < outputs->target.n; i++) {
		struct buf size CLEANUP(buf_release) = {0};
		buf_add_size(&size, outputs->result[i].size);
		log_note("%s: %s, %s", outputs->target.at[i].text, size.p, what);
	}
}

static int commit(struct making *m, const char *what, struct err *err)
{
	if (outputs_commit(&m->outputs, err))
		return -1;
	say_outputs(&m->outputs, what);
	for (; m->reports && m->done < json_array_size(m->reports); m->done++)
		report_outputs(json_array_get(m->reports, m->done), &m->outputs);
	return 0;
}

static int add(struct making *m, const struct options *options, struct err *err)
{
	struct build b;
	if (build_make(options, m->setting, &m->outputs, &b, err))
		return -1;
	char *what CLEANUP(mem_freep) =
		mem_printf("%zu packages, %zu files", b.plan.solution.chosen.n, b.members);
	if (m->reports)
		json_array_append_new(m->reports, report_build(&b));
	say_dropped(&b);
	say_gave_way(&b);
	unmade_say(&b.unmade);
	int status = m->together ? 0 : commit(m, what, err);
	build_release(&b);
	if (!m->together)
		outputs_end(&m->outputs);
	return status;
}

/* An architecture that cannot be had is found out before the first is written. */
static int try(const struct making *m, const struct options *options, struct err *err)
{
	struct plan plan;
	if (plan_make(options, m->setting, &plan, err))
		return -1;
	plan_clear(&plan);
	return 0;
}

static int for_each(struct making *m, bool only_try, struct err *err)
{
	size_t n = m->options->architectures.n, warned;
	log_warnings(&warned);
	for (size_t i = 0; i == 0 || i < n; i++, log_forget_warnings(warned)) {
		struct options one = *m->options;
		one.architecture = n ? m->options->architectures.at[i] : NULL;
		if (only_try ? try(m, &one, err) : add(m, &one, err))
			return n > 1 ? err_wrap(err, "%s", one.architecture) : -1;
	}
	return 0;
}

static int commit_together(struct making *m, struct err *err)
{
	struct buf what CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < m->options->architectures.n; i++)
		buf_printf(&what, "%s%s", i ? ", " : "", m->options->architectures.at[i]);
	return commit(m, what.p, err);
}

static int make_all(struct making *m, struct err *err)
{
	if (outputs_begin(m->options, m->setting, &m->outputs, err) ||
	    (m->options->architectures.n > 1 && for_each(m, true, err)) || for_each(m, false, err))
		return -1;
	return m->together ? commit_together(m, err) : 0;
}

int build(const struct options *options, const struct setting *setting, struct err *err)
{
	struct making m = {.options = options,
			   .setting = setting,
			   .together = options->architectures.n > 1 && options->outputs.n,
			   .reports = options->json ? json_array() : NULL};
	int status = make_all(&m, err);
	if (!status && m.reports)
		status = report_json(json_incref(options->architectures.n > 1 ? m.reports
									      : json_array_get(m.reports, 0)),
				     err);
	json_decref(m.reports);
	outputs_end(&m.outputs);
	return status;
}
