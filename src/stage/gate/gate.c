/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/gate/gate.h"

#include <stdarg.h>

#include "base/path.h"
#include "stage/gate/parts.h"

const char *const gate_checks[] = {"dangling-link",  "script-interpreter", "script-command",
				   "program-command", "program-interpreter", "elf",           "library",
				   "version",        "libgcc",             "dlopen",
				   "shell",          "setuid",             "world-writable",
				   "entrypoint",     "charset",            NULL};

struct finding *gate_add(struct gate_run *run, enum severity severity, const char *check,
			 const struct member *member, const char *missing, const char *reason, ...)
{
	struct arena *arena = &run->out->arena;
	va_list ap;
	va_start(ap, reason);
	char *text CLEANUP(mem_freep) = mem_vprintf(reason, ap);
	va_end(ap);
	vec_push(&run->out->finding,
		 ((struct finding){.severity = severity,
				   .check = check,
				   .path = arena_printf(arena, "/%s", member->path),
				   .missing = missing ? arena_strdup(arena, missing) : NULL,
				   .reason = arena_strdup(arena, text),
				   .owner = member->owner}));
	return &run->out->finding.at[run->out->finding.n - 1];
}

static int by_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_path(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->path, y->path);
	order = order ? order : strcmp(x->check, y->check);
	order = order ? order : by_text(x->missing, y->missing);
	return order ? order : strcmp(x->reason, y->reason);
}

struct finding *gate_add_note(struct gate *gate, const char *check, const struct member *member, const char *missing)
{
	struct finding note = {.severity = FINDING_NOTE,
			       .check = check,
			       .path = arena_printf(&gate->arena, "/%s", member->path),
			       .missing = arena_strdup(&gate->arena, missing),
			       .reason = "",
			       .owner = member->owner};
	size_t at = 0;
	while (at < gate->finding.n && by_path(&gate->finding.at[at], &note) < 0)
		at++;
	vec_push(&gate->finding, note);
	memmove(&gate->finding.at[at + 1], &gate->finding.at[at], (gate->finding.n - 1 - at) * sizeof(note));
	gate->finding.at[at] = note;
	return &gate->finding.at[at];
}

void gate_run(const struct gate_input *input, struct gate *out)
{
	struct gate_run run = {.input = input, .files = input->files, .out = out};
	const struct uses_input reading = {
		.files = input->files, .reads = USES_CERTAIN | USES_POSSIBLE, .outside = input->outside, .rules = input->rules};
	*out = (struct gate){0};
	uses_read(&reading, &run.uses);
	for (size_t i = 0; i < input->files->by_path.n; i++) {
		const struct member *m = input->files->by_path.entry[i].value;
		out->files += m && m->type != MEMBER_DIR && m->type != MEMBER_SYMLINK;
		if (m && m->type != MEMBER_SYMLINK)
			gate_check_modes(&run, m);
	}
	out->links = run.uses.links;
	out->scripts = run.uses.scripts;
	out->programs = run.uses.programs;
	out->libraries = run.uses.libraries;
	gate_check_start(&run);
	gate_check_lacks(&run);
	gate_check_commands(&run);
	if (out->finding.n)
		qsort(out->finding.at, out->finding.n, sizeof(out->finding.at[0]), by_path);
	uses_release(&run.uses);
}

static bool accepts(const struct allow_rule *rule, const struct finding *f, const char *package)
{
	size_t k = 0;
	if ((rule->check && strcmp(rule->check, f->check) != 0) ||
	    !path_glob_merged(rule->glob, f->path) ||
	    (rule->missing && !path_glob_merged(rule->missing, f->missing ? f->missing : "")))
		return false;
	while (package && k < rule->packages.n && strcmp(rule->packages.at[k], package) != 0)
		k++;
	return !package || !rule->packages.n || k < rule->packages.n;
}

const char *gate_accepts(const struct allow_rule *rule, size_t n, const struct finding *finding,
			 const char *package)
{
	for (size_t r = 0; r < n; r++)
		if (accepts(&rule[r], finding, package))
			return rule[r].reason;
	return NULL;
}

void gate_accept(struct gate *gate, const struct allow_rule *rule, size_t n,
		 const char *(*package)(void *context, package_id owner), void *context)
{
	for (size_t i = 0; i < gate->finding.n; i++) {
		struct finding *f = &gate->finding.at[i];
		const char *owner = package ? package(context, f->owner) : NULL;
		const char *reason = f->accepted ? NULL : gate_accepts(rule, n, f, owner);
		if (reason)
			f->accepted = arena_strdup(&gate->arena, reason);
	}
}

bool gate_concerns(const struct gate *gate, const struct allow_rule *rule)
{
	for (size_t i = 0; i < gate->finding.n; i++)
		if (accepts(rule, &gate->finding.at[i], NULL))
			return true;
	return false;
}

size_t gate_errors(const struct gate *gate)
{
	size_t n = 0;
	for (size_t i = 0; i < gate->finding.n; i++)
		n += gate->finding.at[i].severity == FINDING_ERROR && !gate->finding.at[i].accepted;
	return n;
}

void gate_release(struct gate *gate)
{
	vec_release(&gate->finding);
	arena_release(&gate->arena);
}
