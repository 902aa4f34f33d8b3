/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tools of dpkg. */
#include <stdlib.h>

#include "base/path.h"
#include "stage/maintscript/eval.h"

bool call_has(const struct call *call, const char *word)
{
	for (size_t i = 1; i < call->word.n; i++)
		if (strcmp(call->word.at[i], word) == 0)
			return true;
	return false;
}

/* --- update-alternatives(1) --------------------------------------------- */

static int install_alternative(struct eval *e, const struct call *call, size_t at)
{
	VEC(struct effect_slave) slaves = {0};
	struct str text;
	if (at + 4 >= call->word.n || !all_known(&call->word))
		return not_understood(e, "the alternative is not known");
	char *end;
	long priority = strtol(call->word.at[at + 4], &end, 10);
	if (*end || !*call->word.at[at + 4])
		return not_understood(e, "the priority is no number");
	size_t i = at + 5;
	for (; i < call->word.n && strcmp(call->word.at[i], "--slave") == 0 && i + 3 < call->word.n; i += 4)
		vec_push(&slaves, ((struct effect_slave){call->word.at[i + 1], call->word.at[i + 2],
							 call->word.at[i + 3]}));
	if (i != call->word.n) {
		vec_release(&slaves);
		return not_understood(e, "not the syntax of --install");
	}
	(void)text;
	struct effect *f = effect_add(e, EFFECT_ALTERNATIVE, call->word.at[at + 1]);
	f->name = call->word.at[at + 2];
	f->target = call->word.at[at + 3];
	f->priority = (int)priority;
	f->slave.at = arena_alloc(e->arena, slaves.n * sizeof(*slaves.at) + 1);
	for (i = 0; i < slaves.n; i++)
		f->slave.at[f->slave.n++] = slaves.at[i];
	vec_release(&slaves);
	return 0;
}

/* There is nothing to remove, unless a script has added it. */
static int remove_alternative(struct eval *e, const struct call *call, size_t at)
{
	const char *name = at + 1 < call->word.n ? call->word.at[at + 1] : "";
	const char *target = at + 2 < call->word.n ? call->word.at[at + 2] : NULL;
	if (!is_known(name) || (target && !is_known(target)))
		return 0;
	for (size_t i = 0; i < effects_so_far(e); i++) {
		const struct effect *f = effect_so_far(e, i);
		if (f->kind == EFFECT_ALTERNATIVE && strcmp(f->name, name) == 0 &&
		    strcmp(call->word.at[at], "--auto") != 0 && (!target || strcmp(f->target, target) == 0))
			return not_understood(e, "takes an alternative away that was made before");
	}
	return 0;
}

static bool has_alternative(struct eval *e, const char *name)
{
	for (size_t i = 0; i < effects_so_far(e); i++) {
		const struct effect *f = effect_so_far(e, i);
		if (f->kind == EFFECT_ALTERNATIVE && strcmp(f->name, name) == 0)
			return true;
	}
	return false;
}

/* Fails for an alternative that does not exist; nobody reads the message. */
static int ask_alternative(struct eval *e, const char *name)
{
	if (is_known(name) && *name && !has_alternative(e, name))
		return 2;
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

static int run_alternatives(struct eval *e, struct call *call)
{
	static const char *const nothing[] = {"--remove", "--remove-all", "--auto"};
	static const char *const asks[] = {"--list", "--query", "--display", "--get-selections", "--version"};
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i];
		if (strcmp(w, "--install") == 0)
			return install_alternative(e, call, i);
		for (size_t k = 0; k < ARRAY_LEN(nothing); k++)
			if (strcmp(w, nothing[k]) == 0)
				return remove_alternative(e, call, i);
		for (size_t k = 0; k < ARRAY_LEN(asks); k++)
			if (strcmp(w, asks[k]) == 0)
				return ask_alternative(e, k < 3 && i + 2 == call->word.n ? call->word.at[i + 1] : "");
	}
	return not_understood(e, "not --install");
}

/* --- dpkg-divert(1), dpkg-statoverride(1) ------------------------------- */

/* The diversion of a path by an earlier command; NULL if there is none. */
static const struct effect *diversion_of(struct eval *e, const char *path)
{
	const struct effect *found = NULL;
	for (size_t i = 0; i < effects_so_far(e); i++) {
		const struct effect *f = effect_so_far(e, i);
		if (f->kind == EFFECT_DIVERSION && strcmp(f->path, path) == 0)
			found = f;
	}
	return found;
}

/* Whether any diversion could match a glob: false only if the literal start of the glob
 * rules all out. */
static bool may_be_listed(struct eval *e, const char *glob)
{
	size_t literal = strcspn(glob, "*?[\\");
	for (size_t i = 0; i < effects_so_far(e); i++) {
		const struct effect *f = effect_so_far(e, i);
		if (f->kind == EFFECT_DIVERSION && (strncmp(f->path, glob, literal) == 0 ||
						    strncmp(f->target, glob, literal) == 0))
			return true;
	}
	return false;
}

struct divert {
	const char *action, *path, *to, *package;
	bool local, no_rename;
};

static struct divert divert_parse(const struct call *call)
{
	static const char *const actions[] = {"--add", "--remove", "--list", "--listpackage", "--truename"};
	struct divert d = {.action = "--add"};
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i];
		for (size_t k = 0; k < ARRAY_LEN(actions); k++)
			d.action = strcmp(w, actions[k]) == 0 ? actions[k] : d.action;
		d.local |= strcmp(w, "--local") == 0;
		d.no_rename |= strcmp(w, "--no-rename") == 0;
		if (strcmp(w, "--divert") == 0 && i + 1 < call->word.n)
			d.to = call->word.at[++i];
		else if (strcmp(w, "--package") == 0 && i + 1 < call->word.n)
			d.package = call->word.at[++i];
		else if (*w != '-')
			d.path = w;
	}
	return d;
}

static int run_divert(struct eval *e, struct call *call)
{
	const struct divert d = divert_parse(call);
	if (!d.path || !all_known(&call->word) || (*d.path != '/' && strcmp(d.action, "--list") != 0))
		return not_understood(e, "what is diverted is not known");
	const struct effect *old = *d.path == '/' ? diversion_of(e, d.path) : NULL;
	if (strcmp(d.action, "--truename") == 0) {
		say(e, arena_printf(e->arena, "%s\n", old ? old->target : d.path));
		return 0;
	}
	if (strcmp(d.action, "--listpackage") == 0) {
		say(e, !old ? "" : arena_printf(e->arena, "%s\n", old->for_package ? old->for_package : "LOCAL"));
		return 0;
	}
	if (strcmp(d.action, "--list") == 0) {
		if (may_be_listed(e, d.path))
			say(e, UNKNOWN_TEXT);
		return may_be_listed(e, d.path) ? UNSURE : 0;
	}
	if (strcmp(d.action, "--remove") == 0)
		return old ? not_understood(e, "takes a diversion away that was made before") : 0;
	const char *owner = d.local ? NULL : d.package ? d.package : e->package->package->name;
	if (old && owner && old->for_package && strcmp(owner, old->for_package) == 0)
		return 0;
	struct effect *f = effect_add(e, EFFECT_DIVERSION, d.path);
	f->target = d.to ? d.to : arena_printf(e->arena, "%s.distrib", d.path);
	f->for_package = owner;
	f->keep = d.no_rename;
	return 0;
}

/* Prints "OWNER GROUP MODE PATH" for each override that the glob matches; status 1 if
 * there is none. */
static int list_overrides(struct eval *e, const struct call *call)
{
	const char *glob = "*";
	int status = 1;
	for (size_t i = call->word.n - 1; i > 0; i--)
		glob = call->word.at[i][0] != '-' ? call->word.at[i] : glob;
	for (size_t i = 0; i < e->doubted.n; i++)
		if (e->doubted.at[i].kind == EFFECT_STATOVERRIDE)
			return UNSURE;
	for (size_t i = 0; i < effects_so_far(e); i++) {
		const struct effect *f = effect_so_far(e, i);
		if (f->kind != EFFECT_STATOVERRIDE || (is_known(glob) && !path_glob(glob, f->path)))
			continue;
		if (!is_known(glob))
			return UNSURE;
		say(e, arena_printf(e->arena, "%s %s %o %s\n", f->user, f->group, f->mode, f->path));
		status = 0;
	}
	return status;
}

static int run_statoverride(struct eval *e, struct call *call)
{
	struct names rest = {0};
	unsigned long long mode;
	int status = 0;
	for (size_t i = 1; i < call->word.n; i++)
		if (strcmp(call->word.at[i], "--list") == 0)
			return list_overrides(e, call);
	if (call_has(call, "--remove"))
		return 2;
	for (size_t i = 1; i < call->word.n; i++)
		if (call->word.at[i][0] != '-')
			vec_push(&rest, call->word.at[i]);
	if (rest.n != 4 || !all_known(&rest) || !str_number(str_from(rest.at[2]), 8, 07777, &mode)) {
		status = not_understood(e, "the override is not known");
	} else {
		struct effect *f = effect_add(e, EFFECT_STATOVERRIDE, rest.at[3]);
		f->user = rest.at[0];
		f->group = rest.at[1];
		f->mode = (uint32_t)mode;
	}
	vec_release(&rest);
	return status;
}

/* --- dpkg(1) and its helpers -------------------------------------------- */

/* As dpkg(1) says about an empty version: earlier than any other, or later with -nl. */
static int compare_versions(const char *a, const char *op, const char *b)
{
	static const struct {
		const char *op;
		int before, same, behind; /* result if a is before b, … */
	} table[] = {{"lt", 1, 0, 0}, {"le", 1, 1, 0}, {"eq", 0, 1, 0}, {"ne", 1, 0, 1},
		     {"ge", 0, 1, 1}, {"gt", 0, 0, 1}, {"<", 1, 1, 0},  {"<<", 1, 0, 0},
		     {"<=", 1, 1, 0}, {"=", 0, 1, 0},  {">=", 0, 1, 1}, {">>", 0, 0, 1}, {">", 0, 1, 1}};
	size_t n = strlen(op);
	bool later = n > 3 && strcmp(op + n - 3, "-nl") == 0;
	n -= later ? 3 : 0;
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (strlen(table[i].op) != n || strncmp(table[i].op, op, n) != 0)
			continue;
		if (strcmp(a, b) == 0)
			return table[i].same;
		if (*a && *b)
			return UNSURE;
		return !*a != later ? table[i].before : table[i].behind;
	}
	return UNSURE;
}

/* dpkg -S PATH: the package that owns it. */
static int find_owner(struct eval *e, const char *path)
{
	const struct member *m = e->image->files ? fileset_get(e->image->files, path + 1) : NULL;
	if (m && m->owner == OWNER_GENERATED)
		m = NULL;
	if (m || !e->image->files)
		say(e, UNKNOWN_TEXT);
	return m ? 0 : e->image->files ? 1 : UNSURE;
}

/* Whether no package of the image has this name, so that dpkg does not know it. --- -W
 * PACKAGE, -W -f FORMAT PACKAGE -W PACKAGE, -W -f FORMAT PACKAGE */
static bool is_no_package(struct eval *e, const char *name)
{
	if (!is_known(name) || !*name || strpbrk(name, "*?[-:") == name || strpbrk(name, "*?[:"))
		return false;
	return e->input->universe && !package_files_find(e->input->package, e->input->n, name);
}

static bool asks_status(const char *option)
{
	return strcmp(option, "-W") == 0 || strcmp(option, "--show") == 0 || strcmp(option, "-s") == 0 ||
	       strcmp(option, "--status") == 0;
}

static int run_dpkg_query(struct eval *e, struct call *call)
{
	const char *asked = call->word.n > 1 ? call->word.at[1] : "";
	size_t last = call->word.n - 1;
	/* -W PACKAGE, -W -f FORMAT PACKAGE */
	if (asks_status(asked) && is_no_package(e, call->word.at[last]) &&
	    (last == 2 || (last == 3 && call->word.at[2][0] == '-') || (last == 4 && strcmp(call->word.at[2], "-f") == 0)))
		return 1;
	if ((strcmp(asked, "-S") == 0 || strcmp(asked, "--search") == 0) && call->word.n == 3 &&
	    call->word.at[2][0] == '/' && is_known(call->word.at[2]))
		return find_owner(e, call->word.at[2]);
	say(e, UNKNOWN_TEXT);
	return UNSURE;
}

static int run_dpkg(struct eval *e, struct call *call)
{
	const char *asked = call->word.n > 1 ? call->word.at[1] : "";
	if (strcmp(asked, "--compare-versions") == 0 && call->word.n >= 4) {
		const char *a = call->word.at[2], *op = call->word.at[3];
		const char *b = call->word.n > 4 ? call->word.at[4] : "";
		if (!is_known(a) || !is_known(op) || !is_known(b))
			return UNSURE;
		int truth = compare_versions(a, op, b);
		return truth == UNSURE ? UNSURE : !truth;
	}
	if (strcmp(asked, "--print-architecture") == 0) {
		say(e, arena_printf(e->arena, "%s\n", e->input->architecture));
		return 0;
	}
	if (strcmp(asked, "--validate-version") == 0 || strncmp(asked, "--assert", 8) == 0)
		return 0;
	if ((strcmp(asked, "-S") == 0 || strcmp(asked, "--search") == 0) && call->word.n == 3 &&
	    call->word.at[2][0] == '/' && is_known(call->word.at[2]))
		return find_owner(e, call->word.at[2]);
	static const char *const asks[] = {"-s", "--status", "-l", "--list", "-L", "--listfiles", "-S",
					   "--search", "--get-selections", "-W", "--print-foreign-architectures"};
	say(e, UNKNOWN_TEXT);
	for (size_t i = 0; i < ARRAY_LEN(asks); i++)
		if (strcmp(asked, asks[i]) == 0)
			return UNSURE;
	return not_understood(e, "changes dpkg's state");
}

static int run_helper(struct eval *e, struct call *call)
{
	static const char *const moves[] = {"supports", "rm_conffile", "mv_conffile", "symlink_to_dir",
					    "dir_to_symlink"};
	for (size_t i = 0; call->word.n > 1 && i < ARRAY_LEN(moves); i++)
		if (strcmp(call->word.at[1], moves[i]) == 0) {
			if (i)
				reason_add(e, "moves files of older versions");
			return 0;
		}
	return not_understood(e, "an action that is not known");
}

static int run_trigger(struct eval *e, struct call *call)
{
	const char *name = call->word.n > 1 ? call->word.at[call->word.n - 1] : "";
	if (call_has(call, "--check-supported"))
		return 0;
	const struct trigger_rule *rule = rules_trigger(e->input->rules, name);
	if (!rule)
		return not_understood(e, "a trigger that is not known");
	if (rule->generates)
		return effect_generate(e, rule->generates, NULL);
	reason_add(e, rule->reason);
	return 0;
}

const struct command commands_dpkg[] = {
	{"update-alternatives", run_alternatives, true}, {"dpkg-divert", run_divert, true},
	{"dpkg-statoverride", run_statoverride, true},   {"dpkg", run_dpkg, true},
	{"dpkg-maintscript-helper", run_helper, true},   {"dpkg-trigger", run_trigger, true},
	{"dpkg-query", run_dpkg_query, true},
	{NULL, NULL, false},
};
