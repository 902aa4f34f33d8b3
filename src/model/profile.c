/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/profile.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "fmt/deb822.h"
#include "io/file.h"
#include "model/profile_read.h"

enum { PROFILE_DEPTH_MOST = 16, PROFILE_BYTES_MOST = 1 << 20, NAME_LONGEST = 64 };

#define NAME_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* A file that is being read. */
struct level {
	const char *name; /* without directory and suffix */
	const char *file; /* as shown in errors */
	char *real;
	enum profile_place place; /* PROFILE_PLACES if in none of them */
};

/* Where a profile name was given that is looked up; NULL for the one that the user requested. */
struct mention {
	const struct deb822 *file;
	const struct deb822_field *field;
};

struct loader {
	const struct profile_request *request;
	struct profile *profile;
	struct level chain[PROFILE_DEPTH_MOST]; /* outermost first */
	size_t depth;
	struct names claimed; /* all suites that any of the files claims */
	struct err *err;
};

static int load_one(struct loader *l, const char *name, const struct mention *by);

static struct profile_reader reader_of(const struct loader *l, const struct deb822 *file,
				       const struct deb822_stanza *stanza)
{
	return (struct profile_reader){.profile = l->profile, .file = file, .stanza = stanza,
				       .relation_names = l->request->relation_names, .err = l->err};
}

static int apply_stanza(struct loader *l, const struct deb822 *file,
			const struct deb822_stanza *stanza)
{
	struct profile_reader r = reader_of(l, file, stanza);
	struct str kind = stanza->field.at[0].name;
	bool applies, known;
	if (profile_match(&r, l->request, &l->claimed, &applies))
		return -1;
	r.dry = !applies;
	if (profile_apply_object(&r, &known))
		return -1;
	if (known)
		return 0;
	if (!profile_is_one_of(kind, profile_conditions))
		return profile_unknown(&r, "stanza", &stanza->field.at[0], profile_stanzas);
	if (applies)
		return profile_apply_fields(&r, profile_conditions) ||
				       profile_note_claims(&r, &l->claimed)
			       ? -1
			       : 0;
	/* Check the grammar also of a stanza that does not apply, on a profile that is
	 * thrown away. */
	struct profile other = {0};
	r.profile = &other;
	int status = profile_apply_fields(&r, profile_conditions);
	profile_release(&other);
	return status;
}

/* The name becomes part of the name of a target. In the profile directories, profiles
 * are found by the name of the file, so both must be equal there. */
static int check_profile_name(struct loader *l, const struct deb822 *file,
			      const struct deb822_field *field)
{
	const struct level *level = &l->chain[l->depth - 1];
	size_t n = 0;
	while (n < field->value.n && (n ? strchr(NAME_BYTES "+-._", field->value.p[n])
					: strchr(NAME_BYTES, field->value.p[n])))
		n++;
	if (n < field->value.n || n > NAME_LONGEST) {
		deb822_fail(file, field, l->err, "'%.*s' is not a name for a profile", STR_ARG(field->value));
		return err_hint(l->err, "up to %d letters, digits, '+', '-', '.' and '_', the first of them a "
				"letter or a digit", NAME_LONGEST);
	}
	if (level->place == PROFILE_PLACES || str_is(field->value, level->name))
		return 0;
	deb822_fail(file, field, l->err, "the file is called %s.profile, not '%.*s'", level->name,
		    STR_ARG(field->value));
	return err_hint(l->err, "it is found by the name of its file: rename one of them");
}

static int apply_file(struct loader *l, const struct deb822 *file)
{
	static const char *const skip[] = {"Profile", "Inherit", NULL};
	if (!file->stanza.n || !str_is(file->stanza.at[0].field.at[0].name, "Profile"))
		return err_set(l->err, STATUS_FATAL, "%s:1:1: a profile starts with 'Profile: NAME'",
			       file->file);
	const struct deb822_stanza *head = &file->stanza.at[0];
	const struct deb822_field *inherit = deb822_find(head, "Inherit");
	struct profile_reader r = reader_of(l, file, head);
	if (!head->field.at[0].value.n)
		return deb822_fail(file, &head->field.at[0], l->err, "a name is missing");
	if (check_profile_name(l, file, &head->field.at[0]))
		return -1;
	if (inherit) {
		char *parent CLEANUP(mem_freep) = mem_strndup(inherit->value.p, inherit->value.n);
		if (load_one(l, parent, &(struct mention){file, inherit}))
			return -1;
	}
	l->profile->exact = false; /* an inherited list is not all that the profile has */
	l->profile->name = profile_keep(&r, head->field.at[0].value);
	vec_push(&l->profile->file, ((struct sourced){l->profile->name,
						      profile_from(&r, &head->field.at[0], NULL)}));
	if (profile_apply_fields(&r, skip) || profile_note_claims(&r, &l->claimed))
		return -1;
	for (size_t i = 1; i < file->stanza.n; i++)
		if (apply_stanza(l, file, &file->stanza.at[i]))
			return -1;
	return 0;
}

/* Sets an error about a name, at the position where it was given. */
static int fail_at_mention(struct loader *l, const struct mention *by, const char *text,
			   const char *name)
{
	if (by)
		return deb822_fail(by->file, by->field, l->err, "%s '%s'", text, name);
	return err_set(l->err, STATUS_FATAL, "%s '%s'", text, name);
}

/* A profile that inherits its own name means the profile that it hides, in a later directory. */
static enum profile_place start_of(const struct loader *l, const char *name)
{
	const struct level *top = l->depth ? &l->chain[l->depth - 1] : NULL;
	return top && top->place != PROFILE_PLACES && strcmp(top->name, name) == 0 ? top->place + 1 : 0;
}

static int unknown_profile(struct loader *l, const char *name, const struct mention *by)
{
	if (start_of(l, name)) {
		fail_at_mention(l, by, "profile inherits itself: there is no other called", name);
		return err_hint(l->err, "only one of the same name in /etc/debslim or shipped could be meant");
	}
	char *near CLEANUP(mem_freep) = profile_nearest(l->request->places, name);
	char *here CLEANUP(mem_freep) = mem_printf("./%s.profile", name);
	fail_at_mention(l, by, "unknown profile", name);
	if (access(here, F_OK) == 0)
		return err_hint(l->err, "a file is given by its path: '%s'", here);
	if (near)
		return err_hint(l->err, "did you mean '%s'; 'debslim profiles' lists them", near);
	return err_hint(l->err, "'debslim profiles' lists them");
}

/* A relative path is relative to the directory of the file that names it. */
static char *path_of_profile(const char *name, const struct mention *by)
{
	const char *beside = by ? by->file->file : NULL;
	if (name[0] == '/' || !beside || !strchr(beside, '/'))
		return mem_strdup(name);
	while (name[0] == '.' && name[1] == '/')
		name += 2;
	return mem_printf("%.*s/%s", (int)(path_base(beside) - beside - 1), beside, name);
}

static char *file_of(struct loader *l, const char *name, const struct mention *by,
		     enum profile_place *place)
{
	if (profile_is_path(name)) {
		char *path = path_of_profile(name, by);
		*place = profile_place_of(l->request->places, path);
		return path;
	}
	*place = start_of(l, name);
	char *file = profile_find(l->request->places, name, place);
	if (!file)
		unknown_profile(l, name, by);
	return file;
}

/* Checks that the file is not being read already; the error shows the loop. */
static int check_loop(struct loader *l, const char *name, const char *file, const char *real,
		      const struct mention *by)
{
	struct buf way CLEANUP(buf_release) = {0};
	size_t i = 0;
	while (i < l->depth && strcmp(l->chain[i].real, real) != 0)
		i++;
	if (i == l->depth && l->depth < PROFILE_DEPTH_MOST)
		return 0;
	if (i == l->depth)
		return fail_at_mention(l, by, "profiles inherit too deeply at", name);
	for (; i < l->depth; i++)
		buf_printf(&way, "%s -> ", l->chain[i].file);
	deb822_fail(by->file, by->field, l->err, "profile inherits itself: %s%s", way.p, file);
	return err_hint(l->err, "take the Inherit of one of them out%s",
			profile_is_path(name) ? ""
					      : "; a profile may inherit its own name only from the system's or "
						"the shipped ones");
}

static int read_level(struct loader *l, const struct mention *by)
{
	const struct level *level = &l->chain[l->depth - 1];
	struct buf text CLEANUP(buf_release) = {0};
	struct deb822 file;
	if (file_read(level->file, PROFILE_BYTES_MOST, &text, l->err))
		return by ? err_wrap(l->err, "%s:%u:%u", by->file->file, by->field->line, by->field->column)
			  : -1;
	if (!text_is_utf8(buf_str(&text)))
		return err_set(l->err, STATUS_FATAL, "%s: not UTF-8", level->file);
	if (deb822_parse(level->file, buf_str(&text), DEB822_COMMENTS, STATUS_FATAL, &file, l->err))
		return -1;
	int status = apply_file(l, &file);
	deb822_release(&file);
	return status;
}

static int load_one(struct loader *l, const char *name, const struct mention *by)
{
	enum profile_place place;
	char *file CLEANUP(mem_freep) = file_of(l, name, by, &place);
	if (!file)
		return -1;
	char *real CLEANUP(mem_freep) = realpath(file, NULL);
	if (!real)
		real = mem_strdup(file);
	if (check_loop(l, name, file, real, by))
		return -1;
	const char *base = path_base(file);
	size_t n = strlen(base), suffix = strlen(".profile");
	char *stem CLEANUP(mem_freep) =
		mem_strndup(base, str_ends(str_from(base), ".profile") ? n - suffix : n);
	l->chain[l->depth++] = (struct level){stem, file, real, place};
	int status = read_level(l, by);
	l->depth--;
	return status;
}

static int check_claim(const struct profile *p, const char *what, const struct profile_claim *claim,
		       const char *wanted, struct err *err)
{
	struct buf all CLEANUP(buf_release) = {0};
	const struct names *words = &claim->word;
	if (!words->n || !wanted || !*wanted)
		return 0;
	for (size_t i = 0; i < words->n; i++) {
		if (strcmp(words->at[i], wanted) == 0)
			return 0;
		buf_printf(&all, "%s%s", i ? ", " : "", words->at[i]);
	}
	const char *near = str_nearest(wanted, words->at, words->n);
	err_set(err, STATUS_FATAL, "%s: profile %s does not support the %s '%s'", claim->from, p->name, what,
		wanted);
	return err_hint(err, "%s%s%sit supports %s", near ? "did you mean '" : "", near ? near : "",
			near ? "'; " : "", all.p);
}

/* Rejects a tag that no stanza handles, because it would be ignored silently. */
static int check_tagged(const struct profile *p, const char *tag, struct err *err)
{
	for (size_t i = 0; i < p->match.n; i++)
		if (p->match.at[i].tags && p->match.at[i].applied)
			return 0;
	if (strcmp(tag, "latest") == 0)
		return 0;
	err_set(err, STATUS_FATAL, "%s: profile %s has no tag '%s'", p->file.at[p->file.n - 1].from, p->name,
		tag);
	return err_hint(err, "scratch has the tags: inherit it, or add a stanza 'Match-Tags: %s'", tag);
}

int profile_load(const struct profile_request *request, struct profile *out, struct err *err)
{
	struct loader l = {.request = request, .profile = out, .err = err};
	*out = (struct profile){0};
	if (profile_check_tag(request->tag, err))
		return -1;
	int status = load_one(&l, request->name, NULL);
	vec_release(&l.claimed);
	if (status || check_tagged(out, request->tag, err) ||
	    check_claim(out, "suite", &out->suites, request->suite, err) ||
	    check_claim(out, "architecture", &out->architectures, request->architecture, err)) {
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
	vec_release(&p->file);
	vec_release(&p->suites.word);
	vec_release(&p->architectures.word);
	vec_release(&p->packages);
	vec_release(&p->rule);
	vec_release(&p->size_rule);
	vec_release(&p->part);
	vec_release(&p->account);
	vec_release(&p->path);
	vec_release(&p->copy);
	vec_release(&p->match);
	vec_release(&p->generate);
	image_config_release(&p->config);
	arena_release(&p->arena);
	*p = (struct profile){0};
}
