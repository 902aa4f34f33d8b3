/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/plan_all.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/pool.h"
#include "io/stream.h"
#include "report/plan_all.h"
#include "report/print.h"
#include "stage/solve/each.h"

enum { CHUNK = 2048 }; /* packages for one worker process */

struct survey {
	const struct universe *universe;
	const struct options *options;
	struct each *each;
	package_id *ids; /* by name */
	size_t n;
	struct buf *text; /* [chunks] */
	size_t done;
};

static void add_answer(const struct survey *s, json_t *facts, struct buf *out)
{
	if (s->options->json) {
		char *text CLEANUP(mem_freep) = json_dumps(facts, JSON_COMPACT);
		buf_puts(out, text ? text : "{}");
		buf_puts(out, ",\n");
	} else {
		plan_all_text(facts, out);
	}
	json_decref(facts);
}

static int run_chunk(void *context, size_t index, int fd, struct err *err)
{
	struct survey *s = context;
	struct buf out CLEANUP(buf_release) = {0};
	size_t end = (index + 1) * CHUNK < s->n ? (index + 1) * CHUNK : s->n;
	for (size_t i = index * CHUNK; i < end; i++) {
		const struct package *p = &s->universe->package.at[s->ids[i]];
		struct buf reasons CLEANUP(buf_release) = {0};
		struct each_result result = each_solve(s->each, s->ids[i]);
		if (!result.solvable)
			each_explain(s->each, s->ids[i], &reasons);
		add_answer(s, plan_all_facts(p, &result, buf_str(&reasons)), &out);
	}
	struct sink *sink CLEANUP(sink_closep) = sink_fd(fd, "result");
	return sink_write(sink, out.p, out.n, err) || sink_finish(sink, err) ? -1 : 0;
}

static int collect_chunk(void *context, size_t index, int fd, struct err *err)
{
	struct survey *s = context;
	struct stat st;
	int status = fstat(fd, &st) ? err_sys(err, "result of a worker") : 0;
	if (!status) {
		struct source *source CLEANUP(source_closep) = source_range(fd, 0, (uint64_t)st.st_size);
		buf_reserve(&s->text[index], (size_t)st.st_size);
		status = st.st_size ? source_read_full(source, s->text[index].p, (size_t)st.st_size, err) : 0;
		s->text[index].n = (size_t)st.st_size;
	}
	close(fd);
	s->done += CHUNK;
	log_progress("Resolving", s->done < s->n ? s->done : s->n, s->n, false);
	return status;
}

static int print_survey(const struct survey *s, size_t chunks, struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_puts(&out, s->options->json ? "[\n" : "");
	for (size_t i = 0; i < chunks; i++)
		buf_add(&out, s->text[i].p, s->text[i].n);
	if (s->options->json) {
		out.n -= chunks ? 2 : 0; /* the last comma */
		buf_puts(&out, "\n]\n");
	}
	return report_text(&out, err);
}

static int survey(const struct plan *plan, struct err *err)
{
	const struct solve_options how = plan_solve_options(plan);
	struct survey s = {.universe = &plan->universe, .options = plan->options};
	s.each = each_open(&plan->universe, &how);
	s.ids = each_by_name(s.each, &s.n);
	size_t chunks = (s.n + CHUNK - 1) / CHUNK;
	s.text = mem_alloc((chunks + 1) * sizeof(*s.text));
	const struct pool_work work = {.count = chunks,
				       .jobs = plan->options->jobs,
				       .context = &s,
				       .run = run_chunk,
				       .collect = collect_chunk,
				       .interrupted = plan->setting->interrupted};
	int status = pool_run(&work, err);
	log_progress_end();
	if (!status)
		status = print_survey(&s, chunks, err);
	for (size_t i = 0; i < chunks; i++)
		buf_release(&s.text[i]);
	free(s.text);
	free(s.ids);
	each_close(s.each);
	return status;
}

int plan_all(const struct options *options, const struct setting *setting, struct err *err)
{
	struct plan plan;
	if (plan_open(options, setting, &plan, err))
		return -1;
	int status = plan.source->load_all(plan.source, &plan.universe, err) || survey(&plan, err) ? -1 : 0;
	plan_clear(&plan);
	return status;
}
