/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/maintscript/maintscript.h"

#include "base/log.h"
#include "stage/install_order.h"
#include "stage/maintscript/script_reader.h"
#include "stage/maintscript/unpack.h"

struct run {
	const struct maintscript_input *input;
	const struct maintscript_image *image;
	struct maintscript_report *out;
	struct arena *arena;
	struct names names; /* names of all packages */
	bool **skipped; /* [rules->script.n]: for each rule, which of its globs matched; NULL if
	                 * it was not used */
};

/* --- one script --------------------------------------------------------- */

/* If the image does not allow an effect, the script was read wrongly, or the effect does
 * not concern the image: the line counts as not understood, and the script continues.
 * STATUS_UNTRUSTED stays an error. */
static void note_failed(struct run *run, struct maintscript *script, const struct done *done, struct err *err)
{
	const struct maintscript_line line = {done->effect.line, done->source, arena_strdup(run->arena, err->text)};
	if (done->effect.tolerated)
		log_warn("%s", err->text);
	else
		vec_push(&script->unhandled, line);
	err_release(err);
}

/* A file that could not be written is tainted: its old content would be wrong, too. */
static void note_unwritten(struct run *run, const struct effect *effect)
{
	struct effect unknown = *effect;
	struct err ignored = {0};
	if (!effect_writes(effect->kind) || effect->keep)
		return;
	unknown.kind = EFFECT_UNKNOWN;
	if (run->image->apply(run->image->context, &unknown, run->image->files, &ignored) == 0)
		vec_push(&run->out->effects.list, unknown);
	err_release(&ignored);
}

static int carry_out(struct run *run, const struct script_record *read, struct maintscript *script, struct err *err)
{
	for (size_t i = 0; i < read->done.n; i++) {
		struct buf text CLEANUP(buf_release) = {0};
		struct effect *effect = &read->done.at[i].effect;
		if (run->image->apply && run->image->files &&
		    run->image->apply(run->image->context, effect, run->image->files, err)) {
			if (err->status != STATUS_FATAL)
				return -1;
			note_failed(run, script, &read->done.at[i], err);
			note_unwritten(run, effect);
			continue;
		}
		vec_push(&run->out->effects.list, *effect);
		if (effect->kind == EFFECT_UNKNOWN)
			continue;
		effect_describe(effect, &text);
		vec_push(&script->effects, arena_strdup(run->arena, text.p));
	}
	return 0;
}

/* The verdict in words. */
static const char *reason_of(struct run *run, const struct script_record *read, const struct maintscript *script)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct names marker = {0};
	enum script_policy policy = script->policy;
	size_t lost = script->unhandled.n;
	if (policy == SCRIPT_UNHANDLED)
		return arena_printf(run->arena, "%zu of its commands %s not understood", lost,
				    lost == 1 ? "was" : "were");
	if (policy == SCRIPT_NONE)
		return "does nothing at a first installation";
	if (policy == SCRIPT_EMULATED)
		buf_puts(&text, "its effects are made natively");
	for (size_t i = 0; i < read->reason.n; i++)
		buf_printf(&text, "%s%s", text.n ? "; " : "", read->reason.at[i]);
	for (size_t i = 0; i < read->done.n; i++) {
		const char *tool = read->done.at[i].effect.marker;
		if (tool && !names_hold(&marker, tool))
			vec_push(&marker, tool);
	}
	for (size_t i = 0; i < marker.n; i++)
		buf_printf(&text, "%s%s", i ? ", " : " (", marker.at[i]);
	buf_puts(&text, marker.n ? ")" : "");
	vec_release(&marker);
	return arena_strdup(run->arena, text.p);
}

static enum script_policy classify(const struct script_record *read, const struct maintscript *script)
{
	if (script->unhandled.n)
		return SCRIPT_UNHANDLED;
	if (read->done.n)
		return SCRIPT_EMULATED;
	return read->reason.n ? SCRIPT_SAFE_TO_SKIP : SCRIPT_NONE;
}

static bool *skipped_of(struct run *run, const struct script_rule *rule)
{
	bool **at = &run->skipped[rule - run->input->rules->script.at];
	if (!*at)
		*at = arena_alloc(run->arena, rule->skip.n);
	return *at;
}

static void note_skipped(struct run *run, const struct script_record *read, const struct script_rule *rule)
{
	bool *used = rule && rule->skip.n ? skipped_of(run, rule) : NULL;
	for (size_t i = 0; used && i < read->skipped.n; i++)
		if (read->skipped.at[i].glob < rule->skip.n)
			used[read->skipped.at[i].glob] = true;
}

static void set_origin(struct effect *effect, const struct maintscript *script)
{
	effect->owner = script->id;
	effect->script = script->script;
}

static int read_script(struct run *run, const struct package_files *package, struct str text,
		       struct maintscript *script, struct err *err)
{
	const struct script_question question = {run->input, run->image, &run->out->effects, package, script->script,
						 script->rule};
	struct script_record read;
	struct err unread = {0};
	if (reader_run(&script_reader, text, &question, run->arena, &read, &unread))
		vec_push(&script->unhandled, ((struct maintscript_line){0, "", arena_strdup(run->arena, unread.text)}));
	err_release(&unread);
	for (size_t i = 0; i < read.unhandled.n; i++)
		vec_push(&script->unhandled, read.unhandled.at[i]);
	for (size_t i = 0; i < read.done.n; i++)
		set_origin(&read.done.at[i].effect, script);
	for (size_t i = 0; i < read.doubted.n; i++) {
		set_origin(&read.doubted.at[i].effect, script);
		vec_push(&run->out->doubted, read.doubted.at[i].effect);
	}
	note_skipped(run, &read, script->rule);
	int status = carry_out(run, &read, script, err);
	script->policy = classify(&read, script);
	script->reason = reason_of(run, &read, script);
	return status;
}

/* A rule states the verdict of a person; its Do is evaluated like a script. */
static int follow_rule(struct run *run, const struct package_files *package, struct maintscript *script,
		       struct err *err)
{
	const struct script_rule *rule = script->rule;
	if (rule->does && read_script(run, package, str_from(rule->does), script, err))
		return -1;
	if (!script->unhandled.n) {
		script->policy = rule->policy;
		script->reason = rule->reason;
	}
	if (rule->effects && !rule->does)
		vec_push(&script->effects, rule->effects);
	return 0;
}

static int run_script(struct run *run, const struct package_files *package, const char *name, struct err *err)
{
	const struct package *p = package->package;
	for (size_t i = 0; i < package->control.n; i++) {
		if (strcmp(package->control.at[i].name, name) != 0)
			continue;
		struct maintscript script = {.id = package->id, .package = p->name, .script = name};
		script.rule = rules_script(run->input->rules, p->name, name, run->input->suite,
					   &run->names);
		bool reads = !script.rule || script.rule->skip.n;
		bool before = strcmp(name, "preinst") == 0 && run->image->apply && run->image->files;
		struct packed packed = {0};
		if (before)
			pack(run->image->files, package->id, &packed);
		int status = !reads ? follow_rule(run, package, &script, err)
				    : read_script(run, package, package->control.at[i].body, &script, err);
		if (before)
			unpack(run->image->files, package->id, p->name, &run->out->effects, &packed);
		vec_push(&run->out->script, script);
		return status;
	}
	return 0;
}

/* --- all of them -------------------------------------------------------- */

static int by_package(const void *a, const void *b)
{
	const struct maintscript *x = a, *y = b;
	int order = strcmp(x->package, y->package);
	/* preinst runs before postinst. */
	return order ? order : strcmp(y->script, x->script);
}

/* Reports rules for scripts that a package does not have (any more). */
static void note_unused(const struct run *run)
{
	const struct rules *rules = run->input->rules;
	for (size_t r = 0; r < rules->script.n; r++) {
		const struct script_rule *rule = &rules->script.at[r];
		for (size_t i = 0; i < run->input->n; i++) {
			const struct package_files *package = &run->input->package[i];
			bool used = strcmp(package->package->name, rule->package) != 0;
			for (size_t k = 0; k < rule->scripts.n && !used; k++)
				used = package_files_control(package, rule->scripts.at[k]) != NULL;
			if (!used)
				log_info("%s: the rule for its scripts matches none", rule->package);
		}
		for (size_t k = 0; run->skipped[r] && k < rule->skip.n; k++)
			if (!run->skipped[r][k])
				log_info("%s: its scripts have nothing to skip like '%s'", rule->package,
					 rule->skip.at[k]);
	}
}

int maintscript_run(const struct maintscript_input *input, const struct maintscript_image *image,
		    struct maintscript_report *out, struct err *err)
{
	static const char *const phases[] = {"preinst", "postinst"};
	*out = (struct maintscript_report){0};
	struct run run = {.input = input, .image = image, .out = out, .arena = &out->effects.arena};
	int status = 0;
	size_t *order CLEANUP(mem_freep) = mem_resize(NULL, input->n + 1, sizeof(*order));
	install_order(input->package, input->n, order);
	for (size_t i = 0; i < input->n; i++)
		vec_push(&run.names, input->package[i].package->name);
	run.skipped = arena_alloc(run.arena, (input->rules->script.n + 1) * sizeof(*run.skipped));
	for (size_t p = 0; p < ARRAY_LEN(phases); p++)
		for (size_t i = 0; i < input->n && !status; i++)
			status = run_script(&run, &input->package[order[i]], phases[p], err);
	note_unused(&run);
	vec_release(&run.names);
	if (out->script.n)
		qsort(out->script.at, out->script.n, sizeof(*out->script.at), by_package);
	if (status)
		maintscript_release(out);
	return status;
}

size_t maintscript_unhandled(const struct maintscript_report *report)
{
	size_t n = 0;
	for (size_t i = 0; i < report->script.n; i++)
		n += report->script.at[i].policy == SCRIPT_UNHANDLED;
	return n;
}

void maintscript_release(struct maintscript_report *report)
{
	for (size_t i = 0; i < report->script.n; i++) {
		vec_release(&report->script.at[i].effects);
		vec_release(&report->script.at[i].unhandled);
	}
	vec_release(&report->script);
	vec_release(&report->effects.list);
	vec_release(&report->doubted);
	arena_release(&report->effects.arena);
	*report = (struct maintscript_report){0};
}
