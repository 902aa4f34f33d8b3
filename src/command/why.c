/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/why.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "command/why_file.h"
#include "plan/who_has.h"
#include "report/facts.h"
#include "report/print.h"
#include "report/why.h"
#include "stage/solve/cut.h"

enum { DEPENDERS_MOST = 10 };

/* One question, and the facts that answer it. */
struct answer {
	struct plan *plan;
	package_id id; /* the package asked about; PACKAGE_NONE where the universe lacks it */
	const char *name;
	json_t *facts;
};

static const struct package *package_at(const struct plan *plan, package_id id)
{
	return &plan->universe.package.at[id];
}

static package_id find_by_name(const struct universe *universe, const char *name)
{
	for (package_id id = 0; id < universe->package.n; id++)
		if (strcmp(universe->package.at[id].name, name) == 0)
			return id;
	return PACKAGE_NONE;
}

static const struct chosen *find_chosen(const struct solution *solution, package_id id)
{
	for (size_t i = 0; i < solution->chosen.n; i++)
		if (solution->chosen.at[i].id == id)
			return &solution->chosen.at[i];
	return NULL;
}

/* What the whole would cost with this package in it. */
static bool cost_with(const struct plan *plan, package_id id, int64_t *difference)
{
	struct solve_options how = plan_solve_options(plan);
	struct solution other;
	struct err err = {0};
	how.take = &id;
	how.takes = 1;
	if (solve(&plan->universe, &how, &other, &err)) {
		err_release(&err);
		return false;
	}
	*difference = (int64_t)other.cost - (int64_t)plan->solution.cost;
	solution_release(&other);
	return true;
}

static json_t *alternatives_of(struct answer *a, const struct relation *relation)
{
	json_t *list = json_array();
	package_id id;
	for (size_t i = 0; relation_candidate(relation, i, &id); i++) {
		int64_t difference = 0;
		if (solution_has(&a->plan->solution, id))
			continue;
		bool possible = cost_with(a->plan, id, &difference);
		json_array_append_new(list, why_alternative_facts(a->plan, id, possible ? &difference : NULL));
	}
	return list;
}

static void explain_in(struct answer *a)
{
	const struct solution *solution = &a->plan->solution;
	const struct chosen **links = mem_alloc((solution->chosen.n + 1) * sizeof(*links));
	size_t n = 0;
	json_t *chain = json_array();
	for (const struct chosen *link = find_chosen(solution, a->id); link;
	     link = link->by == PACKAGE_NONE ? NULL : find_chosen(solution, link->by))
		links[n++] = link;
	while (n-- > 0)
		json_array_append_new(chain, why_link_facts(a->plan, links[n], alternatives_of(a, links[n]->relation)));
	json_object_set_new(a->facts, "chain", chain);
	free(links);
}

static bool has_candidate(const struct relation *relation, package_id id)
{
	package_id other;
	for (size_t i = 0; relation_candidate(relation, i, &other); i++)
		if (other == id)
			return true;
	return false;
}

/* One relation that it could have met, but something else does. */
static void add_passed_relation(struct answer *a, package_id by, const struct relation *relation,
				json_t *list)
{
	const struct solve_options how = plan_solve_options(a->plan);
	int64_t difference = 0;
	struct cut cut;
	cut_find(&a->plan->universe, &how, by, relation, &cut);
	if (cut.rule || !has_candidate(relation, a->id))
		return;
	bool possible = cost_with(a->plan, a->id, &difference);
	json_array_append_new(list, why_passed_facts(a->plan, by, relation, possible ? &difference : NULL));
}

static void add_passed_over(struct answer *a, json_t *list)
{
	const struct universe *u = &a->plan->universe;
	for (size_t r = 0; r < u->roots; r++)
		add_passed_relation(a, PACKAGE_NONE, &u->root[r], list);
	for (size_t i = 0; i < a->plan->solution.chosen.n; i++) {
		package_id by = a->plan->solution.chosen.at[i].id;
		for (size_t r = 0; r < u->package.at[by].relations; r++)
			add_passed_relation(a, by, &u->package.at[by].relation[r], list);
	}
}

/* Cut relations without which it would be in. */
static void add_decisive_cuts(struct answer *a, json_t *list)
{
	const struct plan *plan = a->plan;
	for (size_t i = 0; i < plan->solution.cut.n; i++) {
		const struct cut *cut = &plan->solution.cut.at[i];
		struct solve_options how = plan_solve_options(plan);
		struct solution other;
		struct err err = {0};
		const struct uncut uncut = {package_at(plan, cut->package)->name, cut->relation->text};
		how.uncut = &uncut;
		how.uncuts = 1;
		if (!cut->by || solve(&plan->universe, &how, &other, &err)) {
			err_release(&err);
			continue;
		}
		if (solution_has(&other, a->id))
			json_array_append_new(list, why_cut_facts(plan, cut));
		solution_release(&other);
	}
}

/* Packages of the whole archive that depend on it, for who wants it in. */
static int add_dependers(struct answer *a, struct err *err)
{
	struct universe all = {0};
	json_t *list = json_array();
	size_t n = 0;
	int status = a->plan->source->load_all(a->plan->source, &all, err);
	package_id id = status ? PACKAGE_NONE : find_by_name(&all, a->name);
	for (package_id p = 0; id != PACKAGE_NONE && p < all.package.n; p++) {
		const struct package *package = &all.package.at[p];
		size_t r = 0;
		while (r < package->relations && !has_candidate(&package->relation[r], id))
			r++;
		if (r == package->relations || n++ >= DEPENDERS_MOST)
			continue;
		json_array_append_new(list, why_depender_facts(package, &package->relation[r]));
	}
	json_object_set_new(a->facts, "dependers", list);
	if (n > DEPENDERS_MOST)
		json_object_set_new(a->facts, "more_dependers", json_integer((json_int_t)(n - DEPENDERS_MOST)));
	universe_release(&all);
	return status;
}

static int explain_out(struct answer *a, struct err *err)
{
	json_t *passed = json_array(), *cuts = json_array();
	if (a->id != PACKAGE_NONE) {
		add_passed_over(a, passed);
		add_decisive_cuts(a, cuts);
	}
	bool known = json_array_size(passed) || json_array_size(cuts);
	json_object_set_new(a->facts, "passed_over", passed);
	json_object_set_new(a->facts, "cuts", cuts);
	return known && !a->plan->options->negative ? 0 : add_dependers(a, err);
}

/* A name that nothing reaches may still be a package; one that is none is an
 * error with the nearest name. */
static int check_package_name(const struct plan *plan, const char *name, struct err *err)
{
	const struct request_item item = {name, "why"};
	struct universe probe = {0};
	int status = plan->source->load(plan->source, &item, 1, &probe, err);
	universe_release(&probe);
	return status;
}

static int answer_for_package(struct answer *a, struct err *err)
{
	int status = a->id == PACKAGE_NONE ? check_package_name(a->plan, a->name, err) : 0;
	bool in = a->id != PACKAGE_NONE && find_chosen(&a->plan->solution, a->id);
	json_object_set_new(a->facts, "package", facts_text(a->name));
	json_object_set_new(a->facts, "version", facts_text(in ? package_at(a->plan, a->id)->version : NULL));
	json_object_set_new(a->facts, "in_result", json_boolean(in));
	if (status)
		return -1;
	if (in)
		explain_in(a);
	else if (explain_out(a, err))
		return -1;
	return 0;
}

/* The image does not have it, and no rule left it out: a package of the archive may. */
static int name_package(struct answer *a, struct wanted_file *file, struct err *err)
{
	if (who_has(a->plan, file, 1, true, err))
		return -1;
	if (!file->package) {
		err_set(err, STATUS_FATAL, "why: no package is known to have %s", file->file);
		return err_hint(err, "name a package; what maintainer scripts make is in none");
	}
	a->name = file->package;
	json_object_set_new(a->facts, "file", facts_text(file->path));
	return 0;
}

static int print_answer(struct answer *a, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	if (a->plan->options->json)
		return report_json(json_incref(a->facts), err);
	why_text(a->facts, &text);
	return report_text(&text, err);
}

static int why_package(struct answer *a, struct err *err)
{
	a->id = find_by_name(&a->plan->universe, a->name);
	return answer_for_package(a, err) || print_answer(a, err) ? -1 : 0;
}

static int why_other_file(struct answer *a, const char *path, struct err *err)
{
	struct wanted_file file = {.file = path};
	int status = name_package(a, &file, err) || why_package(a, err) ? -1 : 0;
	wanted_file_release(&file);
	return status;
}

/* What is made belongs to no package, about which more could be said. */
static int why_file_of(struct answer *a, const struct build *b, const char *path, struct err *err)
{
	struct why_file file;
	if (a->plan->options->negative || !why_file(b, path, a->facts, &file))
		return why_other_file(a, path, err);
	json_object_set_new(a->facts, "file", facts_text(path));
	json_object_set_new(a->facts, "in_image", json_boolean(file.in));
	if (file.package != OWNER_GENERATED) {
		a->name = package_at(a->plan, file.package)->name;
		return why_package(a, err);
	}
	json_object_set_new(a->facts, "package", json_null());
	return print_answer(a, err);
}

/* Where the packages themselves cannot be had, only the archive's index of files can answer. */
static bool can_read(const struct options *o)
{
	return !o->status && !o->from;
}

static int ask(const struct options *options, const struct setting *setting, struct answer *a, struct err *err)
{
	const char *name = options->arguments.at[0];
	bool path = strchr(name, '/');
	struct build build = {0};
	struct plan plan;
	if (path && can_read(options)) {
		if (build_read(options, setting, &build, err))
			return -1;
		a->plan = &build.plan;
		int status = why_file_of(a, &build, name, err);
		build_release(&build);
		return status;
	}
	if (plan_make(options, setting, &plan, err))
		return -1;
	a->plan = &plan;
	int status = path ? why_other_file(a, name, err) : why_package(a, err);
	plan_clear(&plan);
	return status;
}

int why(const struct options *options, const struct setting *setting, struct err *err)
{
	if (options->arguments.n != 1) {
		err_set(err, STATUS_FATAL, "why: name one package or one path");
		return err_hint(err, "for example: debslim why libzstd1 --profile cc");
	}
	const char *name = options->arguments.at[0];
	if (strchr(name, '/') && *name != '/') {
		err_set(err, STATUS_FATAL, "why: '%s' is neither a package nor a path from the root on", name);
		return err_hint(err, "for example: debslim why /usr/bin/env");
	}
	struct answer a = {.name = name, .facts = facts_document(json_object())};
	int status = ask(options, setting, &a, err);
	json_decref(a.facts);
	return status;
}
