/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/verify.h"

#include "base/log.h"
#include "base/path.h"
#include "make/charsets.h"
#include "make/debian_leaves.h"
#include "make/explain.h"
#include "make/verdict.h"
#include "make/matched.h"
#include "make/outputs.h"
#include "model/exec_path.h"

/* The number of errors that are shown and explained; -v shows all. */
enum { SHOWN_MOST = 20 };

static const char *package_name_of(void *context, package_id owner)
{
	const struct build *b = context;
	return owner == OWNER_GENERATED ? NULL : b->plan.universe.package.at[owner].name;
}

static void log_finding(const struct finding *f, void (*log)(const char *fmt, ...))
{
	struct buf line CLEANUP(buf_release) = {0};
	finding_add_line(f, &line);
	if (f->accepted)
		log("%s; accepted: %s", line.p, f->accepted);
	else
		log("%s", line.p);
}

/* Lists errors if there are several; a single one is in the error message. */
static void say_all(const struct build *b, bool only)
{
	bool raw = b->plan.options->raw;
	size_t errors = gate_errors(&b->gate), n = 0;
	for (size_t i = 0; i < b->gate.finding.n; i++) {
		const struct finding *f = &b->gate.finding.at[i];
		bool error = f->severity == FINDING_ERROR && !f->accepted, shown = error && n < SHOWN_MOST;
		n += error;
		if (!error || raw || only || errors > 1)
			log_finding(f, !shown ? log_info : raw ? log_note : log_warn);
	}
	if (n > SHOWN_MOST)
		log_warn("%zu more such errors; -v shows them", n - SHOWN_MOST);
}

/* Shows what would fix errors that were listed without it. */
static void say_mends(const struct build *b, const bool *told)
{
	size_t n = 0;
	for (size_t i = 0; i < b->gate.finding.n; i++) {
		const struct finding *f = &b->gate.finding.at[i];
		bool new = f->severity == FINDING_ERROR && !f->accepted && f->package && !told[i];
		if (new && n++ < SHOWN_MOST)
			log_finding(f, log_warn);
	}
}

static bool lacks_command(const struct build *b, const struct finding *f, const char *check, bool asked)
{
	if (strcmp(f->check, check) != 0 || f->accepted)
		return false;
	return asked ? f->owner == OWNER_GENERATED || plan_asks_for(&b->plan, f->owner)
		     : exec_path_holds(f->path + 1);
}

/* Of two paths, the one that means more to the user: one in PATH is what they run. */
static const char *better_example(const char *a, const char *b)
{
	return a && (exec_path_holds(a + 1) || !exec_path_holds(b + 1)) ? a : b;
}

/* Collects "coreutils, sed" in the order of the rules; returns a file that uses one, or NULL. */
static const char *missing_commands(const struct build *b, const char *check, bool asked,
				    struct buf *packages)
{
	const struct rules *rules = &b->plan.rules;
	const char *example = NULL;
	for (size_t e = 0; e < rules->essential.n; e++) {
		const struct essential_rule *rule = &rules->essential.at[e];
		bool lacks = false;
		for (size_t i = 0; i < b->gate.finding.n; i++) {
			const struct finding *f = &b->gate.finding.at[i];
			if (!lacks_command(b, f, check, asked) ||
			    rules_command(rules, path_base(f->missing)) != rule)
				continue;
			lacks = true;
			example = better_example(example, f->path);
		}
		if (lacks)
			buf_printf(packages, "%s%s", packages->n ? ", " : "", rule->package);
	}
	return example;
}

/* For scripts of requested packages; if there are none, for those in PATH. */
static void say_commands(const struct build *b)
{
	struct buf packages CLEANUP(buf_release) = {0};
	const char *first = missing_commands(b, "script-command", true, &packages);
	first = first ? first : missing_commands(b, "script-command", false, &packages);
	if (first)
		log_note("scripts, such as %s, call commands that are not in the image; --include '%s' brings them, -v shows which",
			 first, packages.p);
}

/* Not if the image has exactly what its profile lists, because the profile's author
 * chose the programs. */
static void say_named(const struct build *b)
{
	struct buf packages CLEANUP(buf_release) = {0};
	const char *first = plan_base(&b->plan) == BASE_EXACT
				    ? NULL
				    : missing_commands(b, "program-command", true, &packages);
	if (first)
		log_note("programs, such as %s, can run commands that are not in the image; --include '%s' brings them, -v shows which",
			 first, packages.p);
}

/* Of programs of requested packages. */
static void say_charsets(const struct build *b)
{
	for (size_t i = 0; plan_base(&b->plan) != BASE_EXACT && i < b->gate.finding.n; i++) {
		const struct finding *f = &b->gate.finding.at[i];
		if (!lacks_command(b, f, "charset", true))
			continue;
		log_note("%s %s; %s", f->path, f->reason, f->package);
		return;
	}
}

/* Problems of the configuration are errors if a target contains it. */
static enum severity config_severity(const struct options *o)
{
	for (size_t i = 0; i < o->outputs.n; i++)
		if (out_is_image(&o->outputs.at[i]))
			return FINDING_ERROR;
	return FINDING_NOTE;
}

/* Warns first of options that match nothing, because they may be the cause of findings. */
static int conclude(struct build *b, struct err *err)
{
	struct unmatched unmatched CLEANUP(unmatched_release) = {0};
	struct err strict = {0};
	matched_find(b, &unmatched);
	matched_allow(b->plan.options, &b->gate, &unmatched);
	int status = unmatched_end(&unmatched, b->plan.options->strict, &strict);
	if (findings_verdict(&b->gate, outputs_name(b->outputs, &b->plan), err)) {
		err_release(&strict);
		return -1;
	}
	if (status)
		err_move(err, &strict);
	return status;
}

/* Shows the refusal first, because finding out what would fix it may take a long download. */
static int explain_by_download(struct build *b, struct err *err)
{
	bool *told CLEANUP(mem_freep) = mem_alloc((b->gate.finding.n + 1) * sizeof(*told));
	for (size_t i = 0; i < b->gate.finding.n; i++)
		told[i] = b->gate.finding.at[i].package != NULL;
	say_all(b, true);
	log_note("asking the archive which package has what is missing");
	if (explain_listed_files(b, true, err))
		return -1;
	explain_by_name(b);
	say_mends(b, told);
	return 0;
}

/* Only hints may depend on the content of the cache, never whether there is an image. */
static int explain_all(struct build *b, struct err *err)
{
	bool raw = b->plan.options->raw;
	explain_here(b);
	debian_leaves(b);
	if (!raw && explain_listed_files(b, false, err))
		return -1;
	if (!raw && !b->plan.options->offline && b->plan.source->read_contents && explain_lacks_library(b))
		return explain_by_download(b, err);
	explain_by_name(b);
	say_all(b, false);
	return 0;
}

int verify(struct build *b, struct err *err)
{
	const struct gate_input input = {.files = &b->files,
					 .rules = &b->plan.rules,
					 .config = &b->plan.profile.config,
					 .config_severity = config_severity(b->plan.options)};
	gate_run(&input, &b->gate);
	if (!b->plan.options->raw)
		charsets_find(b);
	findings_accept(&b->gate, b->plan.options, &b->plan.rules, package_name_of, b);
	if (explain_all(b, err))
		return -1;
	for (size_t i = 0; b->plan.options->raw && i < b->gate.finding.n; i++)
		b->gate.finding.at[i].severity = FINDING_NOTE;
	if (!b->plan.options->raw) {
		say_commands(b);
		say_named(b);
		say_charsets(b);
	}
	return conclude(b, err);
}
