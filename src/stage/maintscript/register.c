/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tools with which packages register themselves. */
#include "stage/maintscript/files.h"

int effect_generate(struct eval *e, const char *name, const char *path)
{
	effect_add(e, EFFECT_GENERATE, path)->name = name;
	return 0;
}

static int run_ldconfig(struct eval *e, struct call *call)
{
	(void)call;
	return effect_generate(e, "ld.so.cache", NULL);
}

static int run_ca(struct eval *e, struct call *call)
{
	(void)call;
	return effect_generate(e, "ca-bundle", NULL);
}

/* systemd-sysusers, systemd-tmpfiles: the files that are named, or all. */
static int run_systemd_files(struct eval *e, struct call *call)
{
	bool users = strcmp(call->word.at[0], "systemd-sysusers") == 0;
	const char *kind = users ? "sysusers" : "tmpfiles";
	size_t files = 0;
	if (!all_known(&call->word))
		return not_understood(e, "the file is not known");
	if (!users && !call_has(call, "--create"))
		return call_has(call, "--remove") || call_has(call, "--clean") ? 0 : not_understood(e, "not --create");
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i];
		if (strncmp(w, "--root", 6) == 0 || strncmp(w, "--replace", 9) == 0)
			return not_understood(e, "an option is not known");
		if (*w == '-')
			continue;
		files++;
		const char *path = *w == '/' ? w : arena_printf(e->arena, "/usr/lib/%s.d/%s", kind, w);
		const char *own = *w == '/' ? w : arena_printf(e->arena, "/etc/%s.d/%s", kind, w);
		effect_generate(e, kind, image_look(e, own, true) == THERE_FILE ? own : path);
	}
	return files ? 0 : effect_generate(e, kind, NULL);
}

static int run_shells(struct eval *e, struct call *call)
{
	if (strcmp(call->word.at[0], "remove-shell") == 0)
		return 0;
	for (size_t i = 1; i < call->word.n; i++)
		if (!is_known(call->word.at[i]))
			return not_understood(e, "the shell is not known");
		else if (call->word.at[i][0] == '/')
			effect_add(e, EFFECT_SHELL, call->word.at[i]);
	return 0;
}

static int run_update_shells(struct eval *e, struct call *call)
{
	(void)call;
	return effect_generate(e, "shells", NULL);
}

static int take_new(struct eval *e, const char *from, const char *to)
{
	if (image_look(e, to, true) == THERE_FILE) {
		reason_add(e, "ucf keeps a file that is there");
		return 0;
	}
	bool there = image_look(e, from, true) == THERE_FILE;
	if (there && !image_tainted(e, from)) {
		effect_add(e, EFFECT_COPY, to)->target = from;
		return 0;
	}
	if (!there)
		return file_copy_lost(e, from, to);
	taint(e, to, false);
	return not_understood(e, "what is in the file to copy is not known");
}

/* ucf: the new file becomes the configuration if there is none. */
static int run_ucf(struct eval *e, struct call *call)
{
	static const char *const longs[] = {"src-dir", "state-dir", "debconf-template", "sum-file", NULL};
	struct option_list o;
	int status = 0;
	options_take(e, call, "Sst", longs, &o);
	const char *from = o.rest.n == 2 ? absolute(e, o.rest.at[0]) : NULL;
	const char *to = o.rest.n == 2 ? absolute(e, o.rest.at[1]) : NULL;
	if (!from && to && image_look(e, to, true) != THERE_FILE)
		taint(e, to, false);
	if (option_has(&o, "--purge", "-p"))
		status = 0;
	else if (!from || !to)
		status = not_understood(e, "the file is not known");
	else
		status = take_new(e, from, to);
	options_free(&o);
	return status;
}

/* pam-auth-update(8) called by a package adds its configuration. Choices of a person are
 * not made here. */
static int run_pam(struct eval *e, struct call *call)
{
	for (size_t i = 1; i < call->word.n; i++) {
		const char *w = call->word.at[i];
		bool root = strcmp(w, "--root") == 0 && i + 1 < call->word.n;
		if (root && strcmp(call->word.at[i + 1], "") == 0)
			i++;
		else if (strcmp(w, "--package") != 0 && strcmp(w, "--force") != 0)
			return not_understood(e, "an option is not known");
	}
	return effect_generate(e, "pam", NULL);
}

static int run_nothing(struct eval *e, struct call *call)
{
	(void)e, (void)call;
	return 0;
}

static int run_ischroot(struct eval *e, struct call *call)
{
	(void)call;
	reason_add(e, "an image is made as in a chroot");
	return 0;
}

const struct command commands_register[] = {
	{"ldconfig", run_ldconfig, true},
	{"update-ca-certificates", run_ca, true},
	{"systemd-sysusers", run_systemd_files, true},
	{"systemd-tmpfiles", run_systemd_files, true},
	{"add-shell", run_shells, true},
	{"remove-shell", run_shells, true},
	{"update-shells", run_update_shells, true},
	{"ucf", run_ucf, true},
	{"ucfr", run_nothing, true},
	{"pam-auth-update", run_pam, true},
	{"ischroot", run_ischroot, false},
	{NULL, NULL, false},
};
