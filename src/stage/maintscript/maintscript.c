/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/maintscript/maintscript.h"

#include "base/log.h"
#include "stage/install_order.h"
#include "stage/maintscript/eval.h"
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

static void set_variables(struct eval *e, const struct maintscript_input *input)
{
	const struct package *p = e->package->package;
	const struct {
		const char *name, *value;
	} all[] = {{"DPKG_MAINTSCRIPT_NAME", e->script},
		   {"DPKG_MAINTSCRIPT_PACKAGE", p->name},
		   {"DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT", "1"},
		   {"DPKG_MAINTSCRIPT_ARCH", strcmp(p->architecture, "all") == 0 ? input->architecture : p->architecture},
		   {"DPKG_ROOT", ""},
		   {"DPKG_ADMINDIR", "/var/lib/dpkg"},
		   {"DPKG_FORCE", UNKNOWN_TEXT},
		   {"DEBIAN_FRONTEND", "noninteractive"},
		   {"DEBIAN_HAS_FRONTEND", "1"},
		   {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
		   {"HOME", "/root"},
		   {"LC_ALL", "C"}};
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		variable_set(e, all[i].name, all[i].value);
	if (strcmp(e->script, "preinst") == 0) {
		vec_push(&e->now.positional, "install");
	} else {
		vec_push(&e->now.positional, "configure");
		vec_push(&e->now.positional, "");
	}
}

static bool shebang_has_e(struct str text)
{
	const char *end = memchr(text.p, '\n', text.n);
	struct str line = {text.p, end ? (size_t)(end - text.p) : text.n};
	return str_starts(line, "#!") && memmem(line.p, line.n, " -e", 3);
}

static void walk(struct eval *e, struct str text)
{
	const struct shell_node *tree;
	struct err err = {0};
	e->text = text;
	e->now.directory = "/";
	e->now.umask = 022;
	e->now.errexit = shebang_has_e(text);
	if (shell_parse(text, e->arena, &tree, &err)) {
		vec_push(&e->unhandled, ((struct maintscript_line){0, "", arena_strdup(e->arena, err.text)}));
		err_release(&err);
		return;
	}
	if (tree)
		eval_node(e, tree);
	if (e->now.flow == FLOW_EXIT && e->now.flow_status > 0)
		unhandled_add(e, "the script ends here with an error");
	if (e->at_exit) {
		e->now.flow = FLOW_ON;
		e->calls = 0;
		eval_text(e, e->at_exit, strlen(e->at_exit));
	}
	if (e->stopped)
		unhandled_add(e, "the script is too long to follow");
}

static void eval_release(struct eval *e)
{
	walk_state_release(&e->now);
	vec_release(&e->done);
	vec_release(&e->doubted);
	vec_release(&e->unhandled);
	vec_release(&e->reason);
	vec_release(&e->found.path);
	vec_release(&e->local);
	map_release(&e->function);
}

/* If the image does not allow an effect, the script was read wrongly, or the effect does
 * not concern the image: the line counts as not understood, and the script continues.
 * STATUS_UNTRUSTED stays an error. */
static void note_failed(struct eval *e, struct maintscript *script, const struct done *done, struct err *err)
{
	const struct maintscript_line line = {done->effect.line, done->source, arena_strdup(e->arena, err->text)};
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

static int carry_out(struct run *run, struct eval *e, struct maintscript *script, struct err *err)
{
	for (size_t i = 0; i < e->done.n; i++) {
		struct buf text CLEANUP(buf_release) = {0};
		struct effect *effect = &e->done.at[i].effect;
		if (run->image->apply && run->image->files &&
		    run->image->apply(run->image->context, effect, run->image->files, err)) {
			if (err->status != STATUS_FATAL)
				return -1;
			note_failed(e, script, &e->done.at[i], err);
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

/* Walks the package's config script first, because it may answer questions. Nothing else
 * of it is used. */
static void ask_config(struct run *run, struct eval *e)
{
	const struct control_file *config = package_files_control(e->package, "config");
	struct str text = config ? config->body : (struct str){0};
	if (!text.n)
		return;
	struct eval c = {.input = run->input, .image = run->image, .arena = run->arena,
			 .package = e->package, .before = &run->out->effects, .script = "config",
			 .owner = e->owner};
	set_variables(&c, run->input);
	walk(&c, text);
	/* It could not be read, or was not followed to its end. */
	e->answers_lost = (c.unhandled.n && !c.unhandled.at[0].line) || c.stopped;
	for (size_t i = 0; i < c.now.variable.n; i++)
		if (strncmp(c.now.variable.at[i].name, "debconf ", 8) == 0)
			variable_set(e, c.now.variable.at[i].name, c.now.variable.at[i].value);
	eval_release(&c);
}

/* The verdict in words. */
static const char *reason_of(struct eval *e, const struct maintscript *script)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct names marker = {0};
	enum script_policy policy = script->policy;
	size_t lost = script->unhandled.n;
	if (policy == SCRIPT_UNHANDLED)
		return arena_printf(e->arena, "%zu of its commands %s not understood", lost,
				    lost == 1 ? "was" : "were");
	if (policy == SCRIPT_NONE)
		return "does nothing at a first installation";
	if (policy == SCRIPT_EMULATED)
		buf_puts(&text, "its effects are made natively");
	for (size_t i = 0; i < e->reason.n; i++)
		buf_printf(&text, "%s%s", text.n ? "; " : "", e->reason.at[i]);
	for (size_t i = 0; i < e->done.n; i++) {
		const char *tool = e->done.at[i].effect.marker;
		if (tool && !names_hold(&marker, tool))
			vec_push(&marker, tool);
	}
	for (size_t i = 0; i < marker.n; i++)
		buf_printf(&text, "%s%s", i ? ", " : " (", marker.at[i]);
	buf_puts(&text, marker.n ? ")" : "");
	vec_release(&marker);
	return arena_strdup(e->arena, text.p);
}

static enum script_policy classify(const struct eval *e, const struct maintscript *script)
{
	if (script->unhandled.n)
		return SCRIPT_UNHANDLED;
	if (e->done.n)
		return SCRIPT_EMULATED;
	return e->reason.n ? SCRIPT_SAFE_TO_SKIP : SCRIPT_NONE;
}

static bool *skipped_of(struct run *run, const struct script_rule *rule)
{
	bool **at = &run->skipped[rule - run->input->rules->script.at];
	if (!*at)
		*at = arena_alloc(run->arena, rule->skip.n);
	return *at;
}

static int read_script(struct run *run, const struct package_files *package, struct str text,
		       struct maintscript *script, struct err *err)
{
	struct eval e = {.input = run->input, .image = run->image, .arena = run->arena, .package = package,
			 .before = &run->out->effects, .script = script->script, .owner = script->id};
	if (script->rule && script->rule->skip.n) {
		e.rule = script->rule;
		e.skipped = skipped_of(run, script->rule);
	}
	set_variables(&e, run->input);
	ask_config(run, &e);
	walk(&e, text);
	for (size_t i = 0; i < e.unhandled.n; i++)
		vec_push(&script->unhandled, e.unhandled.at[i]);
	for (size_t i = 0; i < e.doubted.n; i++)
		if (!has_unknown(&e.doubted.at[i]))
			vec_push(&run->out->doubted, e.doubted.at[i]);
	int status = carry_out(run, &e, script, err);
	script->policy = classify(&e, script);
	script->reason = reason_of(&e, script);
	eval_release(&e);
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
