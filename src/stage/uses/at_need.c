/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is loaded or run only when it comes to it: no NEEDED tells. */
#include "stage/uses/parts.h"

static const struct member *find(struct uses_run *run, const struct object *o, struct str soname)
{
	const struct loaded by = {(int)(o - run->object.at), o->dir, NULL, false};
	struct soname *name = uses_soname(run, o->machine, soname);
	struct hit hit = name->of_program ? name->program_has : uses_search(run, &by, name);
	return hit.object == OBJECT_NONE ? NULL : run->object.at[hit.object].member;
}

/* glibc loads it to unwind the stack, and aborts where it cannot (nptl,
 * sysdeps/generic/framestate.c: __libc_unwind_link_get). */
static void read_libgcc(struct uses_run *run, const struct object *o)
{
	static const char *const symbols[] = {"pthread_cancel", "pthread_exit", "backtrace"};
	struct use use = {.kind = USE_LIBGCC, .by = o->member, .wants = "libgcc_s.so.1", .sure = true};
	for (size_t i = 0; o->machine->there && i < ARRAY_LEN(symbols); i++) {
		if (!elf_imports(&o->elf, symbols[i]))
			continue;
		use.detail = symbols[i];
		use.to = find(run, o, STR("libgcc_s.so.1"));
		uses_add(run, &use);
		return;
	}
}

/* What the specification calls suggested is nobody's loss. */
static void read_note(struct uses_run *run, const struct object *o, const struct elf_dlopen *entry)
{
	struct buf names CLEANUP(buf_release) = {0};
	struct use use = {.kind = USE_DLOPEN, .by = o->member, .detail = entry->feature,
			  .sure = entry->priority == DLOPEN_REQUIRED};
	for (size_t i = 0; i < entry->soname.n && !use.to; i++)
		use.to = find(run, o, entry->soname.at[i]);
	if (!use.to && entry->priority == DLOPEN_SUGGESTED)
		return;
	for (size_t i = 0; i < entry->soname.n; i++)
		buf_printf(&names, "%s%.*s", i ? " or " : "", STR_ARG(entry->soname.at[i]));
	use.wants = names.p;
	uses_add(run, &use);
}

static void read_notes(struct uses_run *run, const struct object *o)
{
	for (size_t i = 0; i < o->elf.dlopen.n; i++)
		read_note(run, o, &o->elf.dlopen.at[i]);
	if (o->elf.dlopen_wrong)
		uses_add_problem(run, o->member, false, o->elf.dlopen_wrong);
}

static void read_shell(struct uses_run *run, const struct object *o, const struct member *shell)
{
	static const char *const symbols[] = {"system", "popen"};
	for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
		if (!elf_imports(&o->elf, symbols[i]))
			continue;
		uses_add(run, &(struct use){.kind = USE_SHELL, .by = o->member, .wants = "/bin/sh",
					    .to = shell, .detail = symbols[i]});
		return;
	}
}

void uses_at_need(struct uses_run *run)
{
	const struct member *shell = fileset_file(run->files, "bin/sh");
	shell = shell && shell->mode & 0111 ? shell : NULL;
	for (size_t i = 0; i < run->object.n; i++) {
		const struct object *o = &run->object.at[i];
		if (!o->elf.dynamic || o->machine->musl)
			continue;
		read_libgcc(run, o);
		read_notes(run, o);
		read_shell(run, o, shell);
		uses_named(run, o);
	}
}
