/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Effects that may not have come about: behind a condition that only running the
 * script decides. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "model/principal.h"
#include "stage/maintscript/tell.h"

/* One effect, and what is at its place. */
struct doubt {
	const struct effect *effect;
	const char *place;           /* all links followed; normal form */
	const struct member *member; /* NULL: nothing */
};

static struct str body_at(const struct telling *t, const char *path)
{
	const struct member *m = fileset_file(t->files, path);
	return m ? m->body : (struct str){0};
}

/* The ids of "USER:GROUP", of which either may be absent; false: the image has no such name. */
static bool find_ids(const struct telling *t, const struct effect *f, struct principal *out)
{
	char *text CLEANUP(mem_freep) = f->group ? mem_printf("%s:%s", f->user ? f->user : "0", f->group)
						 : mem_strdup(f->user ? f->user : "0");
	principal_find(text, body_at(t, "etc/passwd"), body_at(t, "etc/group"), out);
	return out->known;
}

static bool has_owner(const struct telling *t, const struct doubt *d)
{
	struct principal ids = {0};
	const struct effect *f = d->effect;
	bool has = find_ids(t, f, &ids);
	if (f->user)
		has = has && ids.uid == d->member->uid;
	if (f->group || f->login)
		has = has && ids.gid.n && ids.gid.at[0] == d->member->gid;
	principal_release(&ids);
	return has;
}

/* A line of /etc/passwd or /etc/group that begins with "NAME:". */
static bool has_account(const struct telling *t, const char *path, const char *name)
{
	struct str rest = body_at(t, path), line;
	size_t n = strlen(name);
	while (str_split(&rest, '\n', &line))
		if (line.n > n && str_starts(line, name) && line.p[n] == ':')
			return true;
	return false;
}

/* How many members a recursive change meets. */
static size_t count_below(const struct telling *t, const struct doubt *d)
{
	struct member **all;
	size_t n = d->effect->deep ? fileset_sorted(t->files, &all) : 0, count = 0;
	for (size_t i = 0; i < n; i++)
		count += path_within(all[i]->path, d->place);
	if (d->effect->deep)
		free(all);
	return count ? count : 1;
}

static void tell(const struct telling *t, const struct doubt *d, const char *kind, const char *what)
{
	const struct effect *f = d->effect;
	const char *package = tell_package(t, f->owner);
	char *path CLEANUP(mem_freep) = mem_printf("/%s", d->place);
	char *consequence CLEANUP(mem_freep) =
		mem_printf("whether %s of %s would have %s, only running it can tell", f->script, package, what);
	unmade_add(t->out, &(struct unmade){.kind = kind, .package = package, .path = path,
					    .count = count_below(t, d), .consequence = consequence,
					    .mend = "do it in a second stage if your program needs it"});
}

static void tell_of_member(const struct telling *t, const struct doubt *d)
{
	const struct effect *f = d->effect;
	char *what CLEANUP(mem_freep) = NULL;
	if (f->kind == EFFECT_OWNER && !has_owner(t, d)) {
		what = f->user ? mem_printf("given it to %s%s%s", f->user, f->group ? ":" : "", f->group ? f->group : "")
			       : mem_printf("given it to the group %s", f->group);
		tell(t, d, "owner", what);
	} else if (f->kind == EFFECT_MODE && f->mode != MODE_KEEP && f->mode != d->member->mode &&
		   d->member->type != MEMBER_SYMLINK) {
		what = mem_printf("set its mode to %04o", f->mode);
		tell(t, d, "mode", what);
	} else if (f->kind == EFFECT_CAPABILITY && !str_equal(f->content, d->member->capability)) {
		what = mem_printf("given it the capabilities %s", f->name ? f->name : "");
		tell(t, d, "capability", what);
	}
}

static void tell_of_absent(const struct telling *t, const struct doubt *d)
{
	const struct effect *f = d->effect;
	char *what CLEANUP(mem_freep) = NULL;
	if (f->kind == EFFECT_FOLDER) {
		tell(t, d, "directory", "made it");
	} else if (f->kind == EFFECT_LINK || f->kind == EFFECT_ALTERNATIVE) {
		what = mem_printf("made it a link to %s", f->target);
		tell(t, d, "link", what);
	} else if (f->kind == EFFECT_FILE || f->kind == EFFECT_COPY || f->kind == EFFECT_MOVE) {
		tell(t, d, "file", "written it");
	}
}

static void tell_of_account(const struct telling *t, const struct effect *f)
{
	bool user = f->kind == EFFECT_USER;
	const char *path = user ? "etc/passwd" : "etc/group";
	if (!f->name || has_account(t, path, f->name) || !tell_package(t, f->owner))
		return;
	char *what CLEANUP(mem_freep) = mem_printf("added the %s %s", user ? "user" : "group", f->name);
	tell(t, &(struct doubt){f, path, NULL}, "account", what);
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
		if (f->kind == EFFECT_USER || f->kind == EFFECT_GROUP)
			tell_of_account(t, f);
		else if (f->path && *f->path == '/')
			tell_of_place(t, f);
	}
}
