/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/gate/gate.h"

#include <stdarg.h>

#include "base/path.h"
#include "stage/gate/parts.h"

const char gate_named[] = "program-command";

const char *const gate_checks[] = {"dangling-link",  "script-interpreter", "script-command",
				   gate_named,         "program-interpreter", "elf",           "library",
				   "version",        "libgcc",             "dlopen",
				   "shell",          "setuid",             "world-writable",
				   "entrypoint",     NULL};

void gate_add(struct gate_run *run, enum severity severity, const char *check,
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
}

bool gate_is_unknown(const struct gate_run *run, const char *path)
{
	static const char *const runtime[] = {"proc", "sys", "dev", "run", "tmp", "var/tmp"};
	for (size_t i = 0; i < ARRAY_LEN(runtime); i++)
		if (path_within(path, runtime[i]))
			return true;
	const struct names *outside = run->input->outside;
	for (size_t i = 0; outside && i < outside->n; i++)
		if (path_within(path, outside->at[i]))
			return true;
	return false;
}

const struct member *gate_file(const struct fileset *files, const char *path)
{
	struct buf real CLEANUP(buf_release) = {0};
	if (!fileset_resolve(files, path, true, &real))
		return NULL;
	const struct member *m = fileset_get(files, real.p);
	if (m && m->type == MEMBER_HARDLINK)
		m = fileset_get(files, m->target);
	return m && m->type == MEMBER_FILE ? m : NULL;
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

static void look_at(struct gate_run *run, const struct member *m)
{
	switch (m->type) {
	case MEMBER_SYMLINK:
		gate_check_link(run, m);
		return;
	case MEMBER_FILE:
		gate_check_script(run, m);
		gate_collect(run, m);
		break;
	case MEMBER_DIR:
	case MEMBER_HARDLINK:
		break;
	}
	run->out->files += m->type != MEMBER_DIR;
	gate_check_modes(run, m);
}

static void release(struct gate_run *run)
{
	for (size_t i = 0; i < run->object.n; i++)
		elf_release(&run->object.at[i].elf);
	for (size_t i = 0; i < run->machine.n; i++) {
		map_release(&run->machine.at[i]->sonames);
		vec_release(&run->machine.at[i]->folders);
		vec_release(&run->machine.at[i]->subfolders);
	}
	for (size_t i = 0; i < run->folder.n; i++)
		vec_release(&((struct folder *)run->folder.entry[i].value)->subfolders);
	for (size_t i = 0; i < run->cache.n; i++)
		vec_release((struct names *)run->cache.entry[i].value);
	vec_release(&run->object);
	vec_release(&run->machine);
	map_release(&run->path);
	map_release(&run->by_path);
	map_release(&run->folder);
	map_release(&run->cache);
	arena_release(&run->arena);
}

void gate_run(const struct gate_input *input, struct gate *out)
{
	struct gate_run run = {.input = input, .files = input->files, .out = out};
	*out = (struct gate){0};
	gate_path(input->files, &run.path);
	for (size_t i = 0; i < input->files->by_path.n; i++)
		if (input->files->by_path.entry[i].value)
			look_at(&run, input->files->by_path.entry[i].value);
	gate_check_start(&run);
	gate_check_commands(&run);
	gate_read_cache(&run);
	gate_collected(&run);
	gate_check_objects(&run);
	gate_check_at_need(&run);
	if (out->finding.n)
		qsort(out->finding.at, out->finding.n, sizeof(out->finding.at[0]), by_path);
	release(&run);
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
