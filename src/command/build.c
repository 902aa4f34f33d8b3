/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/build.h"

#include "base/log.h"
#include "make/outputs.h"
#include "make/pipeline.h"
#include "report/build.h"
#include "report/print.h"

/* What a run has made so far. */
struct making {
	const struct options *options;
	const struct setting *setting;
	struct outputs outputs;
	bool together;   /* several architectures in each target */
	json_t *documents; /* one of each build */
	size_t done;       /* builds that are in the outputs */
};

static int commit_outputs(struct making *m, const char *what, struct err *err)
{
	if (outputs_commit(&m->outputs, err))
		return -1;
	json_t *first = json_array_get(m->documents, m->done);
	for (; m->done < json_array_size(m->documents); m->done++)
		outputs_add_facts(&m->outputs, json_array_get(m->documents, m->done));
	outputs_say(first, what);
	return 0;
}

static int build_one(struct making *m, const struct options *options, struct err *err)
{
	struct build b;
	if (build_make(options, m->setting, &m->outputs, &b, err))
		return -1;
	json_t *facts = build_facts(&b, options->json);
	json_array_append_new(m->documents, facts);
	struct buf what CLEANUP(buf_release) = {0};
	build_add_sums(facts, &what);
	build_say(facts);
	int status = m->together ? 0 : commit_outputs(m, what.p, err);
	build_release(&b);
	if (!m->together)
		outputs_end(&m->outputs);
	return status;
}

/* An architecture that cannot be had is found out before the first is written. */
static int try_plan(const struct making *m, const struct options *options, struct err *err)
{
	struct plan plan;
	if (plan_make(options, m->setting, &plan, err))
		return -1;
	plan_clear(&plan);
	return 0;
}

static int each_architecture(struct making *m, bool only_try, struct err *err)
{
	size_t n = m->options->architectures.n, warned;
	log_warnings(&warned);
	for (size_t i = 0; i == 0 || i < n; i++, log_forget_warnings(warned)) {
		struct options one = *m->options;
		one.architecture = n ? m->options->architectures.at[i] : NULL;
		if (only_try ? try_plan(m, &one, err) : build_one(m, &one, err))
			return n > 1 ? err_wrap(err, "%s", one.architecture) : -1;
	}
	return 0;
}

static int commit_together(struct making *m, struct err *err)
{
	struct buf what CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < m->options->architectures.n; i++)
		buf_printf(&what, "%s%s", i ? ", " : "", m->options->architectures.at[i]);
	return commit_outputs(m, what.p, err);
}

static int make_all(struct making *m, struct err *err)
{
	if (outputs_begin(m->options, m->setting, &m->outputs, err) ||
	    (m->options->architectures.n > 1 && each_architecture(m, true, err)) || each_architecture(m, false, err))
		return -1;
	return m->together ? commit_together(m, err) : 0;
}

int build(const struct options *options, const struct setting *setting, struct err *err)
{
	struct making m = {.options = options,
			   .setting = setting,
			   .together = options->architectures.n > 1 && options->outputs.n,
			   .documents = json_array()};
	int status = make_all(&m, err);
	if (!status && options->json)
		status = report_documents(json_incref(m.documents), options->architectures.n > 1, err);
	json_decref(m.documents);
	outputs_end(&m.outputs);
	return status;
}
