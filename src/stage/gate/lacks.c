/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns uses that no file answers into findings. */
#include "base/path.h"
#include "stage/gate/parts.h"

static void say_link(struct gate_run *run, const struct use *u)
{
	if (u->lack == LACK_CIRCULAR)
		gate_add(run, FINDING_ERROR, "dangling-link", u->by, u->wants,
			 "the link leads round in circles, or too far");
	else
		gate_add(run, FINDING_ERROR, "dangling-link", u->by, u->wants,
			 "the link leads to %s, which is not there", u->wants);
}

static void say_interpreter(struct gate_run *run, const struct use *u)
{
	const char *why = u->lack == LACK_RELATIVE ? "is no absolute path"
			  : *u->wants == '/'	     ? "is not there, or cannot be run"
						     : "is not in PATH, where env looks for it";
	gate_add(run, FINDING_ERROR, "script-interpreter", u->by, u->wants, "its interpreter %s %s", u->wants,
		 why);
}

static void say_loader(struct gate_run *run, const struct use *u)
{
	/* A library that can also be run is mainly loaded by others. */
	if (u->sure)
		gate_add(run, FINDING_ERROR, "program-interpreter", u->by, u->wants,
			 "its loader %s is not there, or cannot be run", u->wants)
			->apart = u->apart;
}

static void say_library(struct gate_run *run, const struct use *u)
{
	bool note = !u->program && u->lack != LACK_ABSENT;
	bool direct = !u->program || u->program == u->by;
	const char *where = u->lack == LACK_OFF_PATH ? "is off the search path" : "is not there";
	char *when CLEANUP(mem_freep) = direct ? mem_strdup("")
					       : mem_printf(" when /%s is started", u->program->path);
	char *reason CLEANUP(mem_freep) =
		!note ? mem_printf("needs %s, which %s%s", u->wants, where, when)
		: u->lack == LACK_OFF_PATH
			? mem_printf("needs %s, which is off the search path: who loads it must have loaded that before",
				     u->wants)
			: mem_printf("needs %s, which is not there, nor a loader for its machine", u->wants);
	gate_add(run, note ? FINDING_NOTE : FINDING_ERROR, "library", u->by, u->wants, "%s", reason)->apart =
		u->apart;
}

static void say_version(struct gate_run *run, const struct use *u)
{
	gate_add(run, FINDING_ERROR, "version", u->by, u->wants, "needs version %.*s, which %s does not define",
		 (int)strcspn(u->wants, " "), u->wants, u->detail);
}

static void say_dlopen(struct gate_run *run, const struct use *u)
{
	gate_add(run, u->sure ? FINDING_ERROR : FINDING_NOTE, "dlopen", u->by, u->wants,
		 "loads %s%s%s, which it says is %s", u->wants, u->detail ? " for " : "",
		 u->detail ? u->detail : "", u->sure ? "required" : "recommended");
}

static void say(struct gate_run *run, const struct use *u)
{
	switch (u->kind) {
	case USE_LINK:
		say_link(run, u);
		break;
	case USE_INTERPRETER:
		say_interpreter(run, u);
		break;
	case USE_LOADER:
		say_loader(run, u);
		break;
	case USE_LIBRARY:
		say_library(run, u);
		break;
	case USE_VERSION:
		say_version(run, u);
		break;
	case USE_LIBGCC:
		gate_add(run, FINDING_ERROR, "libgcc", u->by, u->wants, "calls %s, which loads %s", u->detail,
			 u->wants);
		break;
	case USE_DLOPEN:
		say_dlopen(run, u);
		break;
	case USE_SHELL:
		gate_add(run, FINDING_NOTE, "shell", u->by, u->wants, "calls %s, which runs %s", u->detail,
			 u->wants);
		break;
	case USE_COMMAND: /* commands.c */
	case USE_NAMED:
	case USE_DATA:
	case USE_MENTION:
	case USE_SETTINGS:
	case USE_MODULE:
		break;
	}
}

void gate_check_lacks(struct gate_run *run)
{
	for (size_t i = 0; i < run->uses.problem.n; i++) {
		const struct use_problem *p = &run->uses.problem.at[i];
		gate_add(run, p->broken ? FINDING_ERROR : FINDING_NOTE, "elf", p->by, NULL, "%s", p->text);
	}
	for (size_t i = 0; i < run->uses.use.n; i++)
		if (!run->uses.use.at[i].to && !run->uses.use.at[i].unknown)
			say(run, &run->uses.use.at[i]);
}
