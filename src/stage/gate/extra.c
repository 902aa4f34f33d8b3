/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is loaded or run only when it comes to it: no NEEDED tells. */
#include "stage/gate/parts.h"

static bool is_there(struct gate_run *run, const struct object *o, struct str soname)
{
	const struct loaded by = {(int)(o - run->object.at), o->dir, NULL, false};
	struct soname *name = gate_soname(run, o->machine, soname);
	return name->of_program || gate_search(run, &by, name).object != OBJECT_NONE;
}

/* glibc loads it to unwind the stack, and aborts where it cannot (nptl,
 * sysdeps/generic/framestate.c: __libc_unwind_link_get). */
static void check_libgcc(struct gate_run *run, const struct object *o)
{
	static const char *const symbols[] = {"pthread_cancel", "pthread_exit", "backtrace"};
	if (!o->machine->there || is_there(run, o, STR("libgcc_s.so.1")))
		return;
	for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
		if (!elf_imports(&o->elf, symbols[i]))
			continue;
		gate_add(run, FINDING_ERROR, "libgcc", o->member, "libgcc_s.so.1",
			 "calls %s, which loads libgcc_s.so.1", symbols[i]);
		return;
	}
}

static void join(struct buf *out, const struct elf_dlopen *entry)
{
	for (size_t i = 0; i < entry->sonames; i++)
		buf_printf(out, "%s%.*s", i ? " or " : "", STR_ARG(entry->soname[i]));
}

static void check_note(struct gate_run *run, const struct object *o, const struct elf_dlopen *entry)
{
	struct buf names CLEANUP(buf_release) = {0};
	bool required = entry->priority == DLOPEN_REQUIRED;
	for (size_t i = 0; i < entry->sonames; i++)
		if (is_there(run, o, entry->soname[i]))
			return;
	if (entry->priority == DLOPEN_SUGGESTED)
		return;
	join(&names, entry);
	gate_add(run, required ? FINDING_ERROR : FINDING_NOTE, "dlopen", o->member, names.p,
		 "loads %s%s%s, which it says is %s", names.p, entry->feature ? " for " : "",
		 entry->feature ? entry->feature : "", required ? "required" : "recommended");
}

static void check_notes(struct gate_run *run, const struct object *o)
{
	struct elf_dlopen *entry;
	struct err err = {0};
	int n = elf_dlopen_notes(&o->elf, &run->arena, &entry, &err);
	for (int i = 0; i < n; i++)
		check_note(run, o, &entry[i]);
	if (n < 0)
		gate_add(run, FINDING_NOTE, "elf", o->member, NULL, "%s", err.text);
	err_release(&err);
}

static void check_shell(struct gate_run *run, const struct object *o)
{
	static const char *const symbols[] = {"system", "popen"};
	for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
		if (!elf_imports(&o->elf, symbols[i]))
			continue;
		gate_add(run, FINDING_NOTE, "shell", o->member, "/bin/sh",
			 "calls %s, which runs /bin/sh", symbols[i]);
		return;
	}
}

void gate_check_at_need(struct gate_run *run)
{
	const struct member *shell = gate_file(run->files, "bin/sh");
	for (size_t i = 0; i < run->object.n; i++) {
		const struct object *o = &run->object.at[i];
		if (!o->elf.dynamic || o->machine->musl)
			continue;
		check_libgcc(run, o);
		check_notes(run, o);
		if (!shell || !(shell->mode & 0111))
			check_shell(run, o);
		gate_check_named(run, o);
	}
}
