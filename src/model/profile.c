/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/profile.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "fmt/deb822.h"
#include "io/file.h"
#include "model/profile_read.h"

const char *const profile_tags[] = {"latest", "nonroot", "debug", "debug-nonroot", NULL};

enum { PROFILE_DEPTH_MOST = 16, PROFILE_BYTES_MOST = 1 << 20 };

struct loader {
	const struct profile_request *request;
	struct profile *profile;
	const char *chain[PROFILE_DEPTH_MOST]; /* files being read, outermost first */
	size_t depth;
	struct err *err;
};

static int load_one(struct loader *l, const char *name, const char *beside);

static bool lists(struct str value, const char *wanted)
{
	size_t n = strlen(wanted);
	while (value.n) {
		value = str_trim(value);
		size_t word = 0;
		while (word < value.n && !strchr(" \t\n,", value.p[word]))
			word++;
		if (word == n && memcmp(value.p, wanted, n) == 0)
			return true;
		value.p += word < value.n ? word + 1 : word;
		value.n -= word < value.n ? word + 1 : word;
	}
	return false;
}

/* Whether all Match- fields of a stanza fit the request. */
static bool matches(const struct loader *l, const struct deb822_stanza *stanza)
{
	const struct {
		const char *field, *actual;
	} conditions[] = {
		{"Match-Suites", l->request->suite},
		{"Match-Architectures", l->request->architecture},
		{"Match-Tags", l->request->tag},
	};
	for (size_t i = 0; i < ARRAY_LEN(conditions); i++) {
		const struct deb822_field *field = deb822_find(stanza, conditions[i].field);
		if (field && (!conditions[i].actual || !lists(field->value, conditions[i].actual)))
			return false;
	}
	return true;
}

static int apply_stanza(struct loader *l, const struct deb822 *file,
			const struct deb822_stanza *stanza)
{
	static const char *const skip[] = {"Match-Suites", "Match-Architectures", "Match-Tags", NULL};
	struct str kind = stanza->field.at[0].name;
	bool known;
	if (profile_apply_object(l->profile, file, stanza, &known, l->err))
		return -1;
	if (known)
		return 0;
	if (!str_starts(kind, "Match-"))
		return deb822_fail(file, &stanza->field.at[0], l->err,
				   "unknown stanza '%.*s': it starts with Match-Suites, "
				   "Match-Architectures, Match-Tags, Account, Group, Path or Part",
				   STR_ARG(kind));
	if (!matches(l, stanza)) {
		/* What does not apply here is held to the same grammar. */
		struct profile other = {0};
		static const char *const removed[] = {"Match-Suites", "Match-Architectures",
						      "Match-Tags", "Packages-Remove", NULL};
		int status = profile_apply_fields(&other, file, stanza, removed, l->err);
		profile_release(&other);
		return status;
	}
	return profile_apply_fields(l->profile, file, stanza, skip, l->err);
}

static int apply_file(struct loader *l, const struct deb822 *file)
{
	static const char *const skip[] = {"Profile", "Inherit", NULL};
	if (!file->stanza.n || !str_is(file->stanza.at[0].field.at[0].name, "Profile"))
		return err_set(l->err, STATUS_FATAL, "%s:1:1: a profile starts with 'Profile: NAME'",
			       file->file);
	const struct deb822_stanza *head = &file->stanza.at[0];
	const struct deb822_field *inherit = deb822_find(head, "Inherit");
	if (inherit) {
		char *parent CLEANUP(mem_freep) = mem_strndup(inherit->value.p, inherit->value.n);
		if (load_one(l, parent, file->file))
			return -1;
	}
	l->profile->name = arena_strndup(&l->profile->arena, head->field.at[0].value.p,
					 head->field.at[0].value.n);
	if (profile_apply_fields(l->profile, file, head, skip, l->err))
		return -1;
	for (size_t i = 1; i < file->stanza.n; i++)
		if (apply_stanza(l, file, &file->stanza.at[i]))
			return -1;
	return 0;
}

static int unknown_profile(struct loader *l, const char *name)
{
	char **names = NULL;
	size_t n = 0;
	struct err ignored = {0};
	err_set(l->err, STATUS_FATAL, "unknown profile '%s'", name);
	if (profile_list(l->request->dir, &names, &n, &ignored) == 0) {
		const char *near = str_nearest(name, (const char *const *)names, n);
		if (near)
			err_hint(l->err, "did you mean '%s'; 'debslim profiles' lists them", near);
		else
			err_hint(l->err, "'debslim profiles' lists them");
		for (size_t i = 0; i < n; i++)
			free(names[i]);
		free(names);
	}
	err_release(&ignored);
	return -1;
}

/* A name with a slash or the suffix is a path, relative to who names it. */
static char *file_of(struct loader *l, const char *name, const char *beside)
{
	bool is_path = strchr(name, '/') || str_ends(str_from(name), ".profile");
	if (!is_path)
		return mem_printf("%s/%s.profile", l->request->dir, name);
	if (name[0] == '/' || !beside || !strchr(beside, '/'))
		return mem_strdup(name);
	return mem_printf("%.*s/%s", (int)(path_base(beside) - beside - 1), beside, name);
}

static int load_one(struct loader *l, const char *name, const char *beside)
{
	struct buf text CLEANUP(buf_release) = {0};
	char *path CLEANUP(mem_freep) = file_of(l, name, beside);
	struct deb822 file;
	for (size_t i = 0; i < l->depth; i++)
		if (strcmp(l->chain[i], path) == 0)
			return err_set(l->err, STATUS_FATAL, "%s: profile inherits itself", path);
	if (l->depth == PROFILE_DEPTH_MOST)
		return err_set(l->err, STATUS_FATAL, "%s: profiles inherit too deeply", path);
	if (!strchr(name, '/') && !str_ends(str_from(name), ".profile") && access(path, F_OK))
		return unknown_profile(l, name);
	if (file_read(path, PROFILE_BYTES_MOST, &text, l->err) ||
	    deb822_parse(path, buf_str(&text), DEB822_COMMENTS, STATUS_FATAL, &file, l->err))
		return -1;
	l->chain[l->depth++] = path;
	int status = apply_file(l, &file);
	l->depth--;
	deb822_release(&file);
	return status;
}

static int check_tag(const char *tag, struct err *err)
{
	size_t n = 0;
	for (; profile_tags[n]; n++)
		if (strcmp(profile_tags[n], tag) == 0)
			return 0;
	const char *near = str_nearest(tag, profile_tags, n);
	err_set(err, STATUS_FATAL, "unknown tag '%s'", tag);
	return err_hint(err, "%s%s%stags are latest, nonroot, debug and debug-nonroot",
			near ? "did you mean '" : "", near ? near : "", near ? "'; " : "");
}

static int check_claim(const struct profile *p, const char *what, const char *const *claimed,
		       size_t n, const char *wanted, struct err *err)
{
	struct buf all CLEANUP(buf_release) = {0};
	if (!n || !wanted || !*wanted)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(claimed[i], wanted) == 0)
			return 0;
		buf_printf(&all, "%s%s", i ? ", " : "", claimed[i]);
	}
	err_set(err, STATUS_FATAL, "profile %s does not support the %s '%s'", p->name, what, wanted);
	return err_hint(err, "it supports %s", all.p);
}

int profile_load(const struct profile_request *request, struct profile *out, struct err *err)
{
	struct loader l = {.request = request, .profile = out, .err = err};
	*out = (struct profile){0};
	if (check_tag(request->tag, err))
		return -1;
	if (load_one(&l, request->name, NULL) ||
	    check_claim(out, "suite", out->suites.at, out->suites.n, request->suite, err) ||
	    check_claim(out, "architecture", out->architectures.at, out->architectures.n,
			request->architecture, err)) {
		profile_release(out);
		return -1;
	}
	out->tag = arena_strdup(&out->arena, request->tag);
	return 0;
}

void profile_release(struct profile *p)
{
	for (size_t i = 0; i < p->part.n; i++)
		vec_release(&p->part.at[i].keep);
	vec_release(&p->suites);
	vec_release(&p->architectures);
	vec_release(&p->packages);
	vec_release(&p->rule);
	vec_release(&p->size_rule);
	vec_release(&p->part);
	vec_release(&p->account);
	vec_release(&p->path);
	vec_release(&p->generate);
	vec_release(&p->env);
	vec_release(&p->entrypoint);
	vec_release(&p->cmd);
	arena_release(&p->arena);
	*p = (struct profile){0};
}

static int is_profile_file(const struct dirent *entry)
{
	return str_ends(str_from(entry->d_name), ".profile");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int profile_list(const char *dir, char ***out, size_t *n, struct err *err)
{
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_profile_file, by_name);
	if (count < 0)
		return err_sys(err, "%s", dir);
	*out = mem_resize(NULL, (size_t)count, sizeof(**out));
	*n = (size_t)count;
	for (int i = 0; i < count; i++) {
		size_t length = strlen(entry[i]->d_name) - strlen(".profile");
		(*out)[i] = mem_strndup(entry[i]->d_name, length);
		free(entry[i]);
	}
	free(entry);
	return 0;
}
