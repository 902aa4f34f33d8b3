/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/report.h"

#include <string.h>
#include <unistd.h>

#include "make/findings.h"
#include "make/scripts.h"
#include "make/unmade_report.h"
#include "base/log.h"
#include "base/utf8.h"
#include "command/compare.h"
#include "command/config_json.h"
#include "command/left_out_json.h"
#include "io/stream.h"

int report_text(const struct buf *text, struct err *err)
{
	struct sink *sink CLEANUP(sink_closep) = sink_fd(STDOUT_FILENO, "standard output");
	return sink_write(sink, text->p ? text->p : "", text->n, err) || sink_finish(sink, err) ? -1 : 0;
}

/* Takes `root` over. */
static int add_json(json_t *root, struct buf *out, struct err *err)
{
	char *dumped = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	if (!dumped)
		return err_set(err, STATUS_FATAL, "JSON: out of memory");
	buf_puts(out, dumped);
	buf_puts(out, "\n");
	free(dumped);
	return 0;
}

int report_json(json_t *root, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	return add_json(root, &text, err) || report_text(&text, err) ? -1 : 0;
}

/* Text from packages may be no UTF-8, which JSON cannot hold: NULL then. */
static json_t *text_or_null(const char *text)
{
	json_t *value = text ? json_string(text) : NULL;
	return value ? value : json_null();
}

static const struct package *package_of(const struct plan *plan, package_id id)
{
	return &plan->universe.package.at[id];
}

static json_t *reason_json(const struct plan *plan, const struct chosen *chosen)
{
	bool root = chosen->by == PACKAGE_NONE;
	const struct added *added = root ? plan_added(plan, chosen->relation) : NULL;
	if (added)
		return json_pack("{s:s, s:o, s:o}", "kind", "essential", "by", text_or_null(added->by),
				 "relation", text_or_null(added->use));
	return json_pack("{s:s, s:o, s:s}", "kind", root ? "root" : "depends", "by",
			 root ? json_null() : text_or_null(package_of(plan, chosen->by)->name),
			 "relation", chosen->relation->text);
}

/* No package and no .deb is empty: 0 is what an index does not say. */
static json_t *size_or_null(uint64_t size)
{
	return size ? json_integer((json_int_t)size) : json_null();
}

static json_t *package_json(const struct plan *plan, const struct chosen *chosen)
{
	const struct package *p = package_of(plan, chosen->id);
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "package", p->name,
			 "version", p->version, "architecture", p->architecture, "source", p->source,
			 "source_version", p->source_version, "installed_size",
			 size_or_null(p->installed_size), "download_size",
			 size_or_null(p->download_size), "sha256", text_or_null(p->sha256), "uri", text_or_null(p->uri), "reason",
			 reason_json(plan, chosen));
}

static uint64_t download_size(const struct plan *plan)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < plan->solution.chosen.n; i++)
		sum += package_of(plan, plan->solution.chosen.at[i].id)->download_size;
	return sum;
}

/* The package is null where the request itself is cut. */
static json_t *cut_json(const struct plan *plan, const struct cut *cut)
{
	const char *name = cut->package == PACKAGE_NONE ? NULL : package_of(plan, cut->package)->name;
	return json_pack("{s:o, s:s, s:s, s:s}", "package", text_or_null(name), "relation",
			 cut->relation->text, "rule", cut->rule, "reason", cut->reason);
}

static json_t *substitution_json(const struct plan *plan, const struct substitution *s)
{
	const char *name = s->package == PACKAGE_NONE ? NULL : package_of(plan, s->package)->name;
	return json_pack("{s:o, s:s, s:s, s:s, s:b}", "package", text_or_null(name), "relation",
			 s->relation->text, "chosen", package_of(plan, s->chosen)->name, "instead_of",
			 package_of(plan, s->first)->name, "stand_in", s->stand_in);
}

/* The value in force of each size rule. */
static json_t *rules_json(const struct size_rules *rules)
{
	json_t *object = json_object();
	for (size_t i = 0; i < rules->list.n; i++)
		if (rules->list.at[i].in_force)
			json_object_set_new(object, rules->list.at[i].name,
					    json_string(rules->list.at[i].value));
	return object;
}

static json_t *warnings_json(void)
{
	size_t n;
	const char *const *warning = log_warnings(&n);
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++) {
		struct buf clean CLEANUP(buf_release) = {0};
		utf8_add(&clean, str_from(warning[i]));
		json_array_append_new(array, json_string(clean.p ? clean.p : ""));
	}
	return array;
}

static json_t *plan_json(const struct plan *plan, const struct maintscript_report *scripts)
{
	const struct solution *s = &plan->solution;
	json_t *packages = json_array(), *cuts = json_array(), *others = json_array();
	for (size_t i = 0; i < s->chosen.n; i++)
		json_array_append_new(packages, package_json(plan, &s->chosen.at[i]));
	for (size_t i = 0; i < s->cut.n; i++)
		json_array_append_new(cuts, cut_json(plan, &s->cut.at[i]));
	for (size_t i = 0; i < s->substitution.n; i++)
		json_array_append_new(others, substitution_json(plan, &s->substitution.at[i]));
	return json_pack(
		"{s:s, s:o, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:{s:s, s:I, s:I, s:b, s:I}, s:{s:I, s:I, s:I}}",
		"debslim", DEBSLIM_VERSION, "profile",
		text_or_null(plan->options->profile ? plan->profile.name : NULL), "tag",
		plan->options->tag, "suite", plan->source->suite, "architecture",
		plan->source->architecture, "packages", packages, "cuts", cuts, "substitutions", others,
		"maintainer_scripts", scripts_json(scripts), "rules", rules_json(&plan->rules.size), "solver",
		"objective", "installed-size", "cost", (json_int_t)s->cost,
		"lower_bound", (json_int_t)s->lower_bound, "optimal", s->optimal, "nodes",
		(json_int_t)s->nodes, "totals", "packages",
		(json_int_t)s->chosen.n, "installed_size", (json_int_t)s->cost, "download_size",
		(json_int_t)download_size(plan));
}

static void add_padded(struct buf *out, const char *text, size_t width)
{
	buf_printf(out, "%-*s  ", (int)width, text);
}

static void add_reason(struct buf *out, const struct plan *plan, const struct chosen *chosen)
{
	if (chosen->by == PACKAGE_NONE)
		buf_puts(out, "asked for");
	else
		buf_printf(out, "%s: %s", package_of(plan, chosen->by)->name, chosen->relation->text);
}

static void add_packages(struct buf *out, const struct plan *plan)
{
	const struct solution *s = &plan->solution;
	size_t name = 7, version = 7;
	for (size_t i = 0; i < s->chosen.n; i++) {
		const struct package *p = package_of(plan, s->chosen.at[i].id);
		name = strlen(p->name) > name ? strlen(p->name) : name;
		version = strlen(p->version) > version ? strlen(p->version) : version;
	}
	for (size_t i = 0; i < s->chosen.n; i++) {
		const struct package *p = package_of(plan, s->chosen.at[i].id);
		struct buf size CLEANUP(buf_release) = {0};
		add_padded(out, p->name, name);
		add_padded(out, p->version, version);
		/* "~": the index does not say; the size of the .deb stands for it. */
		buf_puts(&size, p->installed_size ? "" : "~");
		buf_add_size(&size, package_size(p));
		buf_printf(out, "%10s  ", size.p);
		add_reason(out, plan, &s->chosen.at[i]);
		buf_puts(out, "\n");
	}
}

static void add_cuts(struct buf *out, const struct plan *plan)
{
	const struct solution *s = &plan->solution;
	if (s->cut.n)
		buf_puts(out, "\nCut dependencies (--no-cut takes them):\n");
	for (size_t i = 0; i < s->cut.n; i++)
		buf_printf(out, "%s: %s: %s\n",
			   s->cut.at[i].package == PACKAGE_NONE
				   ? "the request"
				   : package_of(plan, s->cut.at[i].package)->name,
			   s->cut.at[i].relation->text, s->cut.at[i].reason);
}

static void add_substitutions(struct buf *out, const struct plan *plan)
{
	const struct solution *s = &plan->solution;
	if (s->substitution.n)
		buf_puts(out, "\nNot what apt takes first:\n");
	for (size_t i = 0; i < s->substitution.n; i++) {
		const struct substitution *sub = &s->substitution.at[i];
		buf_printf(out, "%s: %s: %s instead of %s%s\n",
			   sub->package == PACKAGE_NONE ? "the request"
							: package_of(plan, sub->package)->name,
			   sub->relation->text, package_of(plan, sub->chosen)->name,
			   package_of(plan, sub->first)->name, sub->stand_in ? ", for which it stands in" : "");
	}
}

static void add_unmade(struct buf *out, const struct unmade_list *unmade)
{
	if (unmade && unmade->list.n)
		buf_puts(out, "\nNot made, though a real installation has it:\n");
	for (size_t i = 0; unmade && i < unmade->list.n; i++) {
		unmade_add_line(&unmade->list.at[i], out);
		buf_puts(out, "\n");
	}
}

static int add_plan_json(const struct plan *plan, const struct maintscript_report *scripts,
			 const struct unmade_list *unmade, const struct comparison *comparison,
			 struct buf *out, struct err *err)
{
	json_t *root = plan_json(plan, scripts);
	if (unmade)
		json_object_set_new(root, "not_made", unmade_json(unmade));
	json_object_set_new(root, "warnings", warnings_json());
	if (comparison)
		json_object_set_new(root, "apt", comparison_json(comparison));
	return add_json(root, out, err);
}

int report_plan(const struct plan *plan, const struct maintscript_report *scripts,
		const struct unmade_list *unmade, struct buf *out, struct err *err)
{
	struct comparison *comparison CLEANUP(comparison_freep) = NULL;
	if (plan->options->compare && !(comparison = compare_with_apt(plan, err)))
		return -1;
	if (plan->options->json)
		return add_plan_json(plan, scripts, unmade, comparison, out, err);
	add_packages(out, plan);
	add_cuts(out, plan);
	add_substitutions(out, plan);
	scripts_add_text(scripts, out);
	add_unmade(out, unmade);
	if (comparison)
		comparison_add_text(comparison, out);
	buf_printf(out, "\n%s%s%s for %s%s%s: %zu packages, ",
		   plan->options->profile ? plan->profile.name : "custom",
		   plan->options->profile ? ":" : "", plan->options->profile ? plan->options->tag : "",
		   plan->source->suite, *plan->source->suite ? " " : "", plan->source->architecture,
		   plan->solution.chosen.n);
	buf_add_size(out, plan->solution.cost);
	buf_puts(out, " installed, ");
	buf_add_size(out, download_size(plan));
	buf_puts(out, " to download\n");
	return 0;
}

json_t *report_build(const struct build *b)
{
	json_t *root = plan_json(&b->plan, &b->scripts);
	json_object_set_new(root, "config", config_json(&b->plan.profile.config));
	left_out_add_json(b, root);
	json_object_set_new(root, "not_made", unmade_json(&b->unmade));
	findings_add_json(&b->gate, root);
	json_object_set_new(root, "warnings", warnings_json());
	json_object_set_new(root, "files", json_integer((json_int_t)b->members));
	json_object_set_new(root, "bytes", json_integer((json_int_t)b->bytes));
	json_object_set_new(root, "seconds",
			    json_pack("{s:f, s:f, s:f, s:f, s:f, s:f}", "resolve", b->seconds[PHASE_RESOLVE],
				      "fetch", b->seconds[PHASE_FETCH], "extract", b->seconds[PHASE_EXTRACT],
				      "assemble", b->seconds[PHASE_ASSEMBLE], "check", b->seconds[PHASE_CHECK],
				      "write", b->seconds[PHASE_WRITE]));
	return root;
}

static json_t *sboms_json(const struct outputs *outputs)
{
	json_t *list = json_array();
	for (size_t i = 0; i < outputs->sboms.list.n; i++) {
		const struct sbom_target *target = &outputs->options->sboms.at[i];
		const struct sbom_out *out = &outputs->sboms.list.at[i];
		json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:s}", "file", target->path, "format",
						      sbom_format_names[target->format], "size",
						      (json_int_t)out->size, "sha256", out->sha256.text));
	}
	return list;
}

void report_outputs(json_t *root, const struct outputs *outputs)
{
	json_t *list = json_array();
	for (size_t i = 0; i < outputs->target.n; i++) {
		const struct out_result *result = &outputs->result[i];
		json_t *o = json_pack("{s:s, s:s, s:I}", "target", outputs->target.at[i].text, "format",
				      out_format_name(&outputs->target.at[i]), "size",
				      (json_int_t)result->size);
		if (result->sha256.text[0])
			json_object_set_new(o, "sha256", json_string(result->sha256.text));
		if (result->digest.text[0])
			json_object_set_new(o, "digest", json_sprintf("sha256:%s", result->digest.text));
		json_array_append_new(list, o);
	}
	json_object_set_new(root, "outputs", list);
	json_object_set_new(root, "sboms", sboms_json(outputs));
}

int report_cache(const char *dir, uint64_t list_bytes, uint64_t packages, uint64_t package_bytes,
		 struct err *err)
{
	return report_json(json_pack("{s:s, s:{s:I}, s:{s:I, s:I}}", "directory", dir, "lists", "bytes",
				    (json_int_t)list_bytes, "packages", "files", (json_int_t)packages,
				    "bytes", (json_int_t)package_bytes),
			  err);
}
