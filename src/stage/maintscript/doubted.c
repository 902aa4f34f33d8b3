/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Effects that may not have happened, because only running the script would decide a condition. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "model/principal.h"
#include "stage/maintscript/tell.h"

/* An effect, and the member at its place. */
struct doubt {
	const struct effect *effect;
	const char *place;           /* all links followed; normal form */
	const struct member *member; /* NULL: none */
};

static struct str body_at(const struct telling *t, const char *path)
{
	const struct member *m = fileset_file(t->files, path);
	return m ? m->body : (struct str){0};
}

/* The ids of "USER:GROUP", of which either may be absent; false if the image has no such name. */
static bool find_ids(const struct telling *t, const struct effect *f, struct principal *out)
{
	char *text CLEANUP(mem_freep) = f->group ? mem_printf("%s:%s", f->user ? f->user : "0", f->group)
						 : mem_strdup(f->user ? f->user : "0");
	principal_find(text, body_at(t, "etc/passwd"), body_at(t, "etc/group"), out);
	return out->known;
}

static bool has_owner(const struct telling *t, const struct effect *f, const struct member *m)
{
	struct principal ids = {0};
	if (!f->user && !f->group)
		return false;
	bool has = find_ids(t, f, &ids), asked = f->keep;
	if (has && !asked)
		has = (!f->user || ids.uid == m->uid) &&
		      ((!f->group && !f->login) || (ids.gid.n && ids.gid.at[0] == m->gid));
	principal_release(&ids);
	return has;
}

static bool has_mode(const struct effect *f, const struct member *m)
{
	return f->mode == MODE_KEEP || f->mode == m->mode || m->type == MEMBER_SYMLINK;
}

/* Whether the member is as the effect would have left it. */
static bool agrees(const struct telling *t, const struct effect *f, const struct member *m)
{
	switch (f->kind) {
	case EFFECT_OWNER:
		return has_owner(t, f, m);
	case EFFECT_MODE:
		return has_mode(f, m);
	case EFFECT_STATOVERRIDE:
		return has_owner(t, f, m) && has_mode(f, m);
	case EFFECT_CAPABILITY:
		return str_equal(f->content, m->capability);
	case EFFECT_LINK:
		return f->keep || (m->type == MEMBER_SYMLINK && strcmp(m->target, f->target) == 0);
	default:
		return true;
	}
}

/* The number of members that are not as the effect would have left them: with `deep`, of
 * all below the place. */
static size_t count_others(const struct telling *t, const struct doubt *d)
{
	struct member **all;
	size_t count = 0;
	if (!d->effect->deep)
		return !agrees(t, d->effect, d->member);
	size_t n = fileset_sorted(t->files, &all);
	for (size_t i = 0; i < n; i++)
		count += path_within(all[i]->path, d->place) && !agrees(t, d->effect, all[i]);
	free(all);
	return count;
}

/* The rest of the line of /etc/passwd or /etc/group that starts with "NAME:"; false if
 * there is none. */
static bool find_account(const struct telling *t, const char *path, const char *name, struct str *fields)
{
	struct str rest = body_at(t, path), line;
	size_t n = strlen(name);
	while (str_split(&rest, '\n', &line)) {
		if (line.n <= n || !str_starts(line, name) || line.p[n] != ':')
			continue;
		*fields = (struct str){line.p + n + 1, line.n - n - 1};
		return true;
	}
	return false;
}

static bool is_in_group(const struct telling *t, const char *group, const char *user)
{
	struct str fields, field = {0}, name;
	if (!find_account(t, "etc/group", group, &fields))
		return false;
	while (str_split(&fields, ':', &field))
		;
	while (str_split(&field, ',', &name))
		if (str_is(name, user))
			return true;
	return false;
}

static void tell_doubt(const struct telling *t, const struct doubt *d, const char *kind, size_t count, const char *what)
{
	const struct effect *f = d->effect;
	const char *package = tell_package(t, f->owner);
	char *path CLEANUP(mem_freep) = mem_printf("/%s", d->place);
	char *consequence CLEANUP(mem_freep) =
		mem_printf("whether %s of %s would have %s, only running it can tell", f->script, package, what);
	unmade_add(t->out, &(struct unmade){.kind = kind, .package = package, .path = path, .count = count,
					    .consequence = consequence,
					    .mend = "do it in a second stage if your program needs it"});
}

/* The caller frees the result. */
static char *owner_text(const struct effect *f)
{
	if (!f->user && !f->group)
		return mem_strdup("given it to another owner");
	return f->user ? mem_printf("given it to %s%s%s", f->user, f->group ? ":" : "", f->group ? f->group : "")
		       : mem_printf("given it to the group %s", f->group);
}

static void tell_of_member(const struct telling *t, const struct doubt *d)
{
	const struct effect *f = d->effect;
	size_t count = count_others(t, d);
	char *owner CLEANUP(mem_freep) = owner_text(f), *what CLEANUP(mem_freep) = NULL;
	if (!count)
		return;
	if (f->kind == EFFECT_OWNER)
		tell_doubt(t, d, "owner", count, owner);
	if (f->kind == EFFECT_MODE)
		tell_doubt(t, d, "mode", count, what = mem_printf("set its mode to %04o", f->mode));
	if (f->kind == EFFECT_STATOVERRIDE)
		tell_doubt(t, d, "owner", count,
			   what = mem_printf("%s, with mode %04o", owner, f->mode));
	if (f->kind == EFFECT_CAPABILITY)
		tell_doubt(t, d, "capability", count, what = mem_printf("given it the capabilities %s", f->name ? f->name : ""));
	if (f->kind == EFFECT_LINK)
		tell_doubt(t, d, "link", count,
			   what = mem_printf("made it a link to %s", f->target));
}

/* Unknown content of this file is in the list already. */
static bool is_place_told(const struct telling *t, const char *place)
{
	for (size_t i = 0; i < t->out->list.n; i++)
		if (strcmp(t->out->list.at[i].path + 1, place) == 0)
			return true;
	return false;
}

static void tell_of_absent(const struct telling *t, const struct doubt *d)
{
	const struct effect *f = d->effect;
	char *what CLEANUP(mem_freep) = NULL;
	if (f->kind == EFFECT_DIRECTORY) {
		tell_doubt(t, d, "directory", 1, "made it");
	} else if (f->kind == EFFECT_LINK || f->kind == EFFECT_ALTERNATIVE) {
		what = mem_printf("made it a link to %s", f->target);
		tell_doubt(t, d, "link", 1, what);
	} else if ((f->kind == EFFECT_FILE || f->kind == EFFECT_COPY || f->kind == EFFECT_MOVE) && !is_place_told(t, d->place)) {
		tell_doubt(t, d, "file", 1, "written it");
	}
}

static void tell_of_account(const struct telling *t, const struct effect *f)
{
	bool user = f->kind == EFFECT_USER, joins = f->kind == EFFECT_MEMBER;
	const char *path = user ? "etc/passwd" : "etc/group";
	struct str fields;
	if (!f->name || !tell_package(t, f->owner) ||
	    (joins ? is_in_group(t, f->group, f->name) : find_account(t, path, f->name, &fields)))
		return;
	char *what CLEANUP(mem_freep) = joins ? mem_printf("added the user %s to the group %s", f->name, f->group)
					      : mem_printf("added the %s %s", user ? "user" : "group", f->name);
	tell_doubt(t, &(struct doubt){f, path, NULL}, "account", 1, what);
}

static void tell_of_place(const struct telling *t, const struct effect *f)
{
	struct buf place CLEANUP(buf_release) = {0};
	bool last = f->kind != EFFECT_LINK && f->kind != EFFECT_ALTERNATIVE;
	if (!fileset_resolve(t->files, f->path, last, &place) || tell_is_passing(place.p) || !tell_package(t, f->owner))
		return;
	struct doubt d = {f, place.p, fileset_get(t->files, place.p)};
	if (d.member)
		tell_of_member(t, &d);
	else if (!t->drops || !t->drops(t->context, place.p))
		tell_of_absent(t, &d);
}

void tell_doubted(const struct telling *t, const struct effect *doubted, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct effect *f = &doubted[i];
		if (f->kind == EFFECT_USER || f->kind == EFFECT_GROUP || f->kind == EFFECT_MEMBER)
			tell_of_account(t, f);
		else if (f->path && *f->path == '/')
			tell_of_place(t, f);
	}
}
